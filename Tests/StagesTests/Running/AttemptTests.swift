import Engine
import Foundation
import SmallBooks
import Stages
import Synchronization
import Testing

/// A stage is tried again after a fault of the machine and past its time limit, and gives the same bytes as ever.
@Suite struct AttemptTests {
    /// Says true so many times.
    private final class Countdown: Sendable {
        private let left: Mutex<Int>

        init(_ number: Int) { left = Mutex(number) }

        func counts() -> Bool {
            left.withLock { left in
                left -= 1
                return left >= 0
            }
        }
    }

    /// A clock that does not go by itself: pauses pass at once, time limits when the test says so.
    private final class Clock: Sendable {
        private struct State {
            var pauses: [Double] = []
            var limits: [Double] = []
            var ring: AsyncStream<Void>.Continuation?
        }

        private let state = Mutex(State())
        /// Shorter waiting is a pause.
        private let shortestLimit: Double

        init(shortestLimit: Double = 300) { self.shortestLimit = shortestLimit }

        var pauses: [Double] { state.withLock { $0.pauses } }
        var limits: [Double] { state.withLock { $0.limits } }

        /// Lets the time limit pass that is waited for now.
        func ring() { state.withLock { $0.ring }?.finish() }

        var sleep: Sleep {
            Sleep { [self] seconds in
                guard seconds >= shortestLimit else {
                    state.withLock { $0.pauses.append(seconds) }
                    return
                }
                let (stream, continuation) = AsyncStream<Void>.makeStream()
                state.withLock { state in
                    state.limits.append(seconds)
                    state.ring = continuation
                }
                for await _ in stream {}
                try _Concurrency.Task.checkCancellation()
            }
        }
    }

    private static func pipeline(_ change: String, to stage: String) -> String {
        let lines = SmallBooks.learning.split(separator: "\n").map { line in
            line.hasPrefix(stage + ":") ? String(line.dropLast()) + ", \(change)}" : String(line)
        }
        return SmallBooks.pipeline(lines.joined(separator: "\n"))
    }

