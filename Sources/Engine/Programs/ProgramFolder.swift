import Glibc

/// The folder that a program ran in, as it left it.
package struct ProgramFolder: Sendable {
    /// Where it lies.
    package let path: String
    /// The program, for complaints.
    let program: Program
    /// The last lines that it wrote.
    let lastLines: [String]

    /// The bytes of a file that the program had to write.
    /// - Throws: `ProgramFailure` where it is not there, or no file; `FileError`.
    package func read(_ name: String) throws -> [UInt8] {
        guard let bytes = try readIfThere(name) else {
            throw failure("ended without having written '\(name)'")
        }
        return bytes
    }

    /// The bytes of a file that the program may write; nil where it is not there.
    /// - Throws: `ProgramFailure` where it is no file; `FileError`.
    package func readIfThere(_ name: String) throws -> [UInt8]? {
        guard let kind = kind(of: name) else { return nil }
        // Whoever reads a pipe waits for its other end.
        guard kind == S_IFREG else { throw failure("left something at '\(name)' that is no file") }
        return try Files.read("\(path)/\(name)")
    }

    /// All files below a folder that the program had to make, sorted by path.
    /// - Throws: `ProgramFailure` where the folder is not there, or holds something else; `FileError`.
    package func files(below folder: String) throws -> [(path: String, isExecutable: Bool)] {
        guard kind(of: folder) == S_IFDIR else {
            throw failure("ended without having made the folder '\(folder)'")
        }
        var (files, open) = ([(path: String, isExecutable: Bool)](), [folder])
        while let next = open.popLast() {
            for name in try Files.names(in: "\(path)/\(next)") {
                let inner = "\(next)/\(name)"
                switch kind(of: inner) {
                case S_IFDIR: open.append(inner)
                case S_IFREG: files.append((inner, access("\(path)/\(inner)", X_OK) == 0))
                default: throw failure("left something at '\(inner)' that is neither a file nor a folder")
                }
            }
        }
        return files.sorted { $0.path < $1.path }
    }

    /// A complaint of what the program did.
    package func failure(_ problem: String) -> ProgramFailure {
        ProgramFailure(program: program.name, problem: problem, lastLines: lastLines)
    }

    private func kind(of name: String) -> mode_t? { Files.kind(of: "\(path)/\(name)") }
}
