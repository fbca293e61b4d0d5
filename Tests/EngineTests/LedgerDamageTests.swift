import Engine
import Foundation
import GRDB
import Testing

/// What disks and careless hands do to `ledger.sqlite`: nothing of it is ever believed.
@Suite struct LedgerDamageTests {
    let folder = temporaryFolder()
    let counter = Counter()

    /// `pair` gives two ports; `list` the digests of three units that it asks for, `head` the first of them.
    func engine() throws -> Engine {
        let pair = Block("pair") { job in ["main": bytes("main"), "more": bytes("more")] }
        let list = Block("list") { job in
            var names = ""
            for number in 0..<3 {
                names += try await job.perform(noiseWork(size: 60, number: number), label: "n").main
                    .description
            }
            return ["main": bytes(names)]
        }
        let head = Block("head") { job in
            let names = text(try job.input("list"))
            guard let digest = Digest(hex: names.prefix(64)) else { throw Unreadable() }
            return ["main": try job.bytes(of: digest)]
        }
        return try Engine(workspace: folder, operations: [noise(counter), pair, list, head], jobs: 2)
    }

    struct Unreadable: Error {}

    /// Changes the ledger behind the engine's back, without its rules.
    func sql(_ statements: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: folder + "/ledger.sqlite", configuration: configuration)
        try queue.writeWithoutTransaction { try $0.execute(sql: statements) }
        try queue.close()
    }

    var works: [Work] {
        (0..<12).map { noiseWork(size: $0 % 4 == 0 ? 40_000 : 300, number: $0) }
            + [Work(operation: "pair", revision: 1), Work(operation: "list", revision: 1)]
    }

    /// All works, and what they gave.
    func done() async throws -> [Outputs] {
        let engine = try engine()
        var outputs: [Outputs] = []
        for work in works { outputs.append(try await engine.perform(work, label: "w")) }
        let list = try outputs[13].main
        outputs.append(
            try await engine.perform(
                Work(operation: "head", revision: 1, inputs: ["list": [list]]), label: "h"))
        try engine.close()
        return outputs
    }

    /// Does all works again until nothing is amiss: within three openings, with the same results and contents.
    func expectHealed(_ expected: [Outputs]) async throws {
        for opening in 1...4 {
            do {
                #expect(try await done() == expected)
                let engine = try engine()
                for digest in expected.flatMap(\.digests) {
                    #expect(Digest(of: try await engine.bytes(of: digest)) == digest)
                }
                return try engine.close()
            } catch let error as LedgerError where error.isDamage && opening < 4 {
            } catch let error as EngineError where error.fault == .infrastructure && opening < 4 {
            } catch is MissingBlob where opening < 4 {}
        }
    }

    @Test(arguments: [
        "UPDATE output SET digest = (SELECT max(digest) FROM output)",
        "UPDATE output SET digest = (SELECT digest FROM output ORDER BY key DESC LIMIT 1) WHERE port = 'main'",
        "UPDATE output SET port = 'mein' WHERE port = 'main'",
        "DELETE FROM output WHERE port = 'more'", "DELETE FROM output WHERE port = 'main'",
        "UPDATE output SET seal = 0", "UPDATE output SET seal = seal + 1", "DELETE FROM output",
        "DELETE FROM action",
        "DELETE FROM blob", "UPDATE blob SET bytes = zeroblob(size) WHERE bytes NOT NULL",
        "UPDATE blob SET inode = inode + 1, modified = modified - 1 WHERE bytes IS NULL",
        "UPDATE action SET settings = '{}'", "UPDATE action SET settings = 'rubbish', inputs = 'rubbish'",
        "UPDATE action SET operation = 'head', revision = 7, seed = 3",
        "UPDATE action SET settings = '{}'; UPDATE blob SET bytes = zeroblob(size) WHERE bytes NOT NULL",
        """
        DELETE FROM action WHERE operation = 'noise'; DELETE FROM output WHERE key NOT IN (SELECT key FROM action);
        DELETE FROM blob WHERE size = 60; DELETE FROM action WHERE operation = 'head'
        """,
        "DROP TABLE output", "DROP TABLE blob", "DROP TABLE action", "DROP TABLE intermediate",
        "DROP INDEX output_by_digest", "DELETE FROM grdb_migrations",
        "UPDATE grdb_migrations SET identifier = identifier || '?'",
    ])
    func `what was changed by hand is not believed, and done again where needed`(statement: String)
        async throws
    {
        let expected = try await done()
        try sql(statement)
        try await expectHealed(expected)
    }

    @Test func `an output swapped for another valid digest is as good as not done, until it is done again`()
        async throws
    {
        let expected = try await done()
        try sql(
            "UPDATE output SET digest = (SELECT digest FROM output WHERE port = 'more') WHERE port = 'main'")
        let second = try engine()
        #expect(try second.ledger.actionCount() == 18)
        #expect(second.ledger.unsealedCount == 18)
        #expect(works.allSatisfy { second.lookup($0) == nil })
        try second.close()
        #expect(try await done() == expected)
        let third = try engine()
        #expect(third.ledger.unsealedCount == 0)
        #expect(works.map { third.lookup($0) } == expected.dropLast().map(Optional.init))
    }

    @Test(arguments: 0..<24) func `flipped bits anywhere in the file are harmless`(seed: Int) async throws {
        let expected = try await done()
        var content = try Files.read(folder + "/ledger.sqlite")
        var state = UInt64(seed)
        func dice(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<[1, 4, 16, 64][seed % 4] {
            let page = dice(content.count / 2048) * 2048
            // Every second time near the page's beginning, where its structure is.
            content[page + dice(seed % 8 < 4 ? 2048 : 64)] ^= 1 << UInt8(dice(8))
        }
        try Files.write(content, to: folder + "/ledger.sqlite")
        try await expectHealed(expected)
    }

    @Test(arguments: [0, 1, 15, 16, 99, 100, 2_047, 2_048, 2_049, 12_288, 20_480, 37_777])
    func `a file truncated at any length is harmless`(length: Int) async throws {
        let expected = try await done()
        let content = try Files.read(folder + "/ledger.sqlite")
        #expect(content.count > 37_777)
        try Files.write(Array(content.prefix(length)), to: folder + "/ledger.sqlite")
        try await expectHealed(expected)
    }

    @Test(arguments: ["", "-wal", "-wal -shm", "all"])
    func `a ledger, or its log, of another time is harmless`(which: String) async throws {
        let files = ["", "-wal", "-shm"].map { folder + "/ledger.sqlite" + $0 }
        // Both copies are of an engine that is at work, with all that it committed still in its log.
        let early = try engine()
        for work in works.prefix(5) { _ = try await early.perform(work, label: "w") }
        let old = try files.map { try Files.read($0) }
        try early.close()
        let expected = try await done()
        let late = try engine()
        _ = try await late.perform(noiseWork(size: 70, number: 99), label: "w")
        let new = try files.map { try Files.read($0) }
        try late.close()
        let takesOld = [
            which.isEmpty || which == "all", which.contains("wal") || which == "all", which.contains("shm"),
        ]
        for (index, file) in files.enumerated() {
            try Files.write((takesOld[index] ? old : new)[index], to: file)
        }
        try await expectHealed(expected)
    }

    @Test func `a ledger of a newer version is refused, and left as it is`() async throws {
        _ = try await done()
        try sql("INSERT INTO grdb_migrations VALUES ('9 of the future')")
        let content = try Files.read(folder + "/ledger.sqlite")
        let error = #expect(throws: LedgerError.self) { try engine() }
        #expect(
            error?.description == "ledger: \(folder)/ledger.sqlite was made by a newer version of quire: "
                + "use that version, or another folder with --artifacts")
        #expect(try Files.read(folder + "/ledger.sqlite") == content)
    }

    @Test func `digests of two files exchanged in the ledger are not believed`() throws {
        let paths = (0..<2).map { _ in temporaryFolder() }
        for (index, path) in paths.enumerated() {
            try Files.write(bytes("book \(index)"), to: path)
            var times = [timeval(tv_sec: 1_000_000, tv_usec: 0), timeval(tv_sec: 1_000_000, tv_usec: 0)]
            utimes(path, &times)
        }
        let first = try engine()
        for (index, path) in paths.enumerated() {
            #expect(try first.digest(ofFile: path) == Digest(of: "book \(index)"))
        }
        try first.close()
        try sql("UPDATE file SET digest = (SELECT digest FROM file ORDER BY path DESC LIMIT 1)")
        let second = try engine()
        for (index, path) in paths.enumerated() {
            #expect(try second.digest(ofFile: path) == Digest(of: "book \(index)"))
        }
    }

    @Test func `a checkpoint of other work, or a changed one, is not gone on from`() async throws {
        let counting = Block("counting") { job in
            if let saved = job.checkpoint { return ["main": saved] }
            try job.save(checkpoint: bytes("half of \(job.key)"))
            throw Unreadable()
        }
        func engine() throws -> Engine { try Engine(workspace: folder, operations: [counting], jobs: 1) }
        let works = (0..<3).map { Work(operation: "counting", revision: 1, settings: ["number": .int($0)]) }
        let files = works.map { "\(folder)/checkpoints/\($0.key)" }
        let first = try engine()
        for work in works {
            await #expect(throws: EngineError.self) { try await first.perform(work, label: "c") }
        }
        try first.close()
        try Files.write(Files.read(files[1]), to: files[0])
        var content = try Files.read(files[2])
        content[content.count - 1] ^= 1
        try Files.write(content, to: files[2])
        let second = try engine()
        await #expect(throws: EngineError.self) { try await second.perform(works[0], label: "c") }
        await #expect(throws: EngineError.self) { try await second.perform(works[2], label: "c") }
        let outputs = try await second.perform(works[1], label: "c")
        #expect(try await second.bytes(of: outputs.main) == bytes("half of \(works[1].key)"))
    }
}
