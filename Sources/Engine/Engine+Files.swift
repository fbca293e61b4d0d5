extension Engine {
    /// Replaces a file that people read, below the workspace, in one step that a crash cannot tear.
    ///
    /// Unfinished, it lies in this process's temporary folder: who is killed meanwhile leaves nothing in a folder of
    /// people's. One task at a time may replace the same file.
    /// - Throws: `FileError`.
    package func replace(fileAt path: String, with bytes: [UInt8]) throws {
        let temporary = "\(workspace.temporaryFolder)/\(Digest(of: Array(path.utf8)))"
        try Files.replace(path, with: bytes, by: temporary, waits: true)
    }
}
