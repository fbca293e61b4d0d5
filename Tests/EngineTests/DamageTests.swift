import Engine
import Foundation
import Testing

@Suite struct DamageTests {
    let folder = temporaryFolder()
    let counter = Counter()

    enum Harm: CaseIterable { case truncated, emptied, edited, deleted, folder, link }

    func engine() throws -> Engine {
        let concatenate = Block("concatenate") { job in
            ["main": try job.inputs("parts").flatMap { $0 }]
        }
        return try Engine(workspace: folder, operations: [noise(counter), concatenate], jobs: 2)
    }

    func harm(_ digest: Digest, _ harm: Harm) throws {
        let path = path(of: digest)
        var bytes = try Files.read(path)
        try Files.remove(path)
        switch harm {
        case .truncated: try Files.write(Array(bytes.dropLast(100)), to: path)
        case .emptied: try Files.write([], to: path)
        case .edited:
            bytes[500] ^= 1
            try Files.write(bytes, to: path)
        case .deleted: break
        case .folder: try Files.makeFolder(path + "/in the way")
        case .link: #expect(symlink("/nowhere", path) == 0)
        }
    }

    func path(of digest: Digest) -> String {
        "\(folder)/store/\(digest.description.prefix(2))/\(digest)"
    }

    /// Other bytes of the same number in a blob's file, which keeps its stamp.
    func replaceUnseen(_ digest: Digest, with bytes: [UInt8]) throws {
        let stamp = try #require(FileStamp(path: path(of: digest)))
        let file = try #require(fopen(path(of: digest), "r+"))
        #expect(fwrite(bytes, 1, bytes.count, file) == stamp.size)
        fclose(file)
        let time = timespec(tv_sec: stamp.modified / 1_000_000_000, tv_nsec: stamp.modified % 1_000_000_000)
        #expect(utimensat(AT_FDCWD, path(of: digest), [time, time], 0) == 0)
        #expect(FileStamp(path: path(of: digest)) == stamp)
    }

    @Test func `bytes exchanged in place under unchanged stamps are noticed when they are used`() async throws
    {
        let works = (0..<2).map { noiseWork(size: 50_000, number: $0) }
        let first = try engine()
        let parts = try await [
            first.perform(works[0], label: "n").main, first.perform(works[1], label: "n").main,
        ]
        try first.close()
        let contents = try parts.map { try Files.read(path(of: $0)) }
        try replaceUnseen(parts[0], with: contents[1])
        try replaceUnseen(parts[1], with: contents[0])
        let second = try engine()
        let whole = try await second.perform(
            Work(operation: "concatenate", revision: 1, inputs: ["parts": parts]), label: "c")
        #expect(try await second.bytes(of: whole.main) == contents[0] + contents[1])
        #expect(counter.total == 4)
    }

    @Test(arguments: Harm.allCases) func `work whose large blob was harmed is done again when asked for`(
        kind: Harm
    ) async throws {
        let work = noiseWork(size: 50_000)
        let first = try engine()
        let outputs = try await first.perform(work, label: "n")
        try first.close()
        try harm(outputs.main, kind)
        let second = try engine()
        #expect(second.lookup(work) == nil)
        #expect(try await second.perform(work, label: "n") == outputs)
        #expect(counter.total == 2)
        #expect(Digest(of: try await second.bytes(of: outputs.main)) == (try outputs.main))
        let third = try engine()
        #expect(third.lookup(work) == outputs)
    }

    @Test(arguments: Harm.allCases) func `a harmed input is made anew under the unit that reads it`(
        kind: Harm
    ) async throws {
        let first = try engine()
        let part = try await first.perform(noiseWork(size: 50_000), label: "n").main
        try first.close()
        try harm(part, kind)
        let second = try engine()
        let whole = try await second.perform(
            Work(operation: "concatenate", revision: 1, inputs: ["parts": [part, part]]), label: "c")
        #expect(try await second.bytes(of: whole.main).count == 100_000)
        #expect(counter.total == 2)
    }

    @Test func `a small blob that was edited in the ledger is made anew when read`() async throws {
        let first = try engine()
        let part = try await first.perform(noiseWork(size: 50), label: "n").main
        try first.ledger.keep([BlobRecord(digest: part, place: .ledger(bytes("rubbish")))])
        try first.close()
        let second = try engine()
        #expect(Digest(of: try await second.bytes(of: part)) == part)
        #expect(counter.total == 2)
        #expect(try second.ledger.bytes(of: part)?.count == 50)
    }

