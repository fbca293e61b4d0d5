import Glibc

/// A file that grows by whole pieces and stays open meanwhile. One thread at a time.
package final class AppendedFile {
    private let descriptor: Int32
    private let path: String

    /// Opens the file at its end, and creates it where missing.
    package init(path: String) throws(FileError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileError("write", path) }
    }

    deinit { close(descriptor) }

    /// Adds bytes at the end.
    package func append(_ bytes: [UInt8]) throws(FileError) {
        try Files.write(bytes, on: descriptor, path: path)
    }
}
