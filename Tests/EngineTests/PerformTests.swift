import Engine
import Foundation
import Testing

@Suite struct PerformTests {
    @Test func `work is done once, whatever it is called, and in a new engine not again`() async throws {
        let folder = temporaryFolder()
        let counter = Counter()
        let first = try Engine(workspace: folder, operations: [upper(counter)], jobs: 2)
        let input = try await first.store(bytes("leaf"))
        let work = Work(operation: "upper", revision: 1, inputs: ["text": [input]])
        #expect(first.lookup(work) == nil)
        let outputs = try await first.perform(work, label: "one name")
        #expect(try await first.bytes(of: outputs.main) == bytes("LEAF"))
        #expect(try await first.perform(work, label: "another name") == outputs)
        try first.close()
        let second = try Engine(workspace: folder, operations: [upper(counter)], jobs: 1)
        #expect(second.lookup(work) == outputs)
        #expect(try await second.perform(work, label: "a third") == outputs)
        #expect(counter.total == 1)
    }

    @Test func `each part of the work changes its key, and nothing else does`() throws {
        let work = Work(
            operation: "a", revision: 1, settings: ["x": 1],
            inputs: ["p": [Digest(of: "1"), Digest(of: "2")]], seed: 1)
        var keys = [work.key]
        for change: (inout Work) -> Void in [
            { $0.operation = "b" }, { $0.revision = 2 }, { $0.settings = ["x": 1.0] }, { $0.seed = nil },
            { $0.seed = 2 }, { $0.inputs["p"]?.reverse() }, { $0.inputs = ["q": $0.inputs["p"] ?? []] },
            { $0.inputs["q"] = [] },
        ] {
            var changed = work
            change(&changed)
            keys.append(changed.key)
        }
        #expect(Set(keys).count == keys.count)
        #expect(work.key == work.key)
    }

