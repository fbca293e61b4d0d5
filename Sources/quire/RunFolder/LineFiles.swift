import Engine
import Foundation
import Synchronization

/// Files of a folder that lines are added to: gathered in memory, written together.
final class LineFiles: Sendable {
    private struct State {
        /// The folder; `nil` before it is known.
        var folder: String?
        /// Lines that are not written yet, by the file's path in the folder.
        var pending: [String: String] = [:]
        /// The open files.
        var open: [String: AppendedFile] = [:]
        /// Why something could not be written.
        var problem: String?
    }

    private let state = Mutex(State())

    /// Says where the folder is. Lines from before are kept for it.
    func open(in folder: String) { state.withLock { $0.folder = folder } }

    /// Adds lines, each with its line feed, to a file.
    func add(_ lines: String, to file: String) { state.withLock { $0.pending[file, default: ""] += lines } }

    /// Why something could not be written; `nil` where all was.
    var problem: String? { state.withLock { $0.problem } }

    /// Writes something else about the run; that it cannot be is remembered: no run fails for its log.
    func attempt(_ body: () throws -> Void) {
        do {
            try body()
        } catch {
            state.withLock { $0.problem = $0.problem ?? "\(error)" }
        }
    }

    /// Writes all that was added.
    func flush() {
        state.withLock { state in
            guard let folder = state.folder else { return }
            for (file, lines) in state.pending {
                do {
                    let open = try state.open[file] ?? Self.opened(folder + "/" + file)
                    state.open[file] = open
                    try open.append(Array(lines.utf8))
                } catch {
                    state.problem = state.problem ?? "\(error)"
                }
            }
            state.pending = [:]
        }
    }

    /// Writes all that was added, and closes the files whose paths begin so; all files for an empty beginning.
    func close(_ beginning: String = "") {
        flush()
        state.withLock { state in
            for file in state.open.keys where file.hasPrefix(beginning) { state.open[file] = nil }
        }
    }

    private static func opened(_ path: String) throws -> AppendedFile {
        try Files.makeFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
        return try AppendedFile(path: path)
    }
}
