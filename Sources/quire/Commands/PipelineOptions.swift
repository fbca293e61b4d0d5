import ArgumentParser
import Engine
import Foundation
import Pipeline
import Stages

/// The pipeline file and its variables: what most commands take.
struct PipelineOptions: ParsableArguments {
    /// The pipeline file's path.
    @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    /// Variables that are set, `name=value` each.
    @Option(
        name: .customLong("set"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Set a variable of the file, as in --set vars.books='/path/*.txt'.", valueName: "name=value"))
    var assignments: [String] = []

    /// The checked pipeline.
    ///
    /// - Throws: exit code 2, after every complaint has been printed, where it cannot run.
    func checked() throws -> Checked {
        let document: Document
        switch Document.load(file, set: assignments, read: Self.read) {
        case .success(let loaded): document = loaded
        case .failure(let complaints): throw Self.refuse(complaints)
        }
        var checked = document.checked(with: .current)
        checked.addStageChecks()
        guard !checked.complaints.hasErrors else { throw Self.refuse(checked.complaints) }
        if !checked.complaints.list.isEmpty { Terminal.diagnose(checked.complaints.description) }
        return checked
    }

    private static func read(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else { throw Unreadable(path: path) }
        guard let text = String(data: data, encoding: .utf8) else { throw NotText(path: path) }
        return text
    }

    private static func refuse(_ complaints: Complaints) -> ExitCode {
        Terminal.diagnose(complaints.description)
        return .badPipeline
    }

    /// A pipeline file is not there, or may not be read.
    private struct Unreadable: Error, CustomStringConvertible {
        /// The file's path.
        var path: String
        /// The sentence that is printed for it.
        var description: String {
            FileManager.default.fileExists(atPath: path)
                ? "'\(path)' may not be read" : "there is no file '\(path)'"
        }
    }

    /// A pipeline file is not UTF-8.
    private struct NotText: Error, CustomStringConvertible {
        /// The file's path.
        var path: String
        /// The sentence that is printed for it.
        var description: String { "'\(path)' is not UTF-8 text" }
    }
}

/// Where artifacts are kept.
struct WorkspaceOptions: ParsableArguments {
    /// The folder as `--artifacts` names it; `nil` where it does not.
    @Option(
        name: .customLong("artifacts"),
        help: ArgumentHelp("The folder that keeps artifacts and runs (QUIRE_ARTIFACTS).", valueName: "folder")
    )
    var folder: String?

    /// Refuses option values that make no sense, before anything is done.
    func validate() throws {
        if folder?.isEmpty == true { throw ValidationError("--artifacts needs the name of a folder") }
    }

    /// The folder: that of `--artifacts`, else of `QUIRE_ARTIFACTS`, else `artifacts`.
    var path: String {
        let named = folder ?? ProcessInfo.processInfo.environment["QUIRE_ARTIFACTS"] ?? ""
        return named.isEmpty ? "artifacts" : named
    }

    /// Whether the folder is there.
    ///
    /// - Throws: `FileError` where that cannot be seen.
    var exists: Bool {
        get throws {
            if FileManager.default.fileExists(atPath: path) { return true }
            _ = try Files.names(in: path)
            return false
        }
    }
}

extension ExitCode {
    /// A stage failed.
    static let stageFailed = ExitCode(1)
    /// Bad usage, or a pipeline that cannot run.
    static let badPipeline = ExitCode(2)
    /// People's judgements are needed.
    static let waiting = ExitCode(3)
    /// The oversight budget is used up.
    static let exhausted = ExitCode(4)
    /// A person stopped the run.
    static let stopped = ExitCode(5)
    /// Ctrl-C.
    static let interrupted = ExitCode(130)
}
