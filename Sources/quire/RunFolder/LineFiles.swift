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
        var open: [String: FileHandle] = [:]
    }

    private let state = Mutex(State())

    /// Says where the folder is. Lines from before are kept for it.
    func open(in folder: String) { state.withLock { $0.folder = folder } }

    /// Adds lines, each with its line feed, to a file.
    func add(_ lines: String, to file: String) { state.withLock { $0.pending[file, default: ""] += lines } }

    /// Writes all that was added. A file that cannot be written is passed over: no run fails for its log.
    func flush() {
        state.withLock { state in
            guard let folder = state.folder else { return }
            for (file, lines) in state.pending {
                if state.open[file] == nil { state.open[file] = Self.handle(folder + "/" + file) }
                try? state.open[file]?.write(contentsOf: Data(lines.utf8))
            }
            state.pending = [:]
        }
    }

    /// Writes all that was added, and closes the files whose paths begin so; all files for an empty beginning.
    func close(_ beginning: String = "") {
        flush()
        state.withLock { state in
            for (file, handle) in state.open where file.hasPrefix(beginning) {
                try? handle.close()
                state.open[file] = nil
            }
        }
    }

    private static func handle(_ path: String) -> FileHandle? {
        let url = URL(fileURLWithPath: path)
        try? FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        if !FileManager.default.fileExists(atPath: path) {
            _ = FileManager.default.createFile(atPath: path, contents: nil)
        }
        let handle = FileHandle(forWritingAtPath: path)
        _ = try? handle?.seekToEnd()
        return handle
    }
}
