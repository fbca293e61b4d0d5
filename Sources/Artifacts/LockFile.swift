import Glibc

/// Locks on the bytes of one file, held by the kernel and gone with the process that held them.
///
/// The file's existence means nothing: only the kernel's open-file-description locks count, so that after a crash there is
/// nothing to clear. It holds one number that those who have the file share. Locks of one `LockFile` never conflict with each
/// other: within a process it is for the caller to ask once only.
package final class LockFile: Sendable {
    private let descriptor: Int32
    private let path: String

    /// Opens the file, and creates it where missing.
    package init(path: String) throws(FileError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileError("write", path) }
    }

    deinit { close(descriptor) }

    /// The byte that stands for a key.
    package static func offset(of key: Digest) -> Int64 { Int64(key.prefix >> 2) }

    /// Bytes that no key uses: for other locks.
    package static func reserved(_ index: Int) -> Int64 { Int64(1) << 62 + Int64(index) }

    /// Takes the lock on the byte at `offset`, or returns false when another process has it.
    package func tryLock(_ offset: Int64) throws(FileError) -> Bool {
        if try control(set, F_WRLCK, offset) { return true }
        if errno == EAGAIN || errno == EACCES { return false }
        throw FileError("lock", path)
    }

    /// Takes the lock on the byte at `offset`, and waits for it: only for moments, as when opening.
    package func lock(_ offset: Int64) throws(FileError) {
        guard try control(setAndWait, F_WRLCK, offset) else { throw FileError("lock", path) }
    }

    /// Lets the lock on the byte at `offset` go.
    package func unlock(_ offset: Int64) {
        // Unlocking what is held cannot fail but for an interrupted call, which `control` repeats.
        _ = try? control(set, F_UNLCK, offset)
    }

    /// Whether somebody else has the lock on the byte at `offset` now; takes nothing.
    package func isHeldElsewhere(_ offset: Int64) throws(FileError) -> Bool {
        var range = byteRange(F_WRLCK, offset)
        while fcntl(descriptor, get, &range) != 0 {
            if errno != EINTR { throw FileError("ask for locks of", path) }
        }
        return range.l_type != Int16(F_UNLCK)
    }

    /// The number that the file holds; 0 where it holds none.
    package func number() throws(FileError) -> UInt64 {
        var number: UInt64 = 0
        while true {
            let count = pread(descriptor, &number, 8, 0)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw FileError("read", path) }
            return count == 8 ? UInt64(littleEndian: number) : 0
        }
    }

    /// Changes the number that the file holds, for everybody who has the file.
    package func setNumber(_ number: UInt64) throws(FileError) {
        var number = number.littleEndian
        while pwrite(descriptor, &number, 8, 0) != 8 {
            if errno != EINTR { throw FileError("write", path) }
        }
    }

    private func control(_ command: Int32, _ type: Int32, _ offset: Int64) throws(FileError) -> Bool {
        var range = byteRange(type, offset)
        while fcntl(descriptor, command, &range) != 0 {
            if errno != EINTR { return false }
        }
        return true
    }

    private func byteRange(_ type: Int32, _ offset: Int64) -> Glibc.flock {
        var range = Glibc.flock()
        range.l_type = Int16(type)
        range.l_whence = Int16(SEEK_SET)
        range.l_start = off_t(offset)
        range.l_len = 1
        return range
    }

    // F_OFD_GETLK, F_OFD_SETLK and F_OFD_SETLKW of <fcntl.h>, which Swift sees only with _GNU_SOURCE.
    private let get: Int32 = 36
    private let set: Int32 = 37
    private let setAndWait: Int32 = 38
}
