import Engine
import Foundation
import SmallBooks
import Stages
import Testing
import Text

/// What is done again when something changed.
@Suite struct EditingTests {
    private static func leads(context: String, by: String = "fixed") -> String {
        SmallBooks.pipeline(
            """
            trees: {decompose: books, by: \(by)}
            answers: {recompose: trees, policy: lead}
            """, context: context)
    }

    /// Everything that an answer is made from.
    private struct Question: Hashable {
        var input: [Digest]
        var earlier: [Digest]
        var limit: Int
        var height: Int
    }

    private func questions(_ ran: Ran) async throws -> [String: [String: Question]] {
        var all: [String: [String: Question]] = [:]
        for entry in try await ran.read(Answers.self, "answers").entries {
            for node in entry.nodes {
                all[entry.name, default: [:]][node.path] = Question(
                    input: node.input, earlier: node.earlier, limit: node.limit, height: node.height)
            }
        }
        return all
    }

    /// Puts another word in the place of the first word of a leaf's first whole sentence.
    private func edit(_ bench: Bench, _ ran: Ran, book: String, leaf: Int) async throws -> String {
        let forest = try await ran.read(Forest.self, "trees")
        let entry = try #require(forest.entries.first { $0.name == book })
        let node = entry.tree.nodes[entry.tree.leaves[leaf]]
        let text = try await ran.text(try #require(entry.leaves[node.path]))
        let sentence = try #require(text.split(separator: "\n").last { !$0.hasPrefix("CHAPTER") })
        let old = try bench.text("books/\(book).txt")
        let start = String(sentence.prefix(60))
        try #require(old.components(separatedBy: start).count == 2, "the sentence stands once")
        let changed = "Xaver" + start.drop { $0 != " " }
        try bench.write("books/\(book).txt", old.replacing(start, with: changed))
        return node.path
    }

    @Test func `a renamed stage costs no answer again`() async throws {
        let bench = try Bench(Self.leads(context: "earlier"))
        let first = try await bench.run()
        try bench.write("small.yaml", try bench.text("small.yaml").replacing("answers:", with: "abstracts:"))
        let second = try await bench.run()
        #expect(second.endings == ["trees": "reused", "abstracts": "reused"])
        #expect(second.started.isEmpty)
        #expect(try second.main("abstracts") == first.main("answers"))
    }

    @Test func `a renamed book costs no answer, no cut and no reading again`() async throws {
        let bench = try Bench(Self.leads(context: "earlier"))
        _ = try await bench.run()
        try bench.move("books/book-2.txt", to: "books/zuleika.txt")
        let second = try await bench.run()
        #expect(second.endings == ["trees": "done", "answers": "done"])
        #expect(second.started.map(\.operation).sorted() == ["grow-forest", "recompose-forest"])
        #expect(try await second.read(Answers.self, "answers").entries.map(\.name).last == "zuleika")
    }

    @Test func `a touched file that says the same is nothing new`() async throws {
        let bench = try Bench(Self.leads(context: "none"))
        _ = try await bench.run()
        try bench.write("books/book-1.txt", SmallBooks.book(1))
        #expect(try await bench.run().started.isEmpty)
    }

    @Test(arguments: ["fixed", "chapters"])
    func `without context an edited sentence costs exactly its leaf and the nodes above it`(by: String)
        async throws
    {
        let bench = try Bench(Self.leads(context: "none", by: by))
        let first = try await bench.run()
        // The first leaf's first words are in the answer of every node above it.
        let leaf = try await edit(bench, first, book: "book-2", leaf: 0)
        let second = try await bench.run()
        let (before, after) = try await (questions(first), questions(second))
        let changed = after["book-2"]?.filter { before["book-2"]?[$0.key] != $0.value }.keys.sorted() ?? []
        let path = leaf.split(separator: ".")
        #expect(changed == path.indices.map { path[...$0].joined(separator: ".") })
        #expect(second.units("answer-node") == path.count)
        #expect(second.units("cut-book") == 1)
        #expect(second.units("import-book") == 1)
        for book in ["book-1", "book-3", "book-4"] { #expect(before[book] == after[book]) }
    }

    @Test func `with context an edited sentence costs also those that were shown the changed answer`()
        async throws
    {
        let bench = try Bench(Self.leads(context: "earlier"))
        let first = try await bench.run()
        let leaf = try await edit(bench, first, book: "book-3", leaf: 1)
        let second = try await bench.run()
        let (before, after) = try await (questions(first), questions(second))
        let changed = Set(
            after["book-3"]?.filter { before["book-3"]?[$0.key] != $0.value }.keys.map(\.self) ?? [])
        let leaves = try #require(
            try await second.read(Forest.self, "trees").entries.first { $0.name == "book-3" }
        ).tree
        #expect(changed.contains(leaf))
        #expect(!changed.contains(leaves.nodes[leaves.leaves[0]].path))
        #expect(leaves.leaves.dropFirst(2).allSatisfy { changed.contains(leaves.nodes[$0].path) })
        #expect(second.units("answer-node") == changed.count)
        for book in ["book-1", "book-2", "book-4"] { #expect(before[book] == after[book]) }
    }

    @Test func `an edited test book trains nothing again`() async throws {
        let bench = try Bench()
        let first = try await bench.run()
        let test = try await first.read(Forest.self, "unseen").entries[0].name
        try bench.write("books/\(test).txt", SmallBooks.book(99))
        let second = try await bench.run()
        #expect(second.result.state == .done)
        for operation in [
            "fit-cloning", "fit-reward", "fit-reinforcement", "judge-reading", "sample-answers",
        ] {
            #expect(second.units(operation) == 0, "\(operation)")
        }
        #expect(second.endings["rl"] == "reused")
        #expect(second.endings["summaries"] == "done")
        #expect(second.units("answer-node") > 0)
    }

    @Test func `a new reference costs only the scores of its book`() async throws {
        let bench = try Bench()
        _ = try await bench.run()
        let test = "book-1"
        try bench.write("notes.jsonl", SmallBooks.note(test, reference: "Another reference."))
        let second = try await bench.run()
        #expect(Set(second.started.map(\.operation)).isSubset(of: ["evaluate-answers", "score-book"]))
        #expect(second.endings["quality"] == "done")
    }

    @Test func `a damaged large artifact is made anew with the same digest`() async throws {
        let bench = try Bench()
        let first = try await bench.run()
        let store = bench.workspace + "/store"
        let files = try FileManager.default.subpathsOfDirectory(atPath: store).filter { $0.count > 60 }
        try #require(!files.isEmpty)
        for file in files { try Data("rubbish".utf8).write(to: URL(fileURLWithPath: "\(store)/\(file)")) }
        let second = try await bench.run()
        #expect(second.result.state == .done)
        #expect(second.digests == first.digests)
    }
}