    @Test func `a blob that a unit kept on the way is made anew by the unit`() async throws {
        let outer = Block("outer") { job in
            let kept = try await job.store([UInt8](repeating: 7, count: 40_000))
            let work = Work(operation: "size", revision: 1, inputs: ["blob": [kept]])
            return ["main": try job.bytes(of: try await job.perform(work, label: "inner").main)]
        }
        let size = Block("size") { job in ["main": bytes("\(try job.input("blob").count)")] }
        let doubled = Block("doubled") { job in ["main": try job.input("blob") + job.input("blob")] }
        let first = try Engine(workspace: folder, operations: [outer, size], jobs: 1)
        let outputs = try await first.perform(Work(operation: "outer", revision: 1), label: "outer")
        #expect(try await first.bytes(of: outputs.main) == bytes("40000"))
        try first.close()
        let kept = Digest(of: [UInt8](repeating: 7, count: 40_000))
        try harm(kept, .deleted)
        let second = try Engine(workspace: folder, operations: [outer, size, doubled], jobs: 1)
        let work = Work(operation: "doubled", revision: 1, inputs: ["blob": [kept]])
        #expect(try await second.bytes(of: second.perform(work, label: "d").main).count == 80_000)
    }

    @Test func `a blob that two units pass on to each other is made anew from either end`() async throws {
        let outer = Block("outer") { job in
            let kept = try await job.store([UInt8](repeating: 7, count: 40_000))
            let work = Work(operation: "inner", revision: 1, inputs: ["blob": [kept]])
            return ["main": bytes(try await job.perform(work, label: "inner").main.description)]
        }
        let inner = Block("inner") { job in ["main": try job.input("blob").reversed()] }
        let first = try Engine(workspace: folder, operations: [outer, inner], jobs: 1)
        let outputs = try await first.perform(Work(operation: "outer", revision: 1), label: "outer")
        let result = try #require(Digest(hex: text(try await first.bytes(of: outputs.main))))
        try first.close()
        try Files.removeTree(folder + "/store")
        let second = try Engine(workspace: folder, operations: [outer, inner], jobs: 1)
        #expect(try await second.bytes(of: result) == [UInt8](repeating: 7, count: 40_000))
    }

    @Test func `a lost blob of a file is kept again from the file`() async throws {
        let book = temporaryFolder()
        try Files.write([UInt8](repeating: 3, count: 40_000), to: book)
        let first = try engine()
        let input = try await first.store(file: book)
        try first.close()
        try replaceUnseen(input, with: [UInt8](repeating: 4, count: 40_000))
        let second = try engine()
        #expect(try await second.store(file: book) == input)
        let work = Work(operation: "concatenate", revision: 1, inputs: ["parts": [input]])
        #expect(try await second.perform(work, label: "c").main == input)
    }

    @Test func `a lost blob that came from outside is reported, and is fine once stored again`() async throws
    {
        let big = [UInt8](repeating: 3, count: 40_000)
        let first = try engine()
        let input = try await first.store(big)
        try harm(input, .deleted)
        let work = Work(operation: "concatenate", revision: 1, inputs: ["parts": [input]])
        let error = await #expect(throws: EngineError.self) { try await first.perform(work, label: "c") }
        #expect(error?.fault == .infrastructure)
        #expect(try await first.store(big) == input)
        _ = try await first.perform(work, label: "c")
    }

    @Test func `a damaged ledger is put aside and everything gives the same digests again`() async throws {
        let works = (0..<20).map { noiseWork(size: $0 % 2 == 0 ? 100 : 40_000, number: $0) }
        let first = try engine()
        var outputs: [Outputs] = []
        for work in works { outputs.append(try await first.perform(work, label: "n")) }
        try first.close()
        try Files.write(bytes("rubbish"), to: folder + "/ledger.sqlite")
        let second = try engine()
        #expect(second.damagedLedger == folder + "/ledger.sqlite.damaged-1")
        for (work, expected) in zip(works, outputs) {
            #expect(try await second.perform(work, label: "n") == expected)
        }
    }

