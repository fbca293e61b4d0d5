import Foundation
import GRDB
import SmallBooks
import Testing

/// An artifacts folder that somebody or some disk damaged: the same command ends with the digests of an undisturbed run,
/// and what is shown is what it showed. `Benchmarks/damaged` does the same in more than seventy ways.
@Suite struct DamagedFolderTests {
    /// A finished run with several files in the store, and what it shows.
    private struct Finished {
        let workplace: Workplace
        let digests: [String: String]
        let shown: [String: String]

        static let stages = ["trees", "unseen", "summaries"]

        init() throws {
            var books: [String: String] = [:]
            for number in 1...4 {
                books["book-\(number).txt"] = SmallBooks.book(number, chapters: 6, sentences: 100)
            }
            workplace = try Workplace(
                SmallBooks.pipeline(
                    """
                    trees: {decompose: books.train, by: fixed}
                    demos: {ask: trees, for: demonstration, nodes: leaves, overseer: reader, count: 8}
                    bc: {train: policy, by: bc, from: extractive, using: demos, with: {epochs: 1, hidden: 8}}
                    unseen: {decompose: books.test, by: chapters}
                    summaries: {recompose: unseen, policy: bc}
                    """), books: books)
            let ending = try workplace.quire("run", "small.yaml")
            try #require(ending.status == 0, "\(ending)")
            digests = try workplace.digests()
            shown = try Self.show(workplace)
            try #require(shown.values.allSatisfy { !$0.isEmpty })
        }

        static func show(_ workplace: Workplace) throws -> [String: String] {
            var shown: [String: String] = [:]
            for stage in stages {
                let ending = try workplace.quire(
                    "show", "small.yaml", stage, "--json", "--content", "--limit", "0")
                shown[stage] = ending.status == 0 ? ending.output : ""
            }
            return shown
        }

        /// The same command, where showing brings more damage to light once more, ends as if nothing had been.
        func expectHealed(_ what: String) throws {
            var isShown = false
            for _ in 1...2 where !isShown {
                let ending = try workplace.quire("run", "small.yaml")
                #expect(ending.status == 0, "\(what): \(ending)")
                #expect(try workplace.digests() == digests, "\(what)")
                let shown = try Self.show(workplace)
                isShown = shown == self.shown
                #expect(shown.allSatisfy { $0.value == self.shown[$0.key] || $0.value.isEmpty }, "\(what)")
            }
            #expect(isShown, "\(what)")
        }

        var files: [String] {
            get throws {
                let store = workplace.folder + "/artifacts/store"
                return try FileManager.default.subpathsOfDirectory(atPath: store).sorted()
                    .filter { $0.utf8.count == 67 }.map { store + "/" + $0 }
            }
        }
    }