    @Test func `the same work asked for at once is done once`() async throws {
        let counter = Counter()
        let slow = Block("slow") { _ in
            counter.enter()
            try await Task.sleep(for: .milliseconds(30))
            return ["main": [1]]
        }
        let engine = try Engine.testing([slow], jobs: 2)
        let results = try await withThrowingTaskGroup(of: Outputs.self) { group in
            for number in 0..<50 {
                group.addTask {
                    try await engine.perform(Work(operation: "slow", revision: 1), label: "\(number)")
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(results.count == 1)
        #expect(counter.total == 1)
    }

    @Test func `equal content cuts the rebuild short`() async throws {
        let counter = Counter()
        let trim = Block("trim") { job in
            ["main": bytes(text(try job.input("text")).trimmingCharacters(in: .whitespaces))]
        }
        let engine = try Engine.testing([trim, upper(counter)])
        for source in ["leaf", " leaf", "leaf  "] {
            let input = try await engine.store(bytes(source))
            let trimmed = try await engine.perform(
                Work(operation: "trim", revision: 1, inputs: ["text": [input]]), label: "trim")
            let work = Work(operation: "upper", revision: 1, inputs: ["text": [try trimmed.main]])
            _ = try await engine.perform(work, label: "upper")
        }
        #expect(counter.total == 1)
    }

    @Test(arguments: [1, 2, 4]) func `nested work neither deadlocks nor takes more cores than there are`(
        jobs: Int
    ) async throws {
        let counter = Counter()
        let tree = Block("tree") { job in
            let depth = try job.settings(as: [String: Int].self)["depth"] ?? 0
            let name = try job.settings(as: [String: Int].self)["name"] ?? 0
            if depth == 0 {
                counter.enter()
                usleep(500)
                counter.leave()
                return ["main": bytes("\(name)")]
            }
            let parts = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
                for child in 0..<5 {
                    group.addTask {
                        let work = Work(
                            operation: "tree", revision: 1,
                            settings: ["depth": .int(depth - 1), "name": .int(name * 5 + child)])
                        let outputs = try await job.perform(work, label: "child")
                        return (child, try job.bytes(of: outputs.main))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            return ["main": parts.sorted { $0.0 < $1.0 }.flatMap(\.1)]
        }
        let engine = try Engine.testing([tree], jobs: jobs)
        let root = Work(operation: "tree", revision: 1, settings: ["depth": 3, "name": 0])
        let outputs = try await engine.perform(root, label: "root")
        #expect(
            try text(await engine.bytes(of: outputs.main)) == (0..<125).map(String.init).joined())
        #expect(counter.total == 125)
        #expect(counter.most <= jobs)
        #expect(try engine.ledger.actionCount() == 1 + 5 + 25 + 125)
    }

    @Test func `a finish is served before a start`() async throws {
        let order = Collected<String>()
        let child = Block("child") { job in
            order.append(job.label)
            return ["main": [1]]
        }
        let parent = Block("parent") { job in
            _ = try await job.perform(
                Work(operation: "child", revision: 1, settings: .string(job.label)),
                label: "child of \(job.label)")
            order.append("end of \(job.label)")
            return ["main": [2]]
        }
        let engine = try Engine.testing([child, parent], jobs: 1)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for name in ["a", "b", "c"] {
                group.addTask {
                    _ = try await engine.perform(
                        Work(operation: "parent", revision: 1, settings: .string(name)), label: name)
                }
            }
            try await group.waitForAll()
        }
        #expect(order.all.count == 6)
        #expect(engine.lookup(Work(operation: "parent", revision: 1, settings: "a")) != nil)
    }

    @Test
    func `inputs come in their order, however many and however large, and twice where they are named twice`()
        async throws
    {
        let folder = temporaryFolder()
        let gather = Block("gather") { job in ["main": Array(try job.inputs("parts").joined(separator: [0]))]
        }
        let parts = (0..<1_300).map {
            bytes($0 % 200 == 7 ? "\($0) " + String(repeating: "x", count: 40_000) : "\($0)")
        }
        let first = try Engine(workspace: folder, operations: [gather], jobs: 2)
        var digests: [Digest] = []
        for part in parts { digests.append(try await first.store(part)) }
        try first.close()
        // Another process, which has nothing at hand.
        let second = try Engine(workspace: folder, operations: [gather], jobs: 2)
        let order = Array(digests.reversed()) + digests.prefix(3) + digests.prefix(3)
        let whole = try await second.perform(
            Work(operation: "gather", revision: 1, inputs: ["parts": order]), label: "g")
        let expected = Array(parts.reversed()) + parts.prefix(3) + parts.prefix(3)
        #expect(try await second.bytes(of: whole.main) == Array(expected.joined(separator: [0])))
        try second.close()
    }

    @Test func `operations run on the engine's own threads`() async throws {
        let names = Collected<String>()
        let engine = try Engine.testing([
            Block("who") { _ in
                names.append(threadName())
                await withTaskGroup(of: Void.self) { $0.addTask { names.append(threadName()) } }
                return ["main": []]
            }
        ])
        _ = try await engine.perform(Work(operation: "who", revision: 1), label: "who")
        #expect(names.all == ["quire-compute", "quire-compute"])
    }

    @Test func `seeds differ between units and are the same every time`() async throws {
        let engine = try Engine.testing([noise()])
        let (one, two) = (noiseWork(size: 8, number: 1), noiseWork(size: 8, number: 2))
        let outputs = [
            try await engine.perform(one, label: "one"), try await engine.perform(two, label: "two"),
        ]
        #expect(outputs[0] != outputs[1])
        let again = try Engine.testing([noise()], jobs: 1)
        #expect(try await again.perform(two, label: "two") == outputs[1])
        #expect(try await again.perform(one, label: "one") == outputs[0])
    }

    @Test func `what happens is told`() async throws {
        let events = Collected<String>()
        let block = Block("block") { job in
            job.report(progress: 0.5, note: "half")
            job.metric(step: 3, [("loss", 0.25)])
            return ["main": [1]]
        }
        let engine = try Engine.testing([block]) { event in
            switch event.kind {
            case .finished: events.append("finished \(event.label)")
            default: events.append("\(event.kind) \(event.label)")
            }
        }
        let work = Work(operation: "block", revision: 1)
        _ = try await engine.perform(work, label: "x")
        _ = try await engine.perform(work, label: "y")
        #expect(
            events.all == [
                "started x", "progress(0.5, note: \"half\") x",
                "metric(step: 3, values: [(name: \"loss\", value: 0.25)]) x", "finished x", "hit y",
            ])
    }

    @Test func `records carry the time that was handed in and the run`() async throws {
        let engine = try Engine(
            workspace: temporaryFolder(), operations: [noise()], jobs: 1, time: .incrementing(from: 100))
        let run = try engine.beginRun(name: "books")
        _ = try await engine.perform(noiseWork(size: 3), label: "n")
        try engine.finishRun(.done)
        let record = try engine.ledger.action(key: noiseWork(size: 3).key)
        #expect(record?.started == 101)
        #expect(record?.seconds == 1)
        #expect(record?.run == run)
        #expect(try engine.ledger.runs().first?.finished == 103)
    }
}

/// The name of the thread that the caller runs on, from the kernel.
private func threadName() -> String {
    let name = try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
    return name?.trimmingCharacters(in: .newlines) ?? "unknown"
}

@Suite struct ConcurrentMapTests {
    @Test func `the order is kept and no more are under way than allowed`() async throws {
        let counter = Counter()
        let squares = try await (0..<200).concurrentMap(limit: 7) { number in
            counter.enter()
            await Task.yield()
            counter.leave()
            return number * number
        }
        #expect(squares == (0..<200).map { $0 * $0 })
        #expect(counter.most <= 7)
    }

    @Test func `the first error comes out`() async {
        await #expect(throws: Interrupted.self) {
            try await (0..<10).concurrentMap { if $0 == 3 { throw Interrupted() } }
        }
    }

    @Test func `after an error no more elements are begun`() async {
        let counter = Counter()
        await #expect(throws: Interrupted.self) {
            try await (0..<1_000).concurrentMap(limit: 1) {
                counter.enter()
                counter.leave()
                if $0 == 3 { throw Interrupted() }
            }
        }
        #expect(counter.total == 4)
    }

    @Test func `of nothing comes nothing`() async throws {
        #expect(try await [Int]().concurrentMap { $0 }.isEmpty)
    }
}
