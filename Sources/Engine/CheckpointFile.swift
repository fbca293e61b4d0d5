/// The checkpoint of one unit of work: a digest of its key and bytes, then the bytes, in a file named by the key. A program
/// that works on a unit has a folder there instead, in which it keeps what it likes.
///
/// Only who holds the lock on the key comes here, so that the temporary name needs no lock of its own.
struct CheckpointFile: Sendable {
    private let path: String
    private let key: Digest

    /// The checkpoint of the work with this key.
    init(folder: String, key: Digest) {
        path = "\(folder)/\(key)"
        self.key = key
    }

    /// What a file begins with: of these bytes, saved for this work and no other.
    private func mark(_ bytes: [UInt8]) -> Digest {
        var canonical = CanonicalBytes(domain: "quire.checkpoint.1")
        canonical.append(key)
        canonical.append(Digest(of: bytes))
        return canonical.digest
    }

    /// The bytes last saved; nil when there are none, or when they are torn, edited or other work's.
    func read() -> [UInt8]? {
        guard let file = try? Files.read(path), file.count >= Digest.byteCount else { return nil }
        let bytes = Array(file[Digest.byteCount...])
        return Digest(bytes: file[..<Digest.byteCount]) == mark(bytes) ? bytes : nil
    }

    /// Replaces the checkpoint, in one step that a crash cannot tear, and waits until it is on the disk.
    func write(_ bytes: [UInt8]) throws {
        try Files.replace(path, with: mark(bytes).bytes + bytes, by: path + ".unfinished", waits: true)
    }

    /// The folder of a program's own, which is made where missing.
    func folder() throws -> String {
        try Files.claimFolder(path + Self.folderEnding)
        return path + Self.folderEnding
    }

    /// Removes the checkpoint.
    func remove() throws {
        try Files.clear(path)
        try Files.clear(path + ".unfinished")
        try Files.removeTree(path + Self.folderEnding)
    }

    /// What the name of a program's folder ends in.
    private static let folderEnding = ".folder"

    /// The key of the work whose checkpoint has a name, and whether it is whole; nil for other names.
    static func key(ofName name: String) -> (key: Digest, isWhole: Bool)? {
        guard let key = Digest(hex: name.prefix(64)) else { return nil }
        let ending = name.dropFirst(64)
        guard ["", ".unfinished", folderEnding[...]].contains(ending) else { return nil }
        return (key, ending != ".unfinished")
    }

    /// Removes the checkpoints of work that is done: a process died between publishing and removing them.
    ///
    /// Work that was done may be under way again, in another process, because what it gave was damaged: whoever
    /// has the lock on its key keeps its checkpoint.
    static func removeFinished(in folder: String, locks: LockFile, isDone: (Digest) -> Bool) throws {
        for name in try Files.names(in: folder) {
            guard let key = key(ofName: name)?.key, isDone(key) else { continue }
            let offset = LockFile.offset(of: key)
            guard try locks.tryLock(offset) else { continue }
            defer { locks.unlock(offset) }
            try Files.removeTree("\(folder)/\(name)")
        }
    }
}