    /// What a process gave that is no more: its temporary folder is nobody's.
    private func done() async throws -> Outputs {
        let first = try engine()
        let outputs = try await first.perform(noiseWork(size: 50_000), label: "n")
        try first.close()
        return outputs
    }

    @Test(arguments: ["store", "checkpoints", "temporary", "temporary/0"])
    func `a file in the place of a folder is put aside`(name: String) async throws {
        let outputs = try await done()
        try Files.removeTree("\(folder)/\(name)")
        try Files.write(bytes("junk"), to: "\(folder)/\(name)")
        let second = try engine()
        #expect(try await second.perform(noiseWork(size: 50_000), label: "n") == outputs)
        #expect(try await second.bytes(of: outputs.main).count == 50_000)
        #expect(try Files.read("\(folder)/\(name).damaged-1") == bytes("junk"))
    }

    @Test(arguments: [
        "locks", "ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm", "ledger.sqlite.suspect",
    ])
    func `a folder in the place of a file is put aside`(name: String) async throws {
        let first = try engine()
        let outputs = try await first.perform(noiseWork(size: 50_000), label: "n")
        try first.close()
        try Files.removeTree("\(folder)/\(name)")
        try Files.makeFolder("\(folder)/\(name)/in the way")
        let second = try engine()
        #expect(try await second.perform(noiseWork(size: 50_000), label: "n") == outputs)
    }

    @Test func `what does not belong there is left alone, except where unfinished files lie`() async throws {
        let outputs = try await done()
        let key = noiseWork(size: 50_000).key.description
        let junk = ["", "store", "checkpoints", "temporary", "runs"].flatMap { place in
            ["junk", "ab", String(repeating: "0", count: 64), key + ".txt"].map { "\(folder)/\(place)/\($0)" }
        }
        for path in junk { try Files.makeFolder(path + "/below") }
        for name in ["1", "1.damaged-1"] { try Files.makeFolder("\(folder)/temporary/0/\(name)/below") }
        let second = try engine()
        #expect(second.lookup(noiseWork(size: 50_000)) == outputs)
        for path in junk { #expect(try Files.names(in: path) == ["below"]) }
        #expect(try Files.names(in: folder + "/temporary/0") == [])
    }

    @Test func `a file that stands where the artifacts folder should is refused in words`() throws {
        try Files.write([], to: folder)
        let error = #expect(throws: FileError.self) { try engine() }
        #expect(
            error?.description
                == "cannot create folder \(folder): File exists (a file stands where a folder is needed: move it away)"
        )
    }

    @Test func `what a dead process left unfinished is cleared`() throws {
        var first: Engine? = try engine()
        let second = try engine()
        // Of three processes at once the last has died too.
        try Files.makeFolder("\(folder)/temporary/2")
        for slot in 0...2 { try Files.write([1, 2, 3], to: "\(folder)/temporary/\(slot)/17") }
        first = nil
        _ = first
        let third = try engine()
        #expect(try Files.names(in: folder + "/temporary/0") == [])
        #expect(try Files.names(in: folder + "/temporary/1") == ["17"])
        #expect(try Files.names(in: folder + "/temporary/2") == [])
        // Its folder is free for the next one, and not locked by who has cleared it.
        let fourth = try engine()
        try Files.write([4], to: "\(folder)/temporary/2/18")
        let fifth = try engine()
        #expect(try Files.names(in: folder + "/temporary/2") == ["18"])
        withExtendedLifetime((second, third, fourth, fifth)) {}
    }

    @Test func `a process that opens the workspace leaves the checkpoint of work that is done again`()
        async throws
    {
        let (folder, left) = (folder, Collected<[UInt8]?>())
        let training = Block("training") { job in
            try job.save(checkpoint: bytes("half"))
            // Another process that begins now finds this work recorded as done.
            try Engine(workspace: folder, operations: [], jobs: 1).close()
            left.append(job.checkpoint)
            return ["main": [UInt8](repeating: 7, count: 50_000)]
        }
        let work = Work(operation: "training", revision: 1)
        for round in 1...2 {
            let engine = try Engine(workspace: folder, operations: [training], jobs: 1)
            let outputs = try await engine.perform(work, label: "training")
            try engine.close()
            #expect(left.all == Array(repeating: bytes("half"), count: round))
            #expect(try Files.names(in: folder + "/checkpoints") == [])
            try harm(outputs.main, .truncated)
        }
    }
}
