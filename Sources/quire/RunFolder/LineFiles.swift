import Engine
import Synchronization

/// Files of a folder that lines are added to: gathered in memory, written together.
final class LineFiles: Sendable {
    /// Of more open files than this all are closed again: a graph may have thousands of stages at work at once.
    private static let mostOpen = 16

    private struct State {
        /// The folder; `nil` before it is known.
        var folder: String?
        /// Lines that are not written yet, by the file's path in the folder.
        var pending: [String: String] = [:]
        /// The open files.
        var open: [String: AppendedFile] = [:]
        /// Why something could not be written.
        var problem: String?

        /// Writes something; that it cannot be is remembered.
        mutating func attempt(_ body: (inout State) throws -> Void) {
            do { try body(&self) } catch { problem = problem ?? "\(error)" }
        }
    }

    private let state = Mutex(State())

    /// Why some of it could not be written; `nil` where all was.
    var problem: String? { state.withLock { $0.problem } }

    /// Says where the folder is. Lines from before are kept for it.
    func open(in folder: String) { state.withLock { $0.folder = folder } }

    /// Adds lines, each with its line feed, to a file.
    func add(_ lines: String, to file: String) { state.withLock { $0.pending[file, default: ""] += lines } }

    /// Writes all that was added. No run fails for its log: a file that cannot be written is a `problem`.
    func flush() {
        state.withLock { state in
            guard let folder = state.folder else { return }
            let pending = state.pending
            state.pending = [:]
            for (file, lines) in pending {
                if state.open.count > Self.mostOpen { state.open = [:] }
                state.attempt { state in
                    if state.open[file] == nil { state.open[file] = try Self.file(file, in: folder) }
                    try state.open[file]?.append(Array(lines.utf8))
                }
            }
        }
    }

    /// Writes a whole file in one step, in place of what it held.
    func write(_ bytes: [UInt8], to file: String) {
        state.withLock { state in
            guard let folder = state.folder else { return }
            state.attempt { _ in
                try Self.makeFolder(of: file, in: folder)
                let path = folder + "/" + file
                try Files.replace(path, with: bytes, by: path + ".unfinished")
            }
        }
    }

    /// Writes all that was added, and closes the files whose paths begin so; all files for an empty beginning.
    func close(_ beginning: String = "") {
        flush()
        state.withLock { state in
            for file in state.open.keys where file.hasPrefix(beginning) { state.open[file] = nil }
        }
    }

    private static func file(_ file: String, in folder: String) throws -> AppendedFile {
        try makeFolder(of: file, in: folder)
        return try AppendedFile(path: folder + "/" + file)
    }

    private static func makeFolder(of file: String, in folder: String) throws {
        let path = folder + "/" + file
        try Files.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
    }
}
