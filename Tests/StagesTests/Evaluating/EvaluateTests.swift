import Engine
import Learning
import SmallBooks
import Stages
import Testing
import Text

@Suite struct EvaluateTests {
    private static let metrics = "gold, rouge-1, rouge-l, words, orphans"

    private func leads(_ notes: [String: String], of books: [String]) async throws -> (Ran, Scores) {
        let bench = try Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books, by: fixed}
                leads: {recompose: trees, policy: lead}
                quality: {evaluate: leads, metrics: [\(Self.metrics)], overseer: reader, refs: notes}
                """),
            books: Dictionary(uniqueKeysWithValues: books.map { ("\($0).txt", SmallBooks.book($0.count)) }))
        try bench.write(
            "notes.jsonl",
            notes.sorted { $0.key < $1.key }.map { SmallBooks.note($0.key, reference: $0.value) }.joined())
        let ran = try await bench.run()
        return (ran, try await ran.read(Scores.self, "quality"))
    }

    @Test func `a book without a reference has no rouge, and a remark says so`() async throws {
        let (_, scores) = try await leads(["ab": "Anna hid the lantern."], of: ["ab", "abc"])
        #expect(scores.rows.filter { $0.metric == "rouge-1" }.map(\.book) == ["ab"])
        #expect(scores.rows.filter { $0.metric == "words" && $0.height == nil }.map(\.book) == ["ab", "abc"])
        #expect(
            scores.remarks == [
                "no reference summary for 'abc': it has no rouge-1",
                "no reference summary for 'abc': it has no rouge-l",
            ])
        #expect(scores.summary.first { $0.metric == "rouge-1" }?.books == 1)
        #expect(scores.summary.first { $0.metric == "words" }?.books == 2)
    }

    @Test func `rouge is of the root's answer against the reference`() async throws {
        let (ran, _) = try await leads(["ab": "x"], of: ["ab"])
        let root = try #require(try await ran.read(Answers.self, "leads").entries[0].node(at: "0"))
        let answer = try await ran.text(root.answer)
        let (_, same) = try await leads(["ab": answer.replacing("\n", with: " ")], of: ["ab"])
        #expect(same.value(of: "rouge-1") == 1)
        let (_, none) = try await leads(["ab": "Quite unlike zebras."], of: ["ab"])
        #expect(none.value(of: "rouge-1") == 0)
    }

    @Test func `words are means by height and the root's for the book`() async throws {
        let (ran, scores) = try await leads(["ab": "x"], of: ["ab"])
        let nodes = try await ran.read(Answers.self, "leads").entries[0].nodes
        var counts: [Int: [Int]] = [:]
        for node in nodes {
            counts[node.height, default: []].append(wordCount(try await ran.text(node.answer)))
        }
        for (height, words) in counts {
            let row = try #require(scores.rows.first { $0.metric == "words" && $0.height == height })
            #expect(row.value == Double(words.reduce(0, +)) / Double(words.count))
            #expect(row.count == words.count)
        }
        let root = try #require(counts[nodes.map(\.height).max() ?? 0]?.first)
        #expect(scores.value(of: "words") == Double(root))
    }

    @Test func `gold has a row a height, one a book, and one of the root against the whole text`()
        async throws
    {
        let (_, scores) = try await leads(["ab": "x"], of: ["ab"])
        let gold = scores.rows.filter { $0.metric == "gold" }
        #expect(gold.map(\.height) == [0, 1, 2, 3, nil])
        #expect(gold.allSatisfy { (0...1).contains($0.value) })
        #expect(scores.rows.filter { $0.metric == "gold-book" }.map(\.count) == [1])
        #expect(
            scores.summary.map(\.metric) == ["gold", "gold-book", "rouge-1", "rouge-l", "words", "orphans"])
        let nodes = gold.compactMap { $0.height == nil ? nil : $0.count }.reduce(0, +)
        #expect(gold.last?.count == nodes)
    }

    @Test func `kl of a policy to itself is nothing, and of a reinforced one something`() async throws {
        let ran = try await Bench(
            SmallBooks.pipeline(
                SmallBooks.learning
                    + "\nsame: {evaluate: imitated, metrics: [kl], from: bc}\nleads: {recompose: unseen, policy: lead}"
                    + "\nnone: {evaluate: leads, metrics: [kl], from: bc}")
        ).run()
        #expect(try await ran.read(Scores.self, "same").value(of: "kl") == 0)
        let kl = try #require(try await ran.read(Scores.self, "quality").value(of: "kl"))
        #expect(kl > 0)
        let none = try await ran.read(Scores.self, "none")
        #expect(none.rows.isEmpty)
        #expect(
            none.remarks == [
                "no kl: it is known from one extractive policy to another, and from a policy to the best of its own"
            ])
    }

    @Test func `orphans are a share of the pronouns counted`() async throws {
        let (ran, scores) = try await leads(["ab": "x"], of: ["ab", "abc"])
        for entry in try await ran.read(Answers.self, "leads").entries {
            var counts = (pronouns: 0, orphans: 0)
            for node in entry.nodes {
                let count = orphanPronouns(in: try await ran.text(node.answer))
                counts = (counts.pronouns + count.pronouns, counts.orphans + count.orphans)
            }
            let row = try #require(
                scores.rows.first { $0.metric == "orphans" && $0.book == entry.name && $0.height == nil })
            #expect(row.count == counts.pronouns)
            #expect(
                row.value == (counts.pronouns == 0 ? 0 : Double(counts.orphans) / Double(counts.pronouns)))
        }
    }

    @Test func `a reward is measured on the comparisons that it did not learn from`() async throws {
        let ran = try await Undisturbed.ran
        let outputs = try #require(ran.result["reward"]?.outputs)
        let learned = try JSON.decode(
            [String: [String]].self, from: await ran.engine.bytes(of: try outputs.port("learned")))
        let pairs = try FeedbackSet(decoding: await ran.engine.bytes(of: try ran.main("pairs"))).comparisons
        let shared = try await ran.read(ModelSet.self, "reward").shared
        let seen = Set(try #require(learned[shared.description]))
        let unseen = pairs.filter { !seen.contains(Digest(of: $0.passage.text).description) }
        #expect(!unseen.isEmpty)
        #expect(unseen.count < pairs.count)
        #expect(
            Set(unseen.map(\.passage.text)).isDisjoint(
                with: pairs.filter { seen.contains(Digest(of: $0.passage.text).description) }.map(
                    \.passage.text)))
        let scores = try await ran.read(Scores.self, "sound")
        #expect(
            scores.remarks == [
                "measured on the \(unseen.count) of 40 comparisons that it did not learn from",
                SmallBooks.ceilingRemark,
            ])
        #expect(scores.rows.first { $0.metric == "calibration" && $0.height == nil }?.count == unseen.count)
        let reward = try RewardModel(decoding: await ran.engine.bytes(of: shared))
        let margins = unseen.map { pair in
            let passage = Passage(
                text: pair.passage.text, earlier: pair.passage.earlier, limit: pair.passage.limit,
                height: pair.passage.height)
            return reward.score(pair.first, for: passage) - reward.score(pair.second, for: passage)
        }
        #expect(
            scores.value(of: "accuracy")
                == Agreement(margins: margins, preferences: unseen.map(\.preference)).accuracy)
    }

    @Test func `a reward measured on new comparisons is measured on all of them`() async throws {
        let ran = try await Bench(
            SmallBooks.pipeline(
                SmallBooks.learning + "\n" + """
                    others: {ask: unseen, for: comparison, nodes: all, policy: bc, overseer: reader, count: 10}
                    fresh: {evaluate: reward, using: others, metrics: [accuracy, calibration]}
                    """)
        ).run()
        let scores = try await ran.read(Scores.self, "fresh")
        #expect(scores.remarks == [SmallBooks.ceilingRemark])
        #expect(scores.rows.first { $0.metric == "calibration" && $0.height == nil }?.count == 10)
    }

    @Test func `a book cut in two ways is measured twice, with the same reference`() async throws {
        let bench = try Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books, by: [fixed, chapters]}
                leads: {recompose: trees, policy: lead}
                quality: {evaluate: leads, metrics: [rouge-1], refs: notes}
                """), books: ["book-1.txt": SmallBooks.book(1)])
        let scores = try await bench.run().read(Scores.self, "quality")
        #expect(scores.rows.map(\.book) == ["book-1 (fixed)", "book-1 (chapters)"])
        #expect(scores.remarks == [])
    }
}
