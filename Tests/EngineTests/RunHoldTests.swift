import Engine
import Testing

/// Two engines on one workspace stand for two processes: each has locks of its own.
@Suite struct RunHoldTests {
    @Test func `a run is alive for others until it is finished`() throws {
        let folder = temporaryFolder()
        let one = try Engine(workspace: folder, operations: [], jobs: 1)
        let other = try Engine(workspace: folder, operations: [], jobs: 1)
        let run = try one.beginRun(name: "books")
        #expect(try one.isAlive(run: run))
        #expect(try other.isAlive(run: run))
        #expect(try !other.isAlive(run: run + 1))
        try one.finishRun(.done)
        #expect(try !one.isAlive(run: run))
        #expect(try !other.isAlive(run: run))
    }

    @Test func `a run dies with the engine that is at it`() throws {
        let folder = temporaryFolder()
        let other = try Engine(workspace: folder, operations: [], jobs: 1)
        var run: Int64 = 0
        do {
            let one = try Engine(workspace: folder, operations: [], jobs: 1)
            run = try one.beginRun(name: "books")
            try one.close()
        }
        #expect(try !other.isAlive(run: run))
    }

    @Test func `blobs are found by the first digits of their digest`() async throws {
        let engine = try Engine(workspace: temporaryFolder(), operations: [], jobs: 1)
        let digest = try await engine.store(Array("a b c".utf8))
        #expect(try engine.ledger.digests(startingWith: digest.short) == [digest])
        #expect(try engine.ledger.digests(startingWith: String(digest.description.prefix(5))) == [digest])
        #expect(try engine.ledger.digests(startingWith: digest.description) == [digest])
        #expect(try engine.ledger.digests(startingWith: "zz").isEmpty)
        #expect(try engine.ledger.faults().isEmpty)
    }
}
