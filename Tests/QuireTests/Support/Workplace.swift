import Foundation
import SmallBooks
import Testing

/// A temporary folder with books and a pipeline file, and the built binary to run on it.
struct Workplace: Sendable {
    private let temporary: TemporaryFolder

    var folder: String { temporary.path }

    init(
        _ pipeline: String = SmallBooks.pipeline(SmallBooks.learning),
        books: [String: String] = SmallBooks.four
    )
        throws
    {
        temporary = try TemporaryFolder("quire-binary")
        try FileManager.default.createDirectory(atPath: folder + "/books", withIntermediateDirectories: true)
        for (name, text) in books { try write("books/" + name, text) }
        try write(
            "notes.jsonl", SmallBooks.note("book-1", reference: "Anna hid the lantern under the bridge."))
        try write("small.yaml", pipeline)
    }

    func write(_ name: String, _ text: String) throws {
        let url = URL(fileURLWithPath: folder + "/" + name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func text(_ name: String) throws -> String {
        try String(contentsOf: URL(fileURLWithPath: folder + "/" + name), encoding: .utf8)
    }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder + "/" + name) }

    /// Begins `quire` with these arguments in the folder.
    func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Running {
        let process = Process()
        process.executableURL = try Self.binary()
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("QUIRE_") }
            .merging(environment) { $1 }
        return try Running(process, in: temporary)
    }

    /// Runs `quire` with these arguments in the folder, to its end.
    func quire(_ arguments: String..., environment: [String: String] = [:]) throws -> Ending {
        try start(arguments, environment: environment).end()
    }

    /// The binary beside the tests: `swift test` runs them in a helper of the toolchain, and names the bundle.
    static func binary() throws -> URL {
        let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let beside = URL(fileURLWithPath: executable).deletingLastPathComponent().appending(path: "quire")
        if FileManager.default.fileExists(atPath: beside.path) { return beside }
        let bundle = try #require(CommandLine.arguments.first { $0.hasSuffix(".xctest") })
        return URL(fileURLWithPath: bundle).deletingLastPathComponent().appending(path: "quire")
    }

    // MARK: What runs leave

    /// The folders of all runs of the pipeline, the earliest first.
    func runFolders(_ name: String = "small") -> [String] {
        let runs =
            (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/artifacts/runs/\(name)")) ?? []
        func number(_ run: String) -> Int { run.split(separator: "-").last.flatMap { Int($0) } ?? 0 }
        return runs.sorted { number($0) < number($1) }.map { "artifacts/runs/\(name)/\($0)" }
    }

    /// The digest of each stage's output, as the last run's `run.json` says.
    func digests() throws -> [String: String] {
        let record = try JSONDecoder().decode(
            RunFile.self, from: Data(text(try #require(runFolders().last) + "/run.json").utf8))
        return Dictionary(uniqueKeysWithValues: record.stages.map { ($0.stage, $0.artifact ?? $0.state) })
    }

    /// The operations and labels of the units that all runs finished.
    func units() throws -> [String] {
        try runFolders().flatMap { run in
            let stages =
                (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(run)/stages")) ?? []
            return try stages.flatMap { stage -> [String] in
                let log = "\(run)/stages/\(stage)/units.jsonl"
                return try (exists(log) ? text(log) : "").split(separator: "\n").compactMap { line in
                    let unit = try JSONDecoder().decode(Unit.self, from: Data(line.utf8))
                    return unit.state == "done" ? "\(unit.operation) \(unit.label)" : nil
                }
            }
        }
    }

    private struct RunFile: Decodable {
        struct Stage: Decodable {
            var stage: String
            var state: String
            var artifact: String?
        }
        var stages: [Stage]
    }

    private struct Unit: Decodable {
        var label: String
        var operation: String
        var state: String
    }
}

/// A process that was begun. Its output goes into files, so that nobody has to read it while it runs.
final class Running: @unchecked Sendable {
    // Only ever used by the test that began it.
    private let process: Process
    private let folder: TemporaryFolder
    private let output: URL
    private let diagnostics: URL

    init(_ process: Process, in folder: TemporaryFolder) throws {
        self.process = process
        self.folder = folder
        let base = FileManager.default.temporaryDirectory.path + "/quire-output-" + UUID().uuidString
        output = URL(fileURLWithPath: base + ".out")
        diagnostics = URL(fileURLWithPath: base + ".err")
        for url in [output, diagnostics] { try Data().write(to: url) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: diagnostics)
        try process.run()
    }

    var identifier: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }
    /// What it has said so far.
    var diagnosticsSoFar: String { (try? String(contentsOf: diagnostics, encoding: .utf8)) ?? "" }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    func end() throws -> Ending {
        process.waitUntilExit()
        defer { for url in [output, diagnostics] { try? FileManager.default.removeItem(at: url) } }
        return Ending(
            status: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
            output: try String(contentsOf: output, encoding: .utf8),
            diagnostics: try String(contentsOf: diagnostics, encoding: .utf8))
    }
}

/// How a process ended.
struct Ending: Sendable {
    var status: Int32
    var wasKilled: Bool
    var output: String
    var diagnostics: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }
}

/// The small pipeline run once without disturbance.
enum Undisturbed {
    static let workplace = Result {
        let workplace = try Workplace()
        let ending = try workplace.quire("run", "small.yaml")
        return (workplace: workplace, ending: ending)
    }

    static var digests: [String: String] { get throws { try workplace.get().workplace.digests() } }
}
