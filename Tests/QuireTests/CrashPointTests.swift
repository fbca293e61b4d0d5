import Foundation
import SmallBooks
import Testing

/// Killed before, in the middle of and after every kind of change that it makes on the disk, the binary goes on where it
/// was. `Benchmarks/killed` does the same at hundreds of points.
@Suite struct CrashPointTests {
    private static let pipeline = SmallBooks.pipeline(SmallBooks.learning)

    private static let clean = Result {
        let points = CrashPoints(workplace: try Workplace(pipeline))
        let ending = try points.start(lists: true).end()
        try #require(ending.status == 0, "\(ending)")
        return (
            digests: try points.workplace.digests(), published: try points.published(),
            points: try points.points()
        )
    }

    @Test func `every kind of change is seen, so that a kill at each is a kill at all`() throws {
        let points = try Self.clean.get().points
        func kinds(_ moment: String) -> Set<String> {
            Set(points.filter { $0.hasPrefix(moment + " ") }.map { String($0.split(separator: " ")[1]) })
        }
        #expect(kinds("before") == ["rename", "unlink", "mkdir", "write", "truncate", "sync", "commit"])
        #expect(kinds("after") == kinds("before"))
        #expect(kinds("half") == ["write"])
        let published = try Self.clean.get().published
        #expect(Set(published).count == published.count)
        // Units that finish while others are recorded share a commit.
        let commits = points.count { $0.hasPrefix("after commit action#") }
        #expect(commits <= published.count && commits > published.count / 4)
    }

    /// One point of each kind; of those that a run passes often one that it passes early, because how many units share a
    /// commit is not the same in each.
    @Test(arguments: [
        "before mkdir workspace", "half write ledger", "after commit grdb_migrations", "before commit run",
        "after commit stage", "before commit action", "after commit action", "half write ledger-log",
        "after write unfinished-file", "before rename blob", "after rename blob",
        "half write unfinished-checkpoint",
        "before rename checkpoint", "after rename checkpoint", "before unlink checkpoint",
        "after sync ledger-log",
        "before truncate ledger", "after unlink ledger-log", "half write run-folder",
    ])
    func `killed at a point, it loses nothing that was published and ends with the same digests`(name: String)
        throws
    {
        let clean = try Self.clean.get()
        let count = clean.points.filter { $0.hasPrefix(name + "#") }.count
        try #require(count > 0, "no run passes '\(name)'")
        let points = CrashPoints(workplace: try Workplace(Self.pipeline))
        #expect(try points.start(at: "\(name)#\((count + 3) / 4)").end().wasKilled)
        let ending = try points.start(jobs: 2).end()
        #expect(ending.status == 0, "\(ending)")
        #expect(try points.workplace.digests() == clean.digests)
        let all = try points.published()
        #expect(Set(all).count == all.count, "a unit was done again")
        #expect(Set(all) == Set(clean.published))
        for folder in ["checkpoints", "temporary/0"] {
            let left = try FileManager.default.contentsOfDirectory(
                atPath: points.workplace.folder + "/artifacts/" + folder)
            #expect(left == [])
        }
    }

    @Test(arguments: ["half write unfinished-file#1", "before rename feedback#1", "before rename feedback#2"])
    func `killed while it writes questions, it leaves nothing but questions in people's folder`(name: String)
        throws
    {
        let text = SmallBooks.pipeline(
            SmallBooks.learning.replacing("overseer: reader, count: 12", with: "overseer: people, count: 12"),
            overseers: "people: {kind: human}")
        let points = CrashPoints(workplace: try Workplace(text))
        #expect(try points.start(at: name).end().wasKilled)
        #expect(try points.start().end().status == 3)
        let names = try FileManager.default.contentsOfDirectory(
            atPath: points.workplace.folder + "/artifacts/feedback/small/demos")
        #expect(names.sorted() == ["README.md", "questions.jsonl"])
    }

    @Test func `four processes at once do every unit once in all, and end alike`() throws {
        let clean = try Self.clean.get()
        let points = CrashPoints(workplace: try Workplace(Self.pipeline))
        let running = try (0..<4).map { try points.start(jobs: 1 + $0 % 2) }
        for process in running { #expect(try process.end().status == 0) }
        #expect(try points.published().sorted() == clean.published.sorted())
        #expect(try points.workplace.digests() == clean.digests)
        #expect(points.workplace.runFolders().count == 4)
    }

    @Test func `of pipelines that share work, two at once do the shared units once`() throws {
        let clean = try Self.clean.get()
        let other = Self.pipeline.replacing("batch: 8, epochs: 1", with: "batch: 8, epochs: 1, kl: 0.07")
        let alone = CrashPoints(workplace: try Workplace(other))
        #expect(try alone.start().end().status == 0)
        let shared = Set(clean.published).intersection(try alone.published())
        #expect(shared.count > 10)
        #expect(shared.count < clean.published.count)

        let both = CrashPoints(workplace: try Workplace(Self.pipeline))
        let first = try both.start()
        // Read when it was parsed: the file may then be another one.
        while both.workplace.runFolders().isEmpty, first.isRunning { usleep(1_000) }
        try both.workplace.write("small.yaml", other)
        let second = try both.start()
        #expect(try first.end().status == 0)
        #expect(try second.end().status == 0)
        let published = try both.published()
        #expect(Set(published).count == published.count)
        #expect(Set(published) == Set(clean.published).union(try alone.published()))
    }
}
