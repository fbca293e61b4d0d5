/// The checkpoint of one unit of work: its own digest and then its bytes, in a file named by the work's key.
///
/// Only who holds the lock on the key comes here, so that the temporary name needs no lock of its own.
struct CheckpointFile: Sendable {
    private let path: String

    /// The checkpoint of the work with this key.
    init(folder: String, key: Digest) { path = "\(folder)/\(key)" }

    /// The bytes last saved; nil when there are none, or when they are torn or edited.
    func read() -> [UInt8]? {
        guard let file = try? Files.read(path), file.count >= Digest.byteCount else { return nil }
        let bytes = Array(file[Digest.byteCount...])
        return Digest(bytes: file[..<Digest.byteCount]) == Digest(of: bytes) ? bytes : nil
    }

    /// Replaces the checkpoint, in one step that a crash cannot tear, and waits until it is on the disk.
    func write(_ bytes: [UInt8]) throws {
        let temporary = path + ".unfinished"
        try Files.write(Digest(of: bytes).bytes + bytes, to: temporary)
        try Files.synchronize(temporary)
        try Files.rename(temporary, to: path)
    }

    /// Removes the checkpoint.
    func remove() throws {
        try Files.remove(path)
        try Files.remove(path + ".unfinished")
    }

    /// Removes the checkpoints of work that is done: a process died between publishing and removing them.
    ///
    /// Work that was done may be under way again, in another process, because what it gave was damaged: whoever
    /// has the lock on its key keeps its checkpoint.
    static func removeFinished(in folder: String, locks: LockFile, isDone: (Digest) -> Bool) throws {
        for name in try Files.names(in: folder) {
            guard let key = Digest(hex: name.prefix(64)), isDone(key) else { continue }
            let offset = LockFile.offset(of: key)
            guard try locks.tryLock(offset) else { continue }
            defer { locks.unlock(offset) }
            try Files.remove("\(folder)/\(name)")
        }
    }
}
