import Engine
import Foundation
import Pipeline
import SmallBooks
import Stages
import Synchronization
import Testing

/// A temporary folder with books, a pipeline file and a workspace, and runs of the one in the other.
struct Bench: Sendable {
    private let temporary: TemporaryFolder

    var folder: String { temporary.path }

    /// - Parameters:
    ///   - pipeline: the text of the pipeline file.
    ///   - books: texts by file name.
    init(
        _ pipeline: String = SmallBooks.pipeline(SmallBooks.learning),
        books: [String: String] = SmallBooks.four
    )
        throws
    {
        temporary = try TemporaryFolder("quire-bench")
        try FileManager.default.createDirectory(atPath: folder + "/books", withIntermediateDirectories: true)
        for (name, text) in books { try write("books/" + name, text) }
        try write(
            "notes.jsonl", SmallBooks.note("book-1", reference: "Anna hid the lantern under the bridge."))
        try write("small.yaml", pipeline)
    }

    var workspace: String { folder + "/artifacts" }

    func write(_ name: String, _ text: String) throws {
        let url = URL(fileURLWithPath: folder + "/" + name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func text(_ name: String) throws -> String {
        try String(contentsOf: URL(fileURLWithPath: folder + "/" + name), encoding: .utf8)
    }

    func move(_ name: String, to other: String) throws {
        try FileManager.default.moveItem(atPath: folder + "/" + name, toPath: folder + "/" + other)
    }

    /// The pipeline file, checked as `quire check` does.
    func checked(set: [String] = []) throws -> Checked {
        let loaded = Document.load(folder + "/small.yaml", set: set) {
            try String(contentsOf: URL(fileURLWithPath: $0), encoding: .utf8)
        }
        var checked = try loaded.get().checked(with: .current)
        checked.addStageChecks()
        return checked
    }

    /// What is wrong with the pipeline file, in the words of `quire check`, without the folder's name.
    func complaints() throws -> String {
        do {
            return try checked().complaints.description.replacing(folder + "/", with: "")
        } catch let complaints as Complaints {
            return complaints.description.replacing(folder + "/", with: "")
        }
    }

    /// Runs the pipeline.
    ///
    /// - Parameters:
    ///   - jobs: units side by side.
    ///   - only: stages, and what they need.
    ///   - meddling: by an operation's name, what is done before each of its units; its errors are the unit's.
    ///   - sleep: what time limits and pauses wait by.
    ///   - log: told everything that the engine and the workshop tell.
    ///   - stopWhen: told of each event; once it says so, the engine is stopped as by Ctrl-C.
    ///   - notify: told what a watcher is told.
    func run(
        jobs: Int = 2, only: Set<String>? = nil, set: [String] = [],
        meddling: [String: @Sendable (Job) async throws -> Void] = [:], sleep: Sleep = .live,
        log: UnitLog = UnitLog(), stopWhen: (@Sendable (EngineEvent) -> Bool)? = nil,
        notify: @escaping @Sendable (Workshop.Notice) -> Void = { _ in }
    ) async throws -> Ran {
        let checked = try checked(set: set)
        guard let graph = checked.graph else { throw checked.complaints }
        let started = Mutex<[EngineEvent]>([])
        let running = Mutex<Engine?>(nil)
        let notices = Mutex<[Workshop.Notice]>([])
        let operations = Operations.all().map { operation -> any EngineOperation in
            meddling[operation.name].map { Meddled(operation: operation, before: $0) } ?? operation
        }
        let engine = try Engine(workspace: workspace, operations: operations, jobs: jobs) { event in
            log.take(event)
            if case .started = event.kind { started.withLock { $0.append(event) } }
            if stopWhen?(event) == true { running.withLock { $0 }?.stop() }
        }
        running.withLock { $0 = engine }
        defer { running.withLock { $0 = nil } }
        let works = CellWorks(
            task: checked.document.task, oversight: checked.document.oversight,
            files: CorpusFiles(folder: folder),
            feedback: FeedbackFolder(workspace: workspace, pipeline: "small"), bytes: .storing(in: engine))
        let workshop = Workshop(engine: engine, graph: graph, works: works, sleep: sleep) { notice in
            log.take(notice)
            notices.withLock { $0.append(notice) }
            notify(notice)
        }
        let result = try await workshop.run(name: "small", only: only)
        return Ran(
            bench: self, result: result, started: started.withLock { $0 }, notices: notices.withLock { $0 },
            engine: engine)
    }
}

/// An operation that something is done before.
private struct Meddled: EngineOperation {
    let operation: any EngineOperation
    let before: @Sendable (Job) async throws -> Void

    var name: String { operation.name }
    var revision: Int { operation.revision }

    func run(_ job: Job) async throws -> [String: [UInt8]] {
        try await before(job)
        return try await operation.run(job)
    }
}

/// A service that is away, a disk that is full.
struct MachineFault: Blameable, CustomStringConvertible {
    var fault: Fault { .infrastructure }
    var description: String { "the service is away" }
}

/// Data that cannot be done anything with.
struct OwnFault: Error, CustomStringConvertible {
    var description: String { "nothing can be done with this" }
}

/// A run that has ended.
struct Ran: Sendable {
    /// Its folder stays as long as somebody looks at the run.
    let bench: Bench
    let result: RunResult
    /// Units that began to run, in order.
    let started: [EngineEvent]
    /// What the workshop told, in order.
    let notices: [Workshop.Notice]
    let engine: Engine

    /// Units of an operation that began to run.
    func units(_ operation: String) -> Int { started.count { $0.operation == operation } }

    /// The digest of each stage's output.
    var digests: [String: Digest] {
        Dictionary(
            uniqueKeysWithValues: result.results.compactMap { cell, result in
                (result.outputs?["main"]).map { (cell, $0) }
            })
    }

    /// How each stage ended, in a word.
    var endings: [String: String] {
        Dictionary(uniqueKeysWithValues: result.results.map { ($0.cell, $0.result.kind) })
    }

    /// Why a stage failed.
    func failure(_ cell: String) throws -> String {
        guard case .failed(let message)? = result[cell] else {
            throw OwnFault()
        }
        return message
    }

    /// What was said of stages that are done.
    var remarks: [String] {
        notices.compactMap { if case .remark(let cell, let text) = $0 { "\(cell.id): \(text)" } else { nil } }
    }

    /// The attempts that were made again.
    var retries: [Workshop.Retry] {
        notices.compactMap { if case .retry(_, let retry) = $0 { retry } else { nil } }
    }

    func main(_ cell: String) throws -> Digest { try #require(digests[cell], "\(cell): \(endings)") }

    /// A stage's output.
    func read<Content: Decodable>(_ type: Content.Type, _ cell: String) async throws -> Content {
        try JSON.decode(type, from: await engine.bytes(of: try main(cell)))
    }

    func text(_ digest: Digest) async throws -> String {
        String(decoding: try await engine.bytes(of: digest), as: UTF8.self)
    }
}

extension CellResult {
    fileprivate var kind: String {
        switch self {
        case .done(_, let reused): reused ? "reused" : "done"
        case .failed: "failed"
        case .skipped: "skipped"
        case .waiting: "waiting"
        case .exhausted: "exhausted"
        case .interrupted: "interrupted"
        }
    }
}

/// The small pipeline run once without disturbance, for all tests that look at it.
enum Undisturbed {
    private static let task = _Concurrency.Task {
        let bench = try Bench()
        return (bench: bench, ran: try await bench.run(jobs: 1))
    }

    static var bench: Bench { get async throws { try await task.value.bench } }
    static var ran: Ran { get async throws { try await task.value.ran } }
}
