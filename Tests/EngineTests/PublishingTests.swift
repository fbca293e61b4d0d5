import Foundation
import Testing

@testable import Engine

@Suite struct PublishingTests {
    let folder = temporaryFolder()

    private func work(_ number: Int) -> Work {
        Work(operation: "number", revision: 1, settings: ["number": .int(number)])
    }

    private func publication(_ number: Int, hasBlob: Bool = true, asked: [Digest] = []) -> Publication {
        let blob = BlobRecord(digest: Digest(of: "\(number)"), place: .ledger(bytes("\(number)")))
        let record = ActionRecord(
            key: Digest(of: "unit \(number)"), operation: "n", revision: 1, settings: [:], inputs: [:],
            seed: nil, label: "n", outputs: Outputs(main: blob.digest))
        return Publication(record, blobs: hasBlob ? [blob] : [], asked: asked)
    }

    private func number(_ counter: Counter = Counter(), of size: Int = 10) -> Block {
        Block("number") { job in
            counter.enter()
            defer { counter.leave() }
            return ["main": bytes(String(repeating: job.key.short, count: size))]
        }
    }

    @Test func `units that end together are all recorded, each once`() async throws {
        let counter = Counter()
        let engine = try Engine(workspace: folder, operations: [number(counter)], jobs: 4)
        let works = (0..<2_000).map(work)
        let outputs = try await works.concurrentMap { try await engine.perform($0, label: "n").main }
        #expect(counter.total == 2_000)
        try engine.close()
        let again = try Engine(workspace: folder, operations: [number(counter)], jobs: 4)
        for (work, digest) in zip(works, outputs) { #expect(try again.lookup(work)?.main == digest) }
        #expect(try again.ledger.actionCount() == 2_000)
        try again.close()
    }

    @Test func `a unit is recorded while its core computes the next one`() async throws {
        // One core: were it held while the ledger is waited for, a unit that asks for others would wait for ever.
        let tree = Block("tree") { job in
            let parts = try await (0..<50).concurrentMap { try await job.perform(work($0), label: "n").main }
            return ["main": try parts.flatMap { try job.bytes(of: $0) }]
        }
        let engine = try Engine(workspace: folder, operations: [number(), tree], jobs: 1)
        let whole = try await engine.perform(Work(operation: "tree", revision: 1), label: "tree")
        #expect(try await engine.bytes(of: whole.main).count == 50 * 10 * work(0).key.short.utf8.count)
        try engine.close()
    }

    /// How many transactions a ledger's log holds: its frames that say how large the ledger is after them
    /// (https://www.sqlite.org/fileformat2.html#walformat).
    private func transactions() throws -> Int {
        let log = try Data(contentsOf: URL(filePath: folder + "/ledger.sqlite-wal"))
        let number = { (at: Int) in log[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        let (page, salt) = (number(8), log[16..<24])
        return stride(from: 32, to: log.count - 23 - page, by: 24 + page).count {
            number($0 + 4) > 0 && log[($0 + 8)..<($0 + 16)].elementsEqual(salt)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `only while others wait for a core are units recorded together`() async throws {
        let engine = try Engine(workspace: folder, operations: [number()], jobs: 1)
        let budget = CoreBudget(cores: 1)
        let publisher = Publisher(ledger: engine.ledger, budget: budget, patience: .seconds(600))
        let before = try transactions()
        try await publisher.publish(publication(0))
        #expect(try transactions() == before + 1)

        try await budget.start()
        let other = Task { try await budget.start() }
        while !budget.isAwaited { await Task.yield() }
        let last = Publisher.worth
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 1..<last { group.addTask { try await publisher.publish(publication(index)) } }
            try await Task.sleep(for: .milliseconds(50))
            #expect(engine.ledger.keys.count == 1)
            group.addTask { try await publisher.publish(publication(last)) }
            try await group.waitForAll()
        }
        #expect(try transactions() == before + 2)

        // The core that the last unit before gives back is the one that was waited for.
        try await publisher.publish(publication(last + 1)) { budget.release() }
        try await other.value
        #expect(engine.ledger.keys.count == last + 2)
        try engine.close()
    }

    @Test func `one unit that cannot be recorded keeps no other from it`() async throws {
        let engine = try Engine(workspace: folder, operations: [number()], jobs: 2)
        let gone = Digest(of: "gone")
        let publisher = engine.publisher
        let results = await withTaskGroup(of: Bool.self) { group in
            for index in 0..<100 {
                group.addTask {
                    // Every third builds on work that is not there, every fifth has not even its blob.
                    let publication = publication(
                        index, hasBlob: index % 5 != 0, asked: index % 3 == 0 ? [gone] : [])
                    do {
                        try await publisher.publish(publication)
                        return index % 3 != 0 && index % 5 != 0
                    } catch {
                        return index % 3 == 0 || index % 5 == 0
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.allSatisfy { $0 })
        #expect(engine.ledger.keys.count == (0..<100).count { $0 % 3 != 0 && $0 % 5 != 0 })
        try engine.close()
    }

    @Test func `who was alone notices whoever comes, and what they did before they went`() async throws {
        let counter = Counter()
        let first = try Engine(workspace: folder, operations: [number(counter)], jobs: 1)
        _ = try await first.perform(work(0), label: "n")
        do {
            let second = try Engine(workspace: folder, operations: [number(counter)], jobs: 1)
            _ = try await second.perform(work(1), label: "n")
            try second.close()
        }
        _ = try await first.perform(work(1), label: "n")
        #expect(counter.total == 2)
        let third = try Engine(workspace: folder, operations: [number(counter)], jobs: 1)
        for round in 2..<10 {
            _ = try await (round % 2 == 0 ? first : third).perform(work(round), label: "n")
            _ = try await (round % 2 == 0 ? third : first).perform(work(round), label: "n")
        }
        #expect(counter.total == 10)
        for engine in [first, third] { try engine.close() }
    }

    @Test func `who is left alone need not ask any more, until somebody comes`() async throws {
        let first = try Engine(workspace: folder, operations: [number()], jobs: 1)
        #expect(try first.neighbours.isAlone())
        do {
            let second = try Engine(workspace: folder, operations: [number()], jobs: 1)
            #expect(try !second.neighbours.isAlone())
            for _ in 0..<300 { try first.neighbours.refresh() }
            #expect(try !first.neighbours.isAlone())
            _ = try await second.perform(work(1), label: "n")
            try second.close()
        }
        for _ in 0..<300 { try first.neighbours.refresh() }
        #expect(try first.neighbours.isAlone())
        #expect(first.lookup(work(1)) != nil)
        let third = try Engine(workspace: folder, operations: [number()], jobs: 1)
        try first.neighbours.refresh()
        #expect(try !first.neighbours.isAlone())
        for engine in [first, third] { try engine.close() }
    }
}