    @Test func `a fault of the machine is tried again, after pauses that double, and gives the same digests`()
        async throws
    {
        let bench = try Bench(Self.pipeline("retries: 3", to: "rl"))
        let faults = Countdown(3)
        let clock = Clock()
        let ran = try await bench.run(
            meddling: ["fit-reinforcement": { _ in if faults.counts() { throw MachineFault() } }],
            sleep: clock.sleep)
        #expect(ran.result.state == .done)
        #expect(clock.pauses == [1, 2, 4])
        #expect(ran.retries.map(\.attempt) == [2, 3, 4])
        #expect(ran.retries.allSatisfy { $0.most == 4 })
        #expect(
            ran.retries.first?.reason == "rl · all (fit-reinforcement): the service is away")
        #expect(ran.digests == (try await Undisturbed.ran.digests))
        let again = try await bench.run()
        #expect(Set(again.endings.values) == ["reused"], "a success on a retry is found again")
        #expect(again.started.isEmpty)
    }

    @Test func `when the machine stays at fault the stage fails after its last attempt, and only it`()
        async throws
    {
        let bench = try Bench(Self.pipeline("retries: 8", to: "rl"))
        let tries = Mutex(0)
        let clock = Clock()
        let ran = try await bench.run(
            meddling: [
                "fit-reinforcement": { _ in
                    tries.withLock { $0 += 1 }
                    throw MachineFault()
                }
            ], sleep: clock.sleep)
        #expect(tries.withLock { $0 } == 9)
        #expect(clock.pauses == [1, 2, 4, 8, 16, 32, 60, 60])
        #expect(try ran.failure("rl") == "rl · all (fit-reinforcement): the service is away")
        #expect(ran.endings["summaries"] == "skipped")
        #expect(ran.endings["imitated"] == "done")
    }

    @Test func `without retries the first fault of the machine fails the stage`() async throws {
        let ran = try await Bench().run(meddling: ["fit-reinforcement": { _ in throw MachineFault() }])
        #expect(ran.endings["rl"] == "failed")
        #expect(ran.retries.isEmpty)
    }

    @Test func `what fails through its own fault is not tried again`() async throws {
        let bench = try Bench(Self.pipeline("retries: 3", to: "rl"))
        let tries = Mutex(0)
        let ran = try await bench.run(
            meddling: [
                "fit-reinforcement": { _ in
                    tries.withLock { $0 += 1 }
                    throw OwnFault()
                }
            ])
        #expect(tries.withLock { $0 } == 1)
        #expect(ran.retries.isEmpty)
        #expect(ran.endings["rl"] == "failed")
    }

    @Test func `a gate that is shut is not tried again`() async throws {
        let ran = try await Bench(Self.pipeline("retries: 3, require: {accuracy: 1.5}", to: "sound")).run()
        #expect(ran.endings["sound"] == "failed")
        #expect(ran.retries.isEmpty)
    }

    @Test func `at its time limit a training saves itself, and the next attempt goes on to the same digests`()
        async throws
    {
        let bench = try Bench(Self.pipeline("retries: 1, time_limit: 10m", to: "rl"))
        let clock = Clock()
        let steps = Mutex<[Int]>([])
        let ran = try await bench.run(sleep: clock.sleep) { event in
            if case .metric(let step, _) = event.kind, event.operation == "fit-reinforcement" {
                if steps.withLock({
                    $0.append(step); return $0.count
                }) == 2 {
                    clock.ring()
                    // The step ends when the limit has been heard of.
                    usleep(200_000)
                }
            }
            return false
        }
        #expect(ran.result.state == .done)
        #expect(clock.limits == [600, 600])
        #expect(ran.retries.map(\.attempt) == [2])
        #expect(ran.retries.first?.reason.hasPrefix("it ran longer than its time_limit of 10m") == true)
        #expect(steps.withLock { $0 } == [1, 2, 3, 4], "no step is made twice")
        #expect(ran.digests == (try await Undisturbed.ran.digests))
    }

    @Test func `past the time limit without retries the stage fails, and the same command goes on`()
        async throws
    {
        let bench = try Bench(Self.pipeline("time_limit: 90m", to: "rl"))
        let clock = Clock()
        let steps = Mutex<[Int]>([])
        let count: @Sendable (EngineEvent) -> Int = { event in
            guard case .metric(let step, _) = event.kind, event.operation == "fit-reinforcement" else {
                return 0
            }
            return steps.withLock {
                $0.append(step)
                return $0.count
            }
        }
        let ran = try await bench.run(sleep: clock.sleep) { event in
            if count(event) == 2 {
                clock.ring()
                usleep(200_000)
            }
            return false
        }
        #expect(
            try ran.failure("rl")
                == "it ran longer than its time_limit of 90m; what was done is kept, and another attempt goes on "
                + "from there: raise 'time_limit', or 'retries'")
        #expect(ran.endings["summaries"] == "skipped")
        let again = try await bench.run(sleep: clock.sleep) { event in
            _ = count(event)
            return false
        }
        #expect(again.digests == (try await Undisturbed.ran.digests))
        #expect(steps.withLock { $0 } == [1, 2, 3, 4])
    }

    @Test(arguments: 0..<3) func `past a time limit at any unit, the rest is done by the next attempts`(
        round: Int
    )
        async throws
    {
        let number = Int.random(in: 1...120)
        let limits = SmallBooks.learning.split(separator: "\n").map {
            $0.dropLast() + ", retries: 2, time_limit: 10m}"
        }
        let bench = try Bench(SmallBooks.pipeline(limits.joined(separator: "\n")))
        let clock = Clock()
        let units = Mutex(0)
        let ran = try await bench.run(jobs: 1 + round, sleep: clock.sleep) { event in
            if case .started = event.kind {
                if units.withLock({
                    $0 += 1; return $0
                }) == number {
                    clock.ring()
                }
            }
            return false
        }
        #expect(ran.result.state == .done, "at unit \(number)")
        #expect(ran.digests == (try await Undisturbed.ran.digests), "at unit \(number)")
    }

    @Test func `neither key is part of the work: to change them does nothing again`() async throws {
        let bench = try Bench()
        let first = try await bench.run()
        try bench.write("small.yaml", Self.pipeline("retries: 5, time_limit: 2h", to: "rl"))
        let again = try await bench.run()
        #expect(again.started.isEmpty)
        #expect(again.digests == first.digests)
    }

    @Test(.timeLimit(.minutes(1))) func `Ctrl-C in the pause between two attempts ends the run at once`()
        async throws
    {
        let bench = try Bench(Self.pipeline("retries: 3", to: "trees"))
        let isPausing = Mutex(false)
        let ran = try await bench.run(
            meddling: [
                "grow-forest": { job in if job.label == "trees" { throw MachineFault() } },
                // Another stage is at work, until the pause has begun: there Ctrl-C comes.
                "import-book": { _ in
                    while !isPausing.withLock({ $0 }) {
                        try await _Concurrency.Task.sleep(for: .milliseconds(1))
                    }
                },
            ],
            sleep: Sleep { _ in
                isPausing.withLock { $0 = true }
                try await _Concurrency.Task.sleep(for: .seconds(3_600))
            }
        ) { _ in isPausing.withLock { $0 } }
        #expect(ran.result.state == .interrupted)
        #expect(ran.endings["trees"] == "interrupted")
        #expect(ran.endings["rl"] == "interrupted")
    }
}
