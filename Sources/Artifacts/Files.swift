import Glibc

/// A system call on a file that failed.
package struct FileError: Error, Hashable, CustomStringConvertible {
    /// What was tried, as a verb: "read", "write", "rename".
    package var action: String
    /// The file.
    package var path: String
    /// The system's reason.
    package var code: Int32

    /// The failure that `errno` tells of right now.
    package init(_ action: String, _ path: String, code: Int32 = errno) {
        self.action = action
        self.path = path
        self.code = code
    }

    /// The sentence that is printed for it: what failed, why, and what helps.
    package var description: String {
        "cannot \(action) \(path): \(String(cString: strerror(code)))" + (advice.map { " (\($0))" } ?? "")
    }

    /// What is done to files of the user's, which no other artifacts folder helps to do.
    private static let reading: Set = ["open", "read", "list", "look at", "find"]

    private var advice: String? {
        switch code {
        case ENOSPC, EDQUOT: "free some space, and the same command goes on"
        case EFBIG: "raise the limit on a file's size, ulimit -f"
        case EMFILE, ENFILE: "raise the limit of open files, ulimit -n"
        case EACCES, EPERM, EROFS:
            FileError.reading.contains(action)
                ? "see who may read it"
                : "see who may read and write there, or name another folder with --artifacts"
        case ENAMETOOLONG: "name another folder with --artifacts"
        case ENOTDIR, EEXIST: "a file stands where a folder is needed: move it away"
        default: nil
        }
    }
}

/// What tells that a file was touched, without reading it.
package struct FileStamp: Hashable, Codable, Sendable {
    /// Bytes.
    package var size: Int
    /// Nanoseconds since 1970 of the last change.
    package var modified: Int
    /// The file's number in its file system: another one after a replacement by rename.
    package var inode: Int

    /// Made by hand, for records.
    package init(size: Int, modified: Int, inode: Int) {
        self.size = size
        self.modified = modified
        self.inode = inode
    }

    fileprivate init(_ status: stat) {
        size = Int(status.st_size)
        modified = Int(status.st_mtim.tv_sec) * 1_000_000_000 + Int(status.st_mtim.tv_nsec)
        inode = Int(truncatingIfNeeded: status.st_ino)
    }

    /// The stamp of the regular file at `path`, or nil when there is none.
    package init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        self.init(status)
    }

    fileprivate init(descriptor: Int32, path: String) throws(FileError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError("look at", path) }
        self.init(status)
    }
}

