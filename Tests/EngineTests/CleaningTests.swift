import Engine
import Foundation
import GRDB
import Testing

/// Units in a random graph: what they ask for, read and keep is known here, and compared with what a cleaning leaves.
@Suite struct CleaningTests {
    let folder = temporaryFolder()

    /// One unit of the random graph.
    struct Unit: Codable {
        /// The units that it asks for.
        var asks: [Int] = []
        /// The units whose output it reads.
        var reads: [Int] = []
        /// The text from outside that it reads.
        var source: Int?
        /// How many bytes it gives.
        var size = 40
        var number = 0
    }

    struct Graph: Sendable {
        var units: [Unit]

        /// Units of higher number build on those of lower number.
        static func random(_ count: Int, using generator: inout some RandomNumberGenerator) -> Graph {
            Graph(
                units: (0..<count).map { number in
                    func some(_ most: Int) -> [Int] {
                        guard number > 0 else { return [] }
                        return (0..<Int.random(in: 0...most, using: &generator)).map { _ in
                            Int.random(in: 0..<number, using: &generator)
                        }
                    }
                    return Unit(
                        asks: Set(some(3)).sorted(), reads: Set(some(2)).sorted(),
                        source: Bool.random(using: &generator)
                            ? Int.random(in: 0..<5, using: &generator) : nil,
                        size: Int.random(in: 0..<6, using: &generator) == 0 ? 40_000 : 40, number: number)
                })
        }

        /// All that a unit needs, itself among it.
        func needs(_ roots: some Sequence<Int>) -> Set<Int> {
            var reached: Set<Int> = []
            var open = Array(roots)
            while let unit = open.popLast() {
                guard reached.insert(unit).inserted else { continue }
                open += units[unit].asks + units[unit].reads
            }
            return reached
        }
    }

    static func source(_ number: Int) -> [UInt8] { bytes("source \(number)") }

    static func output(_ unit: Unit) -> [UInt8] {
        Array("unit \(unit.number) ".utf8) + [UInt8](repeating: UInt8(unit.number % 251), count: unit.size)
    }

    static func work(_ number: Int, _ graph: Graph) throws -> Work {
        let unit = graph.units[number]
        return Work(
            operation: "node", revision: 1, settings: try Value(encoding: unit),
            inputs: [
                "reads": unit.reads.map { Digest(of: output(graph.units[$0])) },
                "source": unit.source.map { [Digest(of: source($0))] } ?? [],
            ])
    }

