import Engine
import Foundation
import Testing

@Suite struct StoppingTests {
    /// Adds 1 to 1000, with a checkpoint every 10; stops the engine at a step.
    static func sum(
        stopAt: Int? = nil, engine: Collected<Engine> = Collected(), steps: Counter = Counter()
    ) -> Block {
        Block("sum") { job in
            var (step, sum) = (0, 0)
            if let saved = job.checkpoint {
                let fields = try Value(json: saved).decode([Int].self)
                (step, sum) = (fields[0], fields[1])
            }
            while step < 1000 {
                step += 1
                sum += step
                steps.enter()
                if step % 10 == 0 { try job.save(checkpoint: bytes(Value(encoding: [step, sum]).json)) }
                if step == stopAt { engine.all.first?.stop() }
                try job.checkStop(saving: bytes(Value(encoding: [step, sum]).json))
            }
            return ["main": bytes("\(sum)")]
        }
    }

    let work = Work(operation: "sum", revision: 1)

    @Test func `a stopped unit goes on from its checkpoint, gives the same, and removes it`() async throws {
        let folder = temporaryFolder()
        let (running, steps) = (Collected<Engine>(), Counter())
        let first = try Engine(
            workspace: folder, operations: [Self.sum(stopAt: 123, engine: running, steps: steps)], jobs: 1)
        running.append(first)
        await #expect(throws: Interrupted.self) { try await first.perform(work, label: "sum") }
        #expect(try Files.names(in: folder + "/checkpoints") == [work.key.description])
        #expect(first.isStopped)
        await #expect(throws: Interrupted.self) { try await first.perform(work, label: "sum") }

        let second = try Engine(workspace: folder, operations: [Self.sum(steps: steps)], jobs: 1)
        let outputs = try await second.perform(work, label: "sum")
        #expect(try await second.bytes(of: outputs.main) == bytes("500500"))
        #expect(steps.total == 1000)
        #expect(try Files.names(in: folder + "/checkpoints") == [])
    }

    @Test(arguments: [0, 10, 31, 33, 40]) func `a torn checkpoint counts as none`(length: Int) async throws {
        let folder = temporaryFolder()
        let (running, steps) = (Collected<Engine>(), Counter())
        let first = try Engine(
            workspace: folder, operations: [Self.sum(stopAt: 200, engine: running, steps: steps)], jobs: 1)
        running.append(first)
        await #expect(throws: Interrupted.self) { try await first.perform(work, label: "sum") }
        let path = folder + "/checkpoints/" + work.key.description
        let whole = try Files.read(path)
        try #require(whole.count > length)
        try Files.write(Array(whole.prefix(length)), to: path)
        let second = try Engine(workspace: folder, operations: [Self.sum(steps: steps)], jobs: 1)
        let outputs = try await second.perform(work, label: "sum")
        #expect(try await second.bytes(of: outputs.main) == bytes("500500"))
        #expect(steps.total == 1200)
    }

    @Test func `checkpoints of work that is done are cleared at the start`() async throws {
        let folder = temporaryFolder()
        let engine = try Engine(workspace: folder, operations: [noise()], jobs: 1)
        _ = try await engine.perform(noiseWork(size: 1), label: "n")
        let done = folder + "/checkpoints/" + noiseWork(size: 1).key.description
        let open = folder + "/checkpoints/" + noiseWork(size: 2).key.description
        for path in [done, open] { try Files.write([1], to: path) }
        _ = try Engine(workspace: folder, operations: [], jobs: 1)
        #expect(FileStamp(path: done) == nil)
        #expect(FileStamp(path: open) != nil)
    }

    @Test func `stopping refuses what has not begun, and still gives what is known`() async throws {
        let counter = Counter()
        let engine = try Engine.testing(
            [
                Block("slow") { job in
                    counter.enter()
                    while !job.stops { usleep(1000) }
                    try job.checkStop()
                    return ["main": []]
                }, noise(),
            ], jobs: 1)
        let known = try await engine.perform(noiseWork(size: 1), label: "known")
        let busy = Task { try await engine.perform(Work(operation: "slow", revision: 1), label: "busy") }
        while counter.total == 0 { await Task.yield() }
        let queued = Task { try await engine.perform(noiseWork(size: 2), label: "queued") }
        try await Task.sleep(for: .milliseconds(10))
        engine.stop()
        await #expect(throws: Interrupted.self) { try await busy.value }
        await #expect(throws: Interrupted.self) { try await queued.value }
        #expect(try await engine.perform(noiseWork(size: 1), label: "known") == known)
    }

    @Test func `waiting that is no unit ends when the run is told to stop, and else by itself`() async throws
    {
        let engine = try Engine.testing([noise()], jobs: 1)
        #expect(try await engine.untilStopped { 7 } == 7)
        let waiting = Task {
            try await engine.untilStopped { try await Task.sleep(for: .seconds(3_600)) }
        }
        try await Task.sleep(for: .milliseconds(10))
        engine.stop()
        await #expect(throws: Interrupted.self) { try await waiting.value }
        await #expect(throws: Interrupted.self) {
            try await engine.untilStopped { try await Task.sleep(for: .seconds(3_600)) }
        }
    }

    @Test func `cancelled waiting that is no unit is cancelled, not interrupted`() async throws {
        let engine = try Engine.testing([noise()], jobs: 1)
        let waiting = Task {
            try await engine.untilStopped { try await Task.sleep(for: .seconds(3_600)) }
        }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
    }

    @Test func `a cancelled unit saves its checkpoint as a stopped one does, and another attempt goes on`()
        async throws
    {
        let steps = Counter()
        let engine = try Engine.testing([Self.sum(steps: steps)], jobs: 1)
        let cancelled = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await engine.perform(work, label: "sum")
        }
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        let outputs = try await engine.perform(work, label: "sum")
        #expect(try await engine.bytes(of: outputs.main) == bytes("500500"))
        #expect(steps.total <= 1_001)
    }
}
