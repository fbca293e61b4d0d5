import Synchronization

/// Large blobs as read-only files named by their digest: `store/ab/abcdef…`.
///
/// A blob appears under its name only when it is complete: it is written to a temporary file and renamed.
/// Whatever is found under a name and does not have that digest is removed and counts as absent.
package final class BlobStore: Sendable {
    private struct State {
        var verified: [Digest: FileStamp] = [:]
        var folders: Set<UInt8> = []
        var unsynchronized: [Digest] = []
        var temporaries = 0
    }

    private let folder: String
    private let temporaryFolder: String
    private let state = Mutex(State())

    /// The store in `folder`, which writes unfinished files to `temporaryFolder`, a folder in the same file
    /// system that is this process's alone.
    package init(folder: String, temporaryFolder: String) throws(FileError) {
        self.folder = folder
        self.temporaryFolder = temporaryFolder
        try Files.claimFolder(folder)
        try Files.makeFolder(temporaryFolder)
    }

    /// Where the blob lies, if it is there.
    package func path(of digest: Digest) -> String {
        let name = digest.description
        return "\(folder)/\(name.prefix(2))/\(name)"
    }

    /// Keeps `bytes`, whose digest the caller knows, and returns the stamp of their file.
    ///
    /// Not yet safe against power loss: `synchronize()` makes it so.
    package func write(_ bytes: [UInt8], digest: Digest) throws(FileError) -> FileStamp {
        if let stamp = intactStamp(of: digest, trusting: nil), stamp.size == bytes.count { return stamp }
        let first = digest.bytes[0]
        let (number, hasFolder) = state.withLock { state in
            state.temporaries += 1
            return (state.temporaries, state.folders.contains(first))
        }
        let path = path(of: digest)
        if !hasFolder {
            try Files.claimFolder("\(folder)/\(digest.description.prefix(2))")
            state.withLock { _ = $0.folders.insert(first) }
        }
        let temporary = "\(temporaryFolder)/\(number)"
        try Files.replace(path, with: bytes, by: temporary, mode: 0o444)
        guard let stamp = FileStamp(path: path) else { throw FileError("find", path) }
        state.withLock {
            $0.verified[digest] = stamp
            $0.unsynchronized.append(digest)
        }
        return stamp
    }

    /// The blob's bytes, or nil when it is absent, torn or edited.
    package func read(_ digest: Digest) throws(FileError) -> [UInt8]? {
        let path = path(of: digest)
        guard let stamp = FileStamp(path: path) else { return nil }
        let bytes = try Files.read(path)
        if state.withLock({ $0.verified[digest] }) == stamp, bytes.count == stamp.size { return bytes }
        guard Digest(of: bytes) == digest else {
            try discard(digest)
            return nil
        }
        state.withLock { $0.verified[digest] = stamp }
        return bytes
    }

    /// The stamp of the blob's file when its content is what it should be, or nil.
    ///
    /// The content is looked at once in a process, and again when the file was touched; not at all when the file
    /// still has the stamp `known` that was noted when it was written.
    package func intactStamp(of digest: Digest, trusting known: FileStamp?) -> FileStamp? {
        let path = path(of: digest)
        guard let stamp = FileStamp(path: path) else { return nil }
        if stamp == known || state.withLock({ $0.verified[digest] }) == stamp { return stamp }
        // What cannot be read just now (no right to, too many open files) may be whole: it counts as absent and stays.
        guard let found = try? Files.digest(path) else { return nil }
        guard found.digest == digest else {
            try? discard(digest)
            return nil
        }
        state.withLock { $0.verified[digest] = found.stamp }
        return found.stamp
    }

    /// Removes a blob.
    package func discard(_ digest: Digest) throws(FileError) {
        state.withLock { _ = $0.verified.removeValue(forKey: digest) }
        try Files.clear(path(of: digest))
    }

    /// Waits until every blob written so far is on the disk, names included.
    package func synchronize() throws(FileError) {
        let written = state.withLock { state in
            defer { state.unsynchronized = [] }
            return state.unsynchronized
        }
        var folders: Set<Substring> = []
        for digest in written {
            let path = path(of: digest)
            try Files.synchronize(path)
            folders.insert(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
        }
        for folder in folders { try Files.synchronize(String(folder)) }
    }
}
