import Engine
import SmallBooks
import Stages
import Synchronization
import Testing

/// A second engine, as of another process, cleans while a run takes what it knows by heart for done.
@Suite struct CleanedMeanwhileTests {
    private static func pipeline(seed: Int) -> String {
        SmallBooks.pipeline(SmallBooks.learning).replacing("seed: 17", with: "seed: \(seed)")
    }

    @Test(arguments: [0, 1, 4, 9, 15])
    func `when all that it knew is removed at some moment, a run ends with the same digests`(moment: Int)
        async throws
    {
        let bench = try Bench(Self.pipeline(seed: 1))
        let first = try await bench.run()
        try first.engine.close()
        try bench.write("small.yaml", Self.pipeline(seed: 2))
        try await bench.run().engine.close()
        try bench.write("small.yaml", Self.pipeline(seed: 1))
        let cleaner = try Engine(workspace: bench.workspace, operations: [], jobs: 1)
        let notices = Mutex(0)
        let removed = Mutex(0)
        let again = try await bench.run(notify: { _ in
            let number = notices.withLock { count in
                defer { count += 1 }
                return count
            }
            guard number == moment, let report = try? cleaner.clean(keeping: 1) else { return }
            removed.withLock { $0 = report.runs.count }
        })
        #expect(removed.withLock { $0 } == 1)
        #expect(again.digests == first.digests)
        #expect(again.result.state == RunRecord.State.done)
        let units = again.engine.ledger.keys
        #expect(try cleaner.clean(keeping: 1).runs.count == 0)
        try again.engine.close()
        // Nothing that the run needs went with the old ones.
        let last = try await bench.run()
        #expect(last.started.isEmpty)
        #expect(last.digests == first.digests)
        #expect(units.count == last.engine.ledger.keys.count)
    }
}
