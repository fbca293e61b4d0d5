import Foundation
import SmallBooks
import Testing

/// Killed at any moment and run again, the binary leaves the artifacts of a run that nobody disturbed.
@Suite(.serialized) struct KillTests {
    /// Trainings of many steps, so that most kills hit one.
    private static let pipeline = SmallBooks.pipeline(
        SmallBooks.learning.replacing("steps: 4, batch: 8", with: "steps: 120, batch: 8")
            .replacing(
                "with: {epochs: 2, hidden: 8, ensemble: 2}",
                with: "with: {epochs: 40, hidden: 8, ensemble: 2}"))

    private static let clean = Result {
        let workplace = try Workplace(pipeline)
        let start = Date()
        let ending = try workplace.quire("run", "small.yaml")
        guard ending.status == 0 else { throw Failed(ending: ending) }
        return (
            digests: try workplace.digests(), seconds: Date().timeIntervalSince(start),
            units: try workplace.units()
        )
    }

    private struct Failed: Error { var ending: Ending }

    @Test(arguments: 0..<4)
    func `killed at random moments, again and again, it ends with the same digests`(round: Int) throws {
        let (digests, seconds, _) = try Self.clean.get()
        var generator = SystemRandomNumberGenerator()
        var workplace = try Workplace(Self.pipeline)
        var (kills, longest) = (0, seconds / 2)
        while kills < 4 {
            let running = try workplace.start(["run", "small.yaml"])
            usleep(UInt32.random(in: 20_000...max(20_000, UInt32(longest * 1_000_000)), using: &generator))
            running.send(SIGKILL)
            if try running.end().wasKilled {
                kills += 1
            } else if kills > 0 {
                // It was quicker than the kill: there is nothing left to interrupt.
                break
            } else {
                // The undisturbed run was timed while more went on beside it.
                workplace = try Workplace(Self.pipeline)
                longest /= 2
            }
        }
        let last = try workplace.quire("run", "small.yaml", "--jobs", "\(1 + round % 3)")
        #expect(last.status == 0, "\(last)")
        #expect(try workplace.digests() == digests)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: workplace.folder + "/artifacts/checkpoints")
                == [])
    }

    @Test func `killed in the middle of a training, it goes on from a checkpoint`() throws {
        let (digests, _, _) = try Self.clean.get()
        let name = "after rename checkpoint"
        let undisturbed = CrashPoints(workplace: try Workplace(Self.pipeline))
        #expect(try undisturbed.start(lists: true).end().status == 0)
        let saved = try undisturbed.points().count { $0.hasPrefix(name + "#") }

        // One is saved every 6 of the 120 steps of the last training.
        let points = CrashPoints(workplace: try Workplace(Self.pipeline))
        #expect(try points.start(at: "\(name)#\(saved - 10)").end().wasKilled)
        let workplace = points.workplace
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: workplace.folder + "/artifacts/checkpoints")
                .count == 1)
        #expect(try workplace.quire("run", "small.yaml").status == 0)
        #expect(try workplace.digests() == digests)
        let first = try workplace.text(try #require(workplace.runFolders().last) + "/stages/rl/metrics.jsonl")
            .split(separator: "\n")[0]
        let step = try #require(first.firstMatch(of: #/"step":(\d+)/#)).1
        #expect(try (54...66).contains(#require(Int(step))), "\(first)")
    }

    @Test func `two processes at once on one workspace do every unit once and end alike`() throws {
        let (digests, _, units) = try Self.clean.get()
        let workplace = try Workplace(Self.pipeline)
        let running = try (0..<2).map { _ in try workplace.start(["run", "small.yaml", "--json"]) }
        for process in running {
            let ending = try process.end()
            #expect(ending.status == 0, "\(ending)")
        }
        #expect(workplace.runFolders().count == 2)
        #expect(try workplace.digests() == digests)
        #expect(try workplace.units().sorted() == units.sorted())
    }

    @Test func `when one of two processes is killed, the other finishes for both`() throws {
        let (digests, seconds, _) = try Self.clean.get()
        let workplace = try Workplace(Self.pipeline)
        let (first, second) = try (
            workplace.start(["run", "small.yaml"]), workplace.start(["run", "small.yaml"])
        )
        usleep(UInt32(seconds * 400_000))
        first.send(SIGKILL)
        #expect(try second.end().status == 0)
        _ = try first.end()
        #expect(try workplace.quire("run", "small.yaml").status == 0)
        #expect(try workplace.digests() == digests)
    }
}
