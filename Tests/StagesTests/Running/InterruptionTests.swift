import Engine
import Foundation
import SmallBooks
import Stages
import Synchronization
import Testing

/// Stopped at any point and run again, a pipeline ends with the artifacts of one that was never stopped.
@Suite struct InterruptionTests {
    /// Says so at the event with this number, of those that it counts.
    private final class Alarm: Sendable {
        private let left: Mutex<Int>
        private let counts: @Sendable (EngineEvent) -> Bool

        init(at number: Int, of counts: @escaping @Sendable (EngineEvent) -> Bool) {
            left = Mutex(number)
            self.counts = counts
        }

        func rings(_ event: EngineEvent) -> Bool {
            guard counts(event) else { return false }
            return left.withLock { left in
                left -= 1
                return left <= 0
            }
        }
    }

    private static func isStart(_ event: EngineEvent) -> Bool {
        if case .started = event.kind { return true }
        return false
    }

    private static func isStep(of operation: String) -> @Sendable (EngineEvent) -> Bool {
        { event in
            if case .metric = event.kind { return event.operation == operation }
            return false
        }
    }

    @Test(arguments: [1, 4, 15, 40, 80, 120])
    func `stopped when a unit begins, and run again, it gives the same digests`(number: Int) async throws {
        let bench = try Bench()
        let alarm = Alarm(at: number, of: Self.isStart)
        let stopped = try await bench.run(stopWhen: alarm.rings)
        #expect(stopped.result.state == .interrupted)
        #expect(stopped.endings["quality"] == "interrupted")
        let again = try await bench.run()
        #expect(again.result.state == .done)
        #expect(again.digests == (try await Undisturbed.ran.digests))
    }

    @Test(arguments: 0..<4) func `stopped at a random unit, on one core or more, it gives the same digests`(
        round: Int
    )
        async throws
    {
        let number = Int.random(in: 1...150)
        let bench = try Bench()
        let stopped = try await bench.run(
            jobs: 1 + round % 3, stopWhen: Alarm(at: number, of: Self.isStart).rings)
        #expect(stopped.result.state == .interrupted, "at unit \(number)")
        let again = try await bench.run(jobs: 1 + round % 2)
        #expect(again.digests == (try await Undisturbed.ran.digests), "at unit \(number)")
    }

    @Test(arguments: ["fit-cloning", "fit-reward", "fit-reinforcement"])
    func `stopped in the middle of a training, it goes on from its checkpoint to the same model`(
        operation: String
    )
        async throws
    {
        let bench = try Bench()
        let stopped = try await bench.run(stopWhen: Alarm(at: 2, of: Self.isStep(of: operation)).rings)
        #expect(stopped.result.state == .interrupted)
        let steps = Mutex<[Int]>([])
        let again = try await bench.run { event in
            if case .metric(let step, _) = event.kind, event.operation == operation {
                steps.withLock { $0.append(step) }
            }
            return false
        }
        #expect(again.digests == (try await Undisturbed.ran.digests))
        #expect(steps.withLock { $0.first } == 3, "two steps were saved")
    }

    @Test(arguments: ["rubbish", "{}", #"{"metrics":[],"training":"AAAA"}"#, ""])
    func `a checkpoint of another form is no checkpoint: the training begins anew, to the same model`(
        text: String
    )
        async throws
    {
        let operation = "fit-reinforcement"
        let bench = try Bench()
        let stopped = try await bench.run(stopWhen: Alarm(at: 2, of: Self.isStep(of: operation)).rings)
        #expect(stopped.result.state == .interrupted)
        let folder = bench.workspace + "/checkpoints"
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(files.count == 1)
        for file in files {
            // Whole and undamaged, as another version of the program may have left it.
            let bytes = Array(text.utf8)
            try Data(Digest(of: bytes).bytes + bytes).write(to: URL(fileURLWithPath: "\(folder)/\(file)"))
        }
        let steps = Mutex<[Int]>([])
        let again = try await bench.run { event in
            if case .metric(let step, _) = event.kind, event.operation == operation {
                steps.withLock { $0.append(step) }
            }
            return false
        }
        #expect(again.result.state == .done)
        #expect(again.digests == (try await Undisturbed.ran.digests))
        #expect(steps.withLock { $0 } == [1, 2, 3, 4])
    }

    @Test func `stopped again and again after a few units each, it gets there`() async throws {
        let bench = try Bench()
        var runs = 0
        var last = try await bench.run(stopWhen: Alarm(at: 25, of: Self.isStart).rings)
        while last.result.state == .interrupted, runs < 60 {
            runs += 1
            last = try await bench.run(stopWhen: Alarm(at: 25, of: Self.isStart).rings)
        }
        #expect(runs > 3)
        #expect(last.result.state == .done)
        #expect(last.digests == (try await Undisturbed.ran.digests))
    }

    @Test func `stopped before anything began, nothing is done and all of it is interrupted`() async throws {
        let bench = try Bench()
        let stopped = try await bench.run(stopWhen: Alarm(at: 1, of: Self.isStart).rings)
        #expect(!stopped.endings.values.contains("skipped"))
        #expect(!stopped.endings.values.contains("failed"))
        #expect(stopped.result.state == .interrupted)
    }
}