    func engine(_ graph: Graph, _ counter: Counter = Counter()) throws -> Engine {
        let node = Block("node") { job in
            counter.enter()
            let unit = try job.settings(as: Unit.self)
            _ = try job.inputs("reads") + job.inputs("source")
            for child in unit.asks {
                let work = try Self.work(child, graph)
                #expect(
                    try await job.bytes(of: job.perform(work, label: "\(child)").main)
                        == Self.output(graph.units[child]))
            }
            _ = try await job.store(bytes("kept by \(unit.number)"))
            return ["main": Self.output(unit)]
        }
        return try Engine(workspace: folder, operations: [node], jobs: 2)
    }

    /// Does some units, with those whose outputs they read before them, as stages of a run.
    func run(
        _ name: String, _ stages: [Int], of graph: Graph, _ engine: Engine, _ end: RunRecord.State = .done
    )
        async throws
    {
        let run = try engine.beginRun(name: name)
        for number in 0..<5 { _ = try await engine.store(Self.source(number)) }
        for (position, stage) in stages.enumerated() {
            try await perform(stage, graph, engine)
            try engine.ledger.record(
                StageRecord(
                    run: run, name: "s\(position)", position: position, state: .done,
                    key: Self.work(stage, graph).key), requiresWork: true)
        }
        try engine.finishRun(end)
    }

    func perform(_ number: Int, _ graph: Graph, _ engine: Engine) async throws {
        for needed in graph.needs([number]).sorted() where needed != number {
            // As an earlier stage would have: asked for by nobody within the graph.
            if graph.units.contains(where: { $0.reads.contains(needed) }) {
                try await perform(needed, graph, engine)
            }
        }
        _ = try await engine.perform(Self.work(number, graph), label: "\(number)")
    }

    @Test(arguments: 0..<12) func `what kept runs need stays readable, and everything else is gone`(
        round: Int
    )
        async throws
    {
        var generator = SystemRandomNumberGenerator()
        let graph = Graph.random(24, using: &generator)
        let keep = Int.random(in: 1...3, using: &generator)
        var stages: [[Int]] = []
        for _ in 0..<6 {
            let chosen = (0..<2).map { _ in Int.random(in: 0..<24, using: &generator) }
            stages.append(chosen)
            // Each run in an engine of its own, as each command is.
            let engine = try engine(graph)
            try await run("p\(stages.count % 2)", chosen, of: graph, engine)
            try engine.close()
        }
        let counter = Counter()
        let last = try engine(graph, counter)
        var wanted: Set<Int> = []
        var done: Set<Int> = []
        for (index, stages) in stages.enumerated() {
            let isKept = (index / 2) >= 3 - keep
            let all = graph.needs(stages)
            wanted.formUnion(isKept ? all : [])
            done.formUnion(all)
        }
        let report = try last.clean(keeping: keep)
        #expect(report.runs.count == 6 - 2 * keep)
        #expect(report.units.count == done.count - wanted.count)
        #expect(try Set(last.ledger.keys) == Set(wanted.map { try Self.work($0, graph).key }))
        for unit in wanted {
            #expect(
                try await last.bytes(of: Digest(of: Self.output(graph.units[unit])))
                    == Self.output(graph.units[unit]))
            #expect(try last.ledger.bytes(of: Digest(of: "kept by \(unit)")) != nil)
            if let source = graph.units[unit].source {
                #expect(try last.ledger.bytes(of: Digest(of: Self.source(source))) != nil)
            }
        }
        let sources = Set(wanted.compactMap { graph.units[$0].source })
        #expect(try last.ledger.blobTotals().count == 2 * wanted.count + sources.count)
        var files = 0
        try Files.visit(below: folder + "/store") { _, _ in files += 1 }
        #expect(files == wanted.count { graph.units[$0].size == 40_000 })
        for (index, stages) in stages.enumerated() where index / 2 >= 3 - keep {
            for stage in stages { _ = try await last.perform(Self.work(stage, graph), label: "again") }
        }
        #expect(counter.total == 0)
        #expect(try last.ledger.faults() == [])
        #expect(try last.clean(keeping: keep).units.count == 0)
        try last.close()
    }

    /// Six runs of two pipelines, each of two stages; what the newest runs need is kept.
    private func sixRuns(
        of graph: Graph, keeping keep: Int, using generator: inout some RandomNumberGenerator
    )
        async throws -> Set<Int>
    {
        var wanted: Set<Int> = []
        for number in 0..<6 {
            let stages = (0..<2).map { _ in Int.random(in: 0..<24, using: &generator) }
            let engine = try engine(graph)
            try await run("p\(number % 2)", stages, of: graph, engine)
            try engine.close()
            if number / 2 >= 3 - keep { wanted.formUnion(graph.needs(stages)) }
        }
        return wanted
    }

    /// The units that are recorded.
    private func recorded(_ graph: Graph, _ engine: Engine) throws -> Set<Int> {
        try engine.ledger.refresh()
        let keys = Set(engine.ledger.keys)
        return try Set(graph.units.indices.filter { keys.contains(try Self.work($0, graph).key) })
    }

    /// Everything that a unit stands on is there, can be read, and nothing of it is done anew.
    private func expectWhole(_ units: Set<Int>, _ graph: Graph) async throws {
        let counter = Counter()
        let last = try engine(graph, counter)
        #expect(try recorded(graph, last).isSuperset(of: graph.needs(units)))
        for unit in graph.needs(units) {
            _ = try await last.perform(Self.work(unit, graph), label: "again")
            #expect(
                try await last.bytes(of: Digest(of: Self.output(graph.units[unit])))
                    == Self.output(graph.units[unit]))
            #expect(try last.ledger.bytes(of: Digest(of: "kept by \(unit)")) != nil)
        }
        #expect(counter.total == 0)
        #expect(try last.ledger.faults() == [])
        try last.close()
    }

    @Test(arguments: 0..<12) func `what another process builds on between two steps of a cleaning stays`(
        round: Int
    )
        async throws
    {
        var generator = SystemRandomNumberGenerator()
        let graph = Graph.random(24, using: &generator)
        var wanted = try await sixRuns(of: graph, keeping: 1, using: &generator)
        let (cleaning, other) = (try engine(graph), try engine(graph))
        let run = try other.beginRun(name: "p2")
        var dice = generator
        var late = 0
        _ = try cleaning.clean(keeping: 1, turn: Int.random(in: 1...8, using: &generator)) { step in
            guard step.hasPrefix("removing"), Int.random(in: 0..<3, using: &dice) == 0 else { return }
            let unit = Int.random(in: 0..<24, using: &dice)
            let stage = StageRecord(
                run: run, name: "s\(unit)", position: unit, state: .done, key: try Self.work(unit, graph).key)
            do {
                try other.ledger.record(stage, requiresWork: true)
                wanted.insert(unit)
            } catch is CollectedMeanwhile { late += 1 }
        }
        try other.finishRun(.done)
        try other.close()
        try cleaning.close()
        try await expectWhole(wanted, graph)
        let last = try engine(graph)
        let units = try recorded(graph, last)
        // What was spared is what somebody needs, with nothing missing below it.
        #expect(units == graph.needs(wanted))
        try last.close()
    }

    @Test(arguments: 0..<12)
    func `a cleaning that ends at any step leaves units whole, and the next one finishes it`(
        round: Int
    ) async throws {
        struct Ended: Error {}
        var generator = SystemRandomNumberGenerator()
        let graph = Graph.random(24, using: &generator)
        let wanted = try await sixRuns(of: graph, keeping: 1, using: &generator)
        var steps = Int.random(in: 0..<30, using: &generator)
        let killed = try engine(graph)
        do {
            _ = try killed.clean(keeping: 1, turn: 3) { step in
                steps -= 1
                if steps < 0 { throw Ended() }
            }
        } catch is Ended {}
        try killed.close()
        let half = try engine(graph)
        let units = try recorded(graph, half)
        #expect(units.isSuperset(of: wanted))
        #expect(graph.needs(units) == units)
        try half.close()
        try await expectWhole(wanted, graph)
        let last = try engine(graph)
        _ = try last.clean(keeping: 1)
        #expect(try recorded(graph, last) == wanted)
        #expect(try last.ledger.runs().count == 2)
        try last.close()
    }

    @Test func `beside a cleaning of many units another process goes on in its steps`() async throws {
        let many = try Engine(workspace: folder, operations: [noise()], jobs: 2)
        for number in 0..<1_200 {
            _ = try await many.perform(noiseWork(size: 40, number: number), label: "n")
        }
        let other = try Engine(workspace: folder, operations: [noise()], jobs: 1)
        var done = 0
        let report = try many.clean(keeping: 1, turn: 400) { step in
            guard step.hasPrefix("removing") else { return }
            // In the middle of it, as another process would.
            let bytes = bytes("kept \(done)")
            try other.ledger.keep([BlobRecord(digest: Digest(of: bytes), place: .ledger(bytes))])
            done += 1
        }
        #expect(report.units.count == 1_200)
        #expect(done >= 6)
        #expect(try other.wasCleaned(since: -1))
        #expect(other.ledger.keys == [])
        try other.close()
        try many.close()
    }

    @Test
    func `at every step of a cleaning other processes know what is there, with what is added meanwhile`()
        async throws
    {
        let many = try Engine(workspace: folder, operations: [noise()], jobs: 2)
        for number in 0..<300 {
            _ = try await many.perform(noiseWork(size: 40, number: number), label: "n")
        }
        let path = folder + "/ledger.sqlite"
        let (often, seldom) = (try Ledger(path: path), try Ledger(path: path))
        var steps = 0
        _ = try many.clean(keeping: 1, turn: 30) { step in
            guard step.hasPrefix("removing") else { return }
            steps += 1
            // It gets the number of a unit that is gone, once the newest ones are.
            let bytes = bytes("added \(steps)")
            let action = ActionRecord(
                key: Digest(of: "unit \(steps)"), operation: "n", revision: 1, settings: [:], inputs: [:],
                seed: nil,
                label: "added", outputs: Outputs(main: Digest(of: bytes)), intermediates: [], started: 0,
                seconds: 0)
            try often.publish(
                Publication(action, blobs: [BlobRecord(digest: Digest(of: bytes), place: .ledger(bytes))]))
            try often.refresh()
            let fresh = try Ledger(path: path)
            #expect(often.keys == fresh.keys)
            if steps % 7 == 0 {
                try seldom.refresh()
                #expect(seldom.keys == fresh.keys)
            }
            try fresh.close()
        }
        #expect(steps > 20)
        try seldom.refresh()
        try often.refresh()
        #expect(seldom.keys == often.keys)
        #expect(seldom.keys.count >= steps)
        for ledger in [often, seldom] { try ledger.close() }
        try many.close()
    }

    /// Takes from the ledger what the migrations after one have added, as it stood on disks before them.
    private func takeBack(toMigration last: Int) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: folder + "/ledger.sqlite", configuration: configuration)
        try queue.writeWithoutTransaction { database in
            try database.execute(
                sql: """
                    DROP TABLE asked; DROP TABLE held; DROP TABLE unfinished; DROP TABLE removed;
                    PRAGMA user_version = 0;
                    DELETE FROM grdb_migrations WHERE identifier LIKE '3 %' OR identifier LIKE '4 %'
                    """)
            guard last < 2 else { return }
            try database.execute(
                sql: """
                    ALTER TABLE output DROP COLUMN seal; ALTER TABLE file DROP COLUMN seal;
                    DELETE FROM grdb_migrations WHERE identifier LIKE '2 %'
                    """)
        }
        try queue.close()
    }

    @Test(arguments: [1, 2]) func `a ledger of an earlier version is opened, goes on, and is cleaned`(
        version: Int
    )
        async throws
    {
        var generator = SystemRandomNumberGenerator()
        let graph = Graph.random(24, using: &generator)
        let first = try engine(graph)
        try await run("p", [20], of: graph, first)
        try first.close()
        let second = try engine(graph)
        try await run("p", [23], of: graph, second)
        let before = try recorded(graph, second)
        try second.close()
        try takeBack(toMigration: version)
        try await expectWhole(before, graph)
        let third = try engine(graph)
        let report = try third.clean(keeping: 1)
        #expect(report.runs.count == 1)
        // Nobody noted then what was asked for: all that was done before the stage that is kept may belong to it.
        #expect(try recorded(graph, third).isSuperset(of: graph.needs([23])))
        try third.close()
        try await expectWhole([23], graph)
        let fourth = try engine(graph)
        try await run("p", [22], of: graph, fourth)
        _ = try fourth.clean(keeping: 1)
        #expect(try recorded(graph, fourth).isSuperset(of: graph.needs([22])))
        try fourth.close()
        try await expectWhole([22], graph)
    }
}
