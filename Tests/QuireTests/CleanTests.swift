import Foundation
import GRDB
import SmallBooks
import Testing

/// `quire clean` as a command, alone and beside runs.
@Suite struct CleanTests {
    /// The small pipeline with another seed or name, in a file of its own.
    private func pipeline(_ workplace: Workplace, seed: Int, name: String = "small") throws -> String {
        let file = "\(name)-\(seed).yaml"
        let text = SmallBooks.pipeline(SmallBooks.learning).replacing("seed: 17", with: "seed: \(seed)")
        try workplace.write(
            file,
            text.split(separator: "\n").filter { !$0.hasPrefix("name:") }.joined(separator: "\n")
                + "\nname: \(name)\n")
        return file
    }

    private func run(_ workplace: Workplace, seed: Int, name: String = "small") throws {
        let ending = try workplace.quire("run", pipeline(workplace, seed: seed, name: name))
        #expect(ending.status == 0, "\(ending)")
    }

    @Test func `kept runs do nothing anew and are shown, removed ones are gone, judgements stay`() throws {
        let workplace = try Workplace()
        for seed in 1...3 { try run(workplace, seed: seed) }
        try run(workplace, seed: 1, name: "other")
        try workplace.write("artifacts/feedback/small/demos/answers.jsonl", "{}\n")
        let dry = try workplace.quire("clean", "--keep", "1", "--dry-run")
        #expect(dry.status == 0)
        #expect(dry.output.hasPrefix("would remove 2 runs, "), "\(dry)")
        #expect(workplace.runFolders().count == 3)
        let ending = try workplace.quire("clean", "--keep", "1")
        #expect(ending.status == 0)
        #expect(ending.output.hasPrefix("removed 2 runs, "), "\(ending)")
        #expect(ending.output.contains("(small 1, 2); 2"), "\(ending)")
        #expect(workplace.runFolders().count == 1)
        #expect(workplace.exists("artifacts/feedback/small/demos/answers.jsonl"))
        let units = try workplace.units().count
        for (seed, name) in [(3, "small"), (1, "other")] {
            try run(workplace, seed: seed, name: name)
            let file = try pipeline(workplace, seed: seed, name: name)
            for command in ["show", "trace", "why"] {
                let stage = try workplace.quire(command, file, "summaries")
                #expect(stage.status == 0, "\(command) \(stage)")
            }
        }
        #expect(try workplace.units().count == units)
        #expect(try workplace.quire("clean").output.hasPrefix("nothing to remove: 4 runs kept"))
    }

    @Test func `a limit removes runs, oldest first, but never the latest, and says what that needs`() throws {
        let workplace = try Workplace()
        for seed in 1...3 { try run(workplace, seed: seed) }
        let large = try workplace.quire("clean", "--size", "1GB")
        #expect(large.status == 0)
        #expect(large.output.hasPrefix("nothing to remove: 3 runs kept"))
        let small = try workplace.quire("clean", "--size", "1kB")
        #expect(small.status == 1)
        #expect(small.output.contains("(small 1, 2); 1"), "\(small)")
        #expect(small.output.contains("larger than 1.0 kB, with the latest run of each pipeline alone"))
        #expect(small.output.contains("\n  small: "))
        #expect(try workplace.quire("clean", "--size", "many").status == 2)
        #expect(try workplace.quire("clean", "--keep", "0").status == 2)
        let lines = try workplace.quire("clean", "--json").lines
        #expect(lines.first == #"{"bytes":0,"count":0,"removed":"runs"}"#, "\(lines)")
    }