    /// Writes over a file in place: it keeps its inode and, where wanted, its time.
    private func overwrite(_ path: String, with bytes: Data, keepsTime: Bool) throws {
        var status = stat()
        #expect(stat(path, &status) == 0)
        chmod(path, 0o644)
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.write(contentsOf: bytes)
        try file.truncate(atOffset: UInt64(bytes.count))
        try file.close()
        chmod(path, 0o444)
        if keepsTime { #expect(utimensat(AT_FDCWD, path, [status.st_atim, status.st_mtim], 0) == 0) }
    }

    private func content(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

    @Test
    func `files of the store are truncated, changed, deleted and swapped, with and without their times`()
        throws
    {
        let finished = try Finished()
        let files = try finished.files
        try #require(files.count >= 4)
        for keepsTime in [false, true] {
            for (number, path) in files.enumerated() {
                let whole = try content(path)
                var bytes = whole
                switch number % 3 {
                case 0: bytes = bytes.prefix(bytes.count / 2)
                case 1: bytes[bytes.count / 3] ^= 1
                default: bytes = Data(bytes.reversed())
                }
                try overwrite(path, with: bytes, keepsTime: keepsTime)
            }
            try finished.expectHealed("changed")
            let whole = try files.map(content)
            for (path, other) in zip(files, whole.dropFirst() + whole.prefix(1)) {
                try overwrite(path, with: other, keepsTime: keepsTime)
            }
            try finished.expectHealed("contents swapped")
        }
        for (one, other) in zip(files, files.dropFirst()) {
            try FileManager.default.moveItem(atPath: one, toPath: one + "-")
            try FileManager.default.moveItem(atPath: other, toPath: one)
            try FileManager.default.moveItem(atPath: one + "-", toPath: other)
        }
        try finished.expectHealed("swapped by name")
        for path in files { try FileManager.default.removeItem(atPath: path) }
        try finished.expectHealed("deleted")
        try FileManager.default.removeItem(atPath: finished.workplace.folder + "/artifacts/store")
        try finished.expectHealed("store deleted")
        #expect(try finished.files == files)
    }

    @Test func `a ledger is deleted, truncated, and an old one is put in its place`() throws {
        let finished = try Finished()
        let ledger = finished.workplace.folder + "/artifacts/ledger.sqlite"
        let present = try content(ledger)
        // As it was after the first stage, beside a store that has everything.
        let early = try Workplace(finished.workplace.text("small.yaml"))
        for number in 1...4 {
            try early.write("books/book-\(number).txt", finished.workplace.text("books/book-\(number).txt"))
        }
        #expect(try early.quire("run", "small.yaml", "--only", "trees").status == 0)
        let old = try content(early.folder + "/artifacts/ledger.sqlite")

        try FileManager.default.removeItem(atPath: ledger)
        try finished.expectHealed("deleted")
        for length in [0, 1, 4_096, present.count / 2 / 4_096 * 4_096, present.count - 100] {
            try overwrite(ledger, with: present.prefix(length), keepsTime: length % 2 == 0)
            chmod(ledger, 0o644)
            try finished.expectHealed("truncated to \(length)")
        }
        for keepsTime in [false, true] {
            try overwrite(ledger, with: old, keepsTime: keepsTime)
            chmod(ledger, 0o644)
            try finished.expectHealed("of earlier")
        }
        // And the present one once more, now that the store's files are others.
        try overwrite(ledger, with: present, keepsTime: true)
        chmod(ledger, 0o644)
        try finished.expectHealed("of before")
    }

    @Test func `temporary files that lie about change nothing, and those of dead processes go`() throws {
        let finished = try Finished()
        let workplace = finished.workplace
        let before = try workplace.units().count
        let key = String(repeating: "ab", count: 32)
        let stray = "artifacts/store/ab/\(key)"
        for name in [
            "temporary/0/7", "temporary/1/3", "temporary/2/deep/1", "temporary/not-ours/1",
            "checkpoints/\(key).unfinished", "checkpoints/\(key)",
            "checkpoints/note", "store/ab/\(key)", "store/ab/note", "store/note",
            "runs/small/note", "runs/small/20200101T000000Z-1/run.json.unfinished", "ledger.sqlite.suspect",
        ] { try workplace.write("artifacts/" + name, "unfinished") }
        try finished.expectHealed("lying about")
        #expect(try workplace.units().count == before)
        for name in ["temporary/0/7", "temporary/1/3", "temporary/2/deep", "ledger.sqlite.suspect"] {
            #expect(!workplace.exists("artifacts/" + name), "\(name)")
        }
        #expect(workplace.exists("artifacts/temporary/not-ours/1"))
        #expect(workplace.exists(stray))
        #expect(try workplace.quire("clean").status == 0)
        #expect(!workplace.exists(stray))
        #expect(!workplace.exists("artifacts/checkpoints/\(key)"))
        #expect(workplace.exists("artifacts/store/ab/note"))
        try finished.expectHealed("cleaned")
        #expect(try workplace.units().count == before)
    }

    @Test func `rows about units are lost whose results are recorded`() throws {
        let finished = try Finished()
        for statement in [
            "DELETE FROM action", "DELETE FROM action WHERE key IN (SELECT key FROM stage)",
            "DELETE FROM action WHERE operation = 'answer-node'", "DELETE FROM asked", "DELETE FROM output",
            "DELETE FROM blob WHERE bytes NOT NULL",
        ] {
            var configuration = Configuration()
            configuration.foreignKeysEnabled = false
            let queue = try DatabaseQueue(
                path: finished.workplace.folder + "/artifacts/ledger.sqlite", configuration: configuration)
            try queue.writeWithoutTransaction { try $0.execute(sql: statement) }
            try queue.close()
            try finished.expectHealed(statement)
        }
    }
}
