import Engine
import Foundation
import Pipeline
import SmallBooks
import Synchronization
import Testing

@testable import Stages

@Suite struct RunPlanTests {
    private let bench: Bench
    private let engine: Engine

    init() throws {
        bench = try Bench(
            SmallBooks.pipeline(
                """
                ones: {decompose: books.train, by: fixed}
                twos: {decompose: books.train, by: chapters}
                others: {decompose: books.test, by: fixed}
                """))
        engine = try Engine(workspace: bench.workspace, operations: Operations.all(), jobs: 1)
    }

    /// The keys of the planned cells, and the files that were hashed for them.
    private func plan() async throws -> (keys: [CellID: Digest], hashed: [String]) {
        let checked = try bench.checked()
        let graph = try #require(checked.graph)
        let hashed = Mutex<[String]>([])
        let works = CellWorks(
            task: checked.document.task, oversight: checked.document.oversight,
            files: CorpusFiles(folder: bench.folder),
            feedback: FeedbackFolder(workspace: bench.workspace, pipeline: "small"),
            bytes: CellWorks.Bytes(
                ofFile: { path in
                    hashed.withLock { $0.append(path) }
                    return Digest(of: try CorpusFiles(folder: "").content(of: path))
                }, of: { Digest(of: $0) }))
        var keys: [CellID: Digest] = [:]
        for (cell, standing) in try await RunPlan.make(graph, works: works, engine: engine).cells {
            guard case .miss(let work, _) = standing else { throw StageProblem("\(cell.id): \(standing)") }
            keys[cell.id] = work.key
        }
        return (keys, hashed.withLock { $0 })
    }

    @Test func `a plan hashes each file once, however many cells read it`() async throws {
        let hashed = try await plan().hashed
        #expect(hashed.count == SmallBooks.four.count)
        #expect(Set(hashed).count == hashed.count)
    }

    @Test func `the next plan sees what changed meanwhile, and a book that came`() async throws {
        let before = try await plan().keys
        #expect(try await plan().keys == before)
        let name = try #require(
            try bench.checked().graph.flatMap { graph in
                guard case .decompose(let step)? = graph["others"]?.step else { return nil as String? }
                return try CorpusFiles(folder: bench.folder).books(of: step.corpus).first?.path
            })
        try bench.write(String(name.dropFirst(bench.folder.count + 1)), "Another text stands here now.")
        let after = try await plan().keys
        #expect(after["others"] != before["others"])
        #expect(after["ones"] == before["ones"] && after["twos"] == before["twos"])
        try bench.write("books/book-9.txt", "One more.")
        #expect(try await plan().hashed.count == SmallBooks.four.count)
        try bench.write("small.yaml", try bench.text("small.yaml").replacing("train: 3", with: "train: 4"))
        let grown = try await plan()
        #expect(grown.hashed.count == SmallBooks.four.count + 1)
        #expect(grown.keys["ones"] != before["ones"])
    }
}
