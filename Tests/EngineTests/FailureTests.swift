import Engine
import Foundation
import Testing

@Suite struct FailureTests {
    struct Broken: Error, CustomStringConvertible { let description = "no sentences" }

    @Test func `a failing unit fails those that asked for it, names itself, and leaves nothing`() async throws
    {
        let engine = try Engine.testing([
            Block("fail") { _ in throw Broken() }, noise(),
            Block("parent") { job in
                _ = try await job.perform(Work(operation: "fail", revision: 1), label: "leaf 3")
                return ["main": []]
            },
        ])
        let parent = Work(operation: "parent", revision: 1)
        async let fine = engine.perform(noiseWork(size: 5), label: "fine")
        let error = await #expect(throws: EngineError.self) {
            try await engine.perform(parent, label: "tree")
        }
        #expect(error?.description == "leaf 3 (fail): no sentences")
        #expect(error?.fault == .user)
        #expect(error?.underlying is Broken)
        _ = try await fine
        #expect(engine.lookup(parent) == nil)
        #expect(try engine.ledger.actionCount() == 1)
    }

    @Test func `a machine's failure is the machine's fault`() async throws {
        let engine = try Engine.testing([
            Block("read") { _ in ["main": try Files.read("/nowhere")] }
        ])
        let error = await #expect(throws: EngineError.self) {
            try await engine.perform(Work(operation: "read", revision: 1), label: "x")
        }
        #expect(error?.fault == .infrastructure)
    }

    @Test func `after a failure the same work can succeed and is then known`() async throws {
        let counter = Counter()
        let engine = try Engine.testing([
            Block("flaky") { _ in
                counter.enter()
                if counter.total == 1 { throw Broken() }
                return ["main": [1]]
            }
        ])
        let work = Work(operation: "flaky", revision: 1)
        await #expect(throws: EngineError.self) { try await engine.perform(work, label: "x") }
        let outputs = try await engine.perform(work, label: "x")
        #expect(engine.lookup(work) == outputs)
    }

    @Test func `waiting for people passes through untouched`() async throws {
        let waiting = WaitingForPeople(stage: "pairs", kind: "comparison", count: 4, minutes: 2, folder: "f")
        let engine = try Engine.testing([
            Block("ask") { _ in throw waiting },
            Block("parent") { job in
                _ = try await job.perform(Work(operation: "ask", revision: 1), label: "ask")
                return [:]
            },
        ])
        let error = await #expect(throws: WaitingForPeople.self) {
            try await engine.perform(Work(operation: "parent", revision: 1), label: "parent")
        }
        #expect(error == waiting)
    }

    @Test func `unknown operations and revisions are refused`() async throws {
        let engine = try Engine.testing([noise()])
        let error = await #expect(throws: EngineError.self) {
            try await engine.perform(Work(operation: "noise", revision: 2), label: "n")
        }
        #expect(error?.message == "there is no operation \"noise\" at revision 2")
    }

    @Test func `work that asks for itself is refused instead of waiting for ever`() async throws {
        let engine = try Engine.testing([
            Block("snake") { job in
                _ = try await job.perform(job.work, label: "tail")
                return ["main": []]
            }
        ])
        let error = await #expect(throws: EngineError.self) {
            try await engine.perform(Work(operation: "snake", revision: 1), label: "head")
        }
        #expect(error?.message == "the work asks for itself")
    }

    @Test func `a missing input port is told with those that there are`() async throws {
        let engine = try Engine.testing([upper()])
        let input = try await engine.store([1])
        let error = await #expect(throws: EngineError.self) {
            try await engine.perform(
                Work(operation: "upper", revision: 1, inputs: ["book": [input]]), label: "u")
        }
        #expect(error?.message == "input \"text\" has 0 blobs where one is wanted; the ports are book")
    }

    /// Runs until its task is cancelled or the gate is entered.
    func slow(_ counter: Counter, gate: Counter) -> Block {
        Block("slow") { _ in
            counter.enter()
            while gate.total == 0 { try await Task.sleep(for: .milliseconds(1)) }
            return ["main": [1]]
        }
    }

    @Test func `when who does the work is cancelled, who waits for it goes on`() async throws {
        let (counter, gate) = (Counter(), Counter())
        let engine = try Engine.testing([slow(counter, gate: gate)])
        let work = Work(operation: "slow", revision: 1)
        let first = Task { try await engine.perform(work, label: "first") }
        while counter.total == 0 { await Task.yield() }
        let second = Task { try await engine.perform(work, label: "second") }
        try await Task.sleep(for: .milliseconds(20))
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        gate.enter()
        #expect(try await second.value == engine.lookup(work))
        #expect(counter.total == 2)
    }

    @Test func `who waits for a core or for another's work can be cancelled`() async throws {
        let (counter, gate) = (Counter(), Counter())
        let engine = try Engine.testing([slow(counter, gate: gate), noise()], jobs: 1)
        let work = Work(operation: "slow", revision: 1)
        let busy = Task { try await engine.perform(work, label: "busy") }
        while counter.total == 0 { await Task.yield() }
        let sharing = Task { try await engine.perform(work, label: "sharing") }
        let queued = Task { try await engine.perform(noiseWork(size: 1), label: "queued") }
        try await Task.sleep(for: .milliseconds(20))
        sharing.cancel()
        queued.cancel()
        await #expect(throws: CancellationError.self) { try await sharing.value }
        await #expect(throws: CancellationError.self) { try await queued.value }
        #expect(engine.lookup(work) == nil)
        gate.enter()
        _ = try await busy.value
        _ = try await engine.perform(noiseWork(size: 1), label: "again")
        #expect(counter.total == 1)
    }
}