/// The few things that are done with files, each one system call or nearly.
package enum Files {
    /// All bytes of a file.
    package static func read(_ path: String) throws(FileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("open", path) }
        defer { close(descriptor) }
        let size = try FileStamp(descriptor: descriptor, path: path).size
        var bytes = [UInt8](repeating: 0, count: size)
        var filled = 0
        while filled < size {
            let count = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress?.advanced(by: filled), size - filled)
            }
            if count == 0 { break }
            if count > 0 { filled += count } else if errno != EINTR { throw FileError("read", path) }
        }
        if filled < size { bytes.removeLast(size - filled) }
        return bytes
    }

    /// The first bytes of a file, at most so many and as one read gives them: for files that have no size.
    package static func head(of path: String, most: Int) throws(FileError) -> [UInt8] {
        try part(of: path) { _ in (0, most) }
    }

    /// The last bytes of a file, at most so many.
    package static func tail(of path: String, most: Int) throws(FileError) -> [UInt8] {
        try part(of: path) { (max(0, $0 - most), min($0, most)) }
    }

    private static func part(of path: String, _ range: (Int) -> (start: Int, most: Int)) throws(FileError)
        -> [UInt8]
    {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("open", path) }
        defer { close(descriptor) }
        let (place, most) = range(try FileStamp(descriptor: descriptor, path: path).size)
        guard most > 0 else { return [] }
        var bytes = [UInt8](repeating: 0, count: most)
        var count = -1
        repeat { count = pread(descriptor, &bytes, most, off_t(place)) } while count < 0 && errno == EINTR
        guard count >= 0 else { throw FileError("read", path) }
        bytes.removeLast(most - count)
        return bytes
    }

    /// Writes a file from its beginning, replacing what was there; not atomic: rename it afterwards.
    package static func write(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o644) throws(FileError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw FileError("create", path) }
        defer { close(descriptor) }
        try write(bytes, on: descriptor, path: path)
    }

    /// Writes all bytes to an open file.
    static func write(_ bytes: [UInt8], on descriptor: Int32, path: String) throws(FileError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if count >= 0 { written += count } else if errno != EINTR { throw FileError("write", path) }
        }
    }

    /// Puts bytes in the place of what stands at a path, in one step that a crash cannot tear.
    ///
    /// - Parameters:
    ///   - temporary: where they are written first, in the same file system; removed again on failure, so that what
    ///     could not be finished does not hold the space that may be short.
    ///   - waits: whether the bytes are on the disk before they are seen.
    package static func replace(
        _ path: String, with bytes: [UInt8], by temporary: String, mode: UInt32 = 0o644, waits: Bool = false
    ) throws(FileError) {
        do {
            try clear(temporary, unlessFile: true)
            try write(bytes, to: temporary, mode: mode)
            if waits { try synchronize(temporary) }
            try clear(path, unlessFile: true)
            try rename(temporary, to: path)
        } catch {
            try? remove(temporary)
            throw error
        }
    }

    /// Gives a file another name in the same file system, replacing what had it.
    package static func rename(_ old: String, to new: String) throws(FileError) {
        guard Glibc.rename(old, new) == 0 else { throw FileError("rename", old) }
    }

    /// The kind of what stands at a path, as `stat` says it (S_IFREG, S_IFDIR, ...); nil where nothing does.
    package static func kind(of path: String, followsLinks: Bool = true) -> mode_t? {
        var status = stat()
        guard (followsLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
        return status.st_mode & S_IFMT
    }

    /// Removes a file; that there is none is as good.
    package static func remove(_ path: String) throws(FileError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw FileError("remove", path) }
    }

    /// Removes a file. What cannot be one of ours, a folder, keeps its content under another name.
    ///
    /// - Parameter unlessFile: whether a file, or a link to one, is left as it is.
    /// - Returns: the new name of a folder that stood there.
    @discardableResult
    package static func clear(_ path: String, unlessFile: Bool = false) throws(FileError) -> String? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        if unlessFile, stat(path, &status) != 0 || status.st_mode & S_IFMT != S_IFDIR { return nil }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            try remove(path)
            return nil
        }
        return try putAside(path)
    }

    /// Gives what stands at a path another name beside it, and returns the name.
    package static func putAside(_ path: String) throws(FileError) -> String {
        var status = stat()
        var number = 1
        while lstat("\(path).damaged-\(number)", &status) == 0 { number += 1 }
        let place = "\(path).damaged-\(number)"
        try rename(path, to: place)
        return place
    }

    /// Removes a file, or a folder with all that is in it; links are not followed.
    package static func removeTree(_ path: String) throws(FileError) {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return try remove(path) }
        // A folder that may not be written to is emptied like any other.
        if status.st_mode & S_IRWXU != S_IRWXU { chmod(path, S_IRWXU) }
        for name in try names(in: path) {
            if unlink("\(path)/\(name)") != 0 { try removeTree("\(path)/\(name)") }
        }
        guard rmdir(path) == 0 || errno == ENOENT else { throw FileError("remove", path) }
    }

    /// Makes a symbolic link.
    package static func link(_ target: String, at path: String) throws(FileError) {
        guard symlink(target, path) == 0 else { throw FileError("create", path) }
    }

    /// A path from the root; one without is taken to begin in the current folder.
    package static func absolute(_ path: String) -> String {
        if path.hasPrefix("/") { return path }
        guard let current = getcwd(nil, 0) else { return path }
        defer { free(current) }
        return String(cString: current) + "/" + path
    }

    /// Makes a folder of ours where missing; what stands there and is none gets another name.
    package static func claimFolder(_ path: String) throws(FileError) {
        do {
            try makeFolder(path)
        } catch  where error.code == EEXIST {
            _ = try putAside(path)
            try makeFolder(path)
        }
    }

    /// Makes a folder and those above it, where missing.
    /// - Throws: `FileError`, with `EEXIST` where something else stands there.
    package static func makeFolder(_ path: String) throws(FileError) {
        if mkdir(path, 0o777) == 0 { return }
        if errno == EEXIST {
            var status = stat()
            if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
            throw FileError("create folder", path, code: EEXIST)
        }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw FileError("create folder", path)
        }
        try makeFolder(String(path[..<slash]))
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw FileError("create folder", path) }
    }

    /// The names in a folder, sorted; none when there is no such folder.
    package static func names(in folder: String) throws(FileError) -> [String] {
        guard let directory = opendir(folder) else {
            if errno == ENOENT { return [] }
            throw FileError("list", folder)
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Waits until a file's bytes are on the disk; a file that is gone needs no waiting.
    package static func synchronize(_ path: String) throws(FileError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return }
            throw FileError("open", path)
        }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileError("synchronize", path) }
    }

    /// The digest of a file's bytes with the stamp that it had before *and* after it was read.
    ///
    /// - Throws: `FileError` with `EAGAIN` when the file kept changing under the reader, with `EINVAL` for a device
    ///   or a pipe, which may have no end.
    package static func digest(_ path: String) throws(FileError) -> (digest: Digest, stamp: FileStamp) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw FileError("open", path) }
        guard [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else {
            throw FileError("read", path, code: EINVAL)
        }
        for _ in 0..<3 {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw FileError("open", path) }
            defer { close(descriptor) }
            let before = try FileStamp(descriptor: descriptor, path: path)
            let digest = try digest(descriptor, path)
            if try FileStamp(descriptor: descriptor, path: path) == before { return (digest, before) }
        }
        throw FileError("read", path, code: EAGAIN)
    }

    private static func digest(_ descriptor: Int32, _ path: String) throws(FileError) -> Digest {
        var stream = DigestStream()
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return stream.finish() }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError("read", path)
            }
            chunk.withUnsafeBytes { stream.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }
}
