import Artifacts
import Foundation
import GRDB
import Ledger
import Testing

@Suite struct LedgerTests {
    let path: String
    let ledger: Ledger

    init() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/quire-" + UUID().uuidString
        try Files.makeFolder(folder)
        path = folder + "/ledger.sqlite"
        ledger = try Ledger(path: path)
    }

    func record(_ name: String, label: String = "a label", leafWords: Int = 450) -> (
        ActionRecord, [BlobRecord]
    ) {
        let bytes = Array("output of \(name)".utf8)
        let blob = BlobRecord(digest: Digest(of: bytes), place: .ledger(bytes))
        let action = ActionRecord(
            key: Digest(of: name), operation: "decompose", revision: 3,
            settings: ["leaf_words": .int(leafWords), "rate": 1.0], inputs: ["book": [Digest(of: "book")]],
            seed: .max, label: label, outputs: Outputs(["main": blob.digest, "list": blob.digest]),
            intermediates: [blob.digest], started: 12, seconds: 0.5)
        return (action, [blob])
    }

    @Test func `an action comes back as it was, from the same and from a new connection`() throws {
        let (action, blobs) = record("one")
        try ledger.publish(Publication(action, blobs: blobs))
        for ledger in [ledger, try Ledger(path: path)] {
            #expect(try ledger.action(key: action.key) == action)
            #expect(ledger.outputs(of: action.key) == action.outputs)
            #expect(try ledger.bytes(of: blobs[0].digest) == Array("output of one".utf8))
            #expect(try ledger.makers(of: blobs[0].digest) == [action])
        }
    }

    @Test func `what another process publishes is noticed, and only then`() throws {
        let other = try Ledger(path: path)
        #expect(try !ledger.refresh())
        let (action, blobs) = record("one")
        try other.publish(Publication(action, blobs: blobs))
        #expect(ledger.outputs(of: action.key) == nil)
        #expect(try ledger.refresh())
        #expect(ledger.outputs(of: action.key) == action.outputs)
        #expect(try !ledger.refresh())
        let (mine, myBlobs) = record("two")
        try ledger.publish(Publication(mine, blobs: myBlobs))
        #expect(try !ledger.refresh())
        #expect(try other.refresh())
        #expect(other.keys == [action.key, mine.key].sorted())
    }

    @Test func `an output without its blob cannot be recorded, and nothing of it remains`() throws {
        let (action, _) = record("one")
        #expect(throws: LedgerError.self) { try ledger.publish(Publication(action, blobs: [])) }
        #expect(try ledger.actionCount() == 0)
        #expect(ledger.outputs(of: action.key) == nil)
    }

    @Test func `of units that are recorded together one that builds on what is gone is left out alone`()
        throws
    {
        let (first, second, third) = (record("one"), record("two"), record("three"))
        let gone = Digest(of: "never done")
        let failures = try ledger.publish([
            Publication(first.0, blobs: first.1),
            Publication(second.0, blobs: second.1, asked: [gone]),
            Publication(third.0, blobs: third.1, asked: [first.0.key]),
        ])
        #expect(failures[0] == nil && failures[2] == nil)
        #expect(failures[1] as? CollectedMeanwhile == CollectedMeanwhile(work: [gone]))
        for ledger in [ledger, try Ledger(path: path)] {
            #expect(ledger.keys == [first.0.key, third.0.key].sorted())
            #expect(try ledger.bytes(of: second.1[0].digest) == nil)
        }
    }

    @Test func `when a transaction fails none of its units is recorded`() throws {
        let (first, second) = (record("one"), record("two"))
        #expect(throws: LedgerError.self) {
            try ledger.publish([Publication(first.0, blobs: first.1), Publication(second.0, blobs: [])])
        }
        #expect(ledger.keys.isEmpty)
        #expect(try ledger.actionCount() == 0)
    }

    @Test func `the latest other action with the label is the earlier one`() throws {
        for (name, words) in [("one", 1), ("two", 2), ("three", 3)] {
            let (action, blobs) = record(name, leafWords: words)
            try ledger.publish(Publication(action, blobs: blobs))
        }
        let (other, blobs) = record("four", label: "another label")
        try ledger.publish(Publication(other, blobs: blobs))
        let found = try ledger.earlierAction(
            operation: "decompose", label: "a label", notKey: Digest(of: "three"))
        #expect(found?.key == Digest(of: "two"))
        #expect(found?.settings["leaf_words"] == 2)
    }

    @Test func `a damaged blob counts as such until it is kept again, with its bytes put right`() throws {
        let right = Array("right".utf8)
        let digest = Digest(of: right)
        try ledger.keep([BlobRecord(digest: digest, place: .ledger(Array("wrong".utf8)))])
        ledger.noteDamage(digest)
        #expect(ledger.isDamaged(digest))
        try ledger.keep([BlobRecord(digest: digest, place: .ledger(right))])
        #expect(!ledger.isDamaged(digest))
        #expect(try ledger.bytes(of: digest) == right)
    }

    @Test func `large blobs are known by their file's stamp`() throws {
        let blob = BlobRecord(
            digest: Digest(of: "large"), place: .file(FileStamp(size: 5, modified: 123_456_789, inode: 42)))
        try ledger.keep([blob])
        #expect(
            try Ledger(path: path).fileStamp(of: blob.digest)
                == FileStamp(size: 5, modified: 123_456_789, inode: 42))
        #expect(try ledger.bytes(of: blob.digest) == nil)
    }

    @Test func `runs and their stages are listed`() throws {
        let first = try ledger.beginRun(name: "books", at: 1)
        let second = try ledger.beginRun(name: "other", at: 2)
        var stage = StageRecord(run: first, name: "trees", cell: "cut=fixed", position: 1, state: .running)
        try ledger.record(stage)
        try ledger.record(
            StageRecord(run: first, name: "demos", position: 0, state: .waiting, message: "40 missing"))
        stage.state = .done
        stage.key = Digest(of: "key")
        (stage.started, stage.finished) = (1.5, 2.5)
        try ledger.record(stage)
        try ledger.finishRun(first, state: .waiting, message: "40 demonstrations", at: 3)
        #expect(try ledger.runs().map(\.id) == [second, first])
        #expect(
            try ledger.runs(name: "books") == [
                RunRecord(
                    id: first, name: "books", started: 1, finished: 3, state: .waiting,
                    message: "40 demonstrations")
            ])
        #expect(try ledger.stages(ofRun: first).map(\.name) == ["demos", "trees"])
        #expect(try ledger.stages(ofRun: first).last == stage)
        #expect(try ledger.stageCounts(ofRun: first) == [.waiting: 1, .done: 1])
    }

    @Test func `a file's digest holds for its stamp only`() throws {
        let stamp = FileStamp(size: 1, modified: 2, inode: 3)
        try ledger.record(Digest(of: "a"), ofFile: "a.txt", stamp: stamp)
        #expect(try ledger.digest(ofFile: "a.txt", stamp: stamp) == Digest(of: "a"))
        #expect(try ledger.digest(ofFile: "a.txt", stamp: FileStamp(size: 1, modified: 9, inode: 3)) == nil)
        #expect(try ledger.digest(ofFile: "b.txt", stamp: stamp) == nil)
    }

    @Test func `a reference moves`() throws {
        let (_, blobs) = record("one")
        try ledger.keep(blobs)
        try ledger.refer(to: blobs[0].digest, as: "latest")
        #expect(try ledger.reference("latest") == blobs[0].digest)
        #expect(throws: LedgerError.self) { try ledger.refer(to: Digest(of: "unknown"), as: "latest") }
    }

    @Test(arguments: ["this is no database", "", "SQLite format 3\0 and then rubbish of a certain length"])
    func `a damaged file is put aside, and a new ledger begun`(content: String) throws {
        try ledger.close()
        try Files.write(Array(content.utf8), to: path)
        let (new, damaged) = try Ledger.open(path: path)
        #expect((damaged == nil) == content.isEmpty)
        #expect(try new.actionCount() == 0)
        if let damaged { #expect(try Files.read(damaged) == Array(content.utf8)) }
    }

    @Test func `damage noticed in the middle of a run is found when next opened`() throws {
        for index in 0..<300 {
            let (action, blobs) = record("\(index)")
            try ledger.publish(Publication(action, blobs: blobs))
        }
        try ledger.close()
        var bytes = try Files.read(path)
        for index in 2048 * 3..<bytes.count { bytes[index] = 0x55 }
        try Files.write(bytes, to: path)
        try Files.write([], to: path + ".suspect")
        let (new, damaged) = try Ledger.open(path: path)
        #expect(damaged == path + ".damaged-1")
        #expect(try new.actionCount() == 0)
        #expect(FileStamp(path: path + ".suspect") == nil)
    }

    @Test func `a ledger of the first version keeps what it knows`() throws {
        let records = ["one", "two"].map { record($0) }
        for (action, blobs) in records { try ledger.publish(Publication(action, blobs: blobs)) }
        try ledger.record(Digest(of: "a"), ofFile: "a.txt", stamp: FileStamp(size: 1, modified: 2, inode: 3))
        try ledger.close()
        let queue = try DatabaseQueue(path: path)
        try queue.write {
            try $0.execute(
                sql: """
                    ALTER TABLE output DROP COLUMN seal; ALTER TABLE file DROP COLUMN seal;
                    DELETE FROM grdb_migrations WHERE identifier = '2 seals'
                    """)
        }
        try queue.close()
        let (new, damaged) = try Ledger.open(path: path)
        #expect(damaged == nil)
        #expect(new.unsealedCount == 0)
        for (action, _) in records { #expect(try new.action(key: action.key) == action) }
        #expect(new.keys.count == 2)
        #expect(try new.faults() == [])
    }

    @Test func `values of another type than the table's are an error in words, not the end`() throws {
        let run = try ledger.beginRun(name: "small", at: 1)
        try ledger.record(StageRecord(run: run, name: "a", position: 0, state: .done))
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction {
            // As a flipped bit in a row's header would: past the table's own rules.
            try $0.execute(
                sql: """
                    PRAGMA writable_schema = ON;
                    UPDATE sqlite_master SET sql = replace(replace(sql, 'STRICT', ''), 'started REAL NOT NULL', 'started REAL')
                        WHERE name = 'run'
                    """)
        }
        try queue.close()
        let other = try DatabaseQueue(path: path)
        try other.write { try $0.execute(sql: "UPDATE run SET started = NULL") }
        try other.close()
        let error = #expect(throws: LedgerError.self) { try Ledger(path: path).runs() }
        #expect(error?.isDamage == true)
        #expect(error?.description.contains("holds a value of another type than it should") == true)
        #expect(FileStamp(path: path + ".suspect") != nil)
    }
}