    @Test func `beside a cleaning that never ends, runs give what they give alone`() throws {
        let workplace = try Workplace()
        let alone = try (1...2).map { seed in
            let other = try Workplace()
            try run(other, seed: seed)
            return try other.digests()
        }
        try run(workplace, seed: 2)
        for seed in [1, 2, 1] {
            let running = try workplace.start(["run", pipeline(workplace, seed: seed)])
            var cleanings = 0
            while running.isRunning {
                let both = try (0..<2).map { _ in try workplace.start(["clean", "--keep", "1"]) }
                for cleaning in both {
                    let ending = try cleaning.end()
                    #expect(ending.status == 0, "\(ending)")
                }
                cleanings += 1
            }
            let ending = try running.end()
            #expect(ending.status == 0, "\(ending)")
            #expect(cleanings > 0)
            #expect(try workplace.digests() == alone[seed - 1])
        }
    }

    @Test func `a cleaning that is killed at any moment leaves whole what is kept`() throws {
        let workplace = try Workplace()
        for seed in 1...4 { try run(workplace, seed: seed) }
        let digests = try workplace.digests()
        var generator = SystemRandomNumberGenerator()
        for keep in [3, 2, 1, 1] {
            let running = try workplace.start(["clean", "--keep", "\(keep)"])
            usleep(UInt32.random(in: 5_000...60_000, using: &generator))
            running.send(SIGKILL)
            _ = try running.end()
        }
        #expect(try workplace.quire("clean", "--keep", "1").status == 0)
        let units = try workplace.units().count
        #expect(workplace.runFolders().count == 1)
        try run(workplace, seed: 4)
        #expect(try workplace.digests() == digests)
        #expect(try workplace.units().count == units)
        #expect(try workplace.quire("doctor").status == 0)
    }

    /// Adds units to the ledger that no run needs.
    private func addUnits(_ count: Int, to workplace: Workplace) throws {
        let queue = try DatabaseQueue(path: workplace.folder + "/artifacts/ledger.sqlite")
        try queue.write { database in
            try database.execute(
                sql: """
                    CREATE TEMP TABLE fresh AS WITH RECURSIVE number(n) AS
                        (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
                        SELECT randomblob(32) AS key, randomblob(32) AS digest FROM number;
                    """, arguments: [count])
            try database.execute(
                sql: """
                    INSERT INTO blob (digest, size, bytes) SELECT digest, 300, randomblob(300) FROM fresh;
                    INSERT INTO action (key, operation, revision, settings, inputs, label, started, seconds)
                        SELECT key, 'filler', 1, '{}', '{}', 'filler', 0, 0 FROM fresh;
                    INSERT INTO output (key, port, digest) SELECT key, 'main', digest FROM fresh;
                    """)
        }
        try queue.close()
    }

    private func fillers(_ workplace: Workplace) throws -> Int {
        let queue = try DatabaseQueue(path: workplace.folder + "/artifacts/ledger.sqlite")
        defer { try? queue.close() }
        return try queue.read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM action WHERE operation = 'filler'") ?? 0
        }
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `Ctrl-C in a long cleaning is 130, loses nothing, and the next one ends it`(
        signal: Int32
    ) throws {
        let workplace = try Workplace()
        try run(workplace, seed: 1)
        let (digests, units) = (try workplace.digests(), try workplace.units().count)
        try addUnits(30_000, to: workplace)
        let running = try workplace.start(["clean"])
        // Until it has begun to remove.
        while running.isRunning, try fillers(workplace) == 30_000 { usleep(5_000) }
        running.send(signal)
        let ending = try running.end()
        #expect(ending.status == 130, "\(ending)")
        #expect(!ending.wasKilled)
        #expect(ending.diagnostics == "\nstopped: what is removed is removed; the same command goes on\n")
        #expect(try (1..<30_000).contains(fillers(workplace)))
        // Beside another process a cleaning lets go of the ledger again and again.
        let cleaning = try workplace.start(["clean"])
        try run(workplace, seed: 1)
        let rest = try cleaning.end()
        #expect(rest.status == 0, "\(rest)")
        #expect(rest.output.contains("units of work"), "\(rest)")
        #expect(try fillers(workplace) == 0)
        #expect(try workplace.digests() == digests)
        #expect(try workplace.units().count == units)
        #expect(try workplace.quire("doctor").status == 0)
    }
}
