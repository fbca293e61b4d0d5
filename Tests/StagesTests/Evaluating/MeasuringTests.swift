import Engine
import SmallBooks
import Stages
import Testing

/// What numbers are made from, and where there is none.
@Suite struct MeasuringTests {
    // MARK: What was held out

    private static func sound(_ require: String) -> String {
        SmallBooks.pipeline(
            """
            trees: {decompose: books.test, by: fixed}
            pairs: {ask: trees, for: comparison, nodes: first-leaves, policy: extractive, overseer: reader, count: 12}
            reward: {train: reward, from: extractive, using: pairs, with: {epochs: 1, hidden: 8, ensemble: 1}}
            sound: {evaluate: reward, using: pairs, metrics: [accuracy, calibration]\(require)}
            rl: {train: policy, by: ppo, from: extractive, in: trees, reward: reward, after: sound, with: {steps: 1, batch: 4, epochs: 1, minibatches: 1}}
            """)
    }

    @Test(arguments: ["accuracy: 0.01", "calibration: {max: 1}"])
    func `no gate passes on comparisons that were learned from`(bound: String) async throws {
        // Three passages at most: too few to hold any out.
        let ran = try await Bench(Self.sound(", require: {\(bound)}")).run()
        let metric = bound.prefix { $0 != ":" }
        #expect(ran.result["sound"]?.message == "the gate needs \(metric), which could not be measured")
        #expect(ran.endings["reward"] == "done")
        #expect(ran.endings["rl"] == "skipped")
    }

    @Test func `where nothing was held out the rows are there, the summary is not, and a remark says so`()
        async throws
    {
        let scores = try await Bench(Self.sound("")).run().read(Scores.self, "sound")
        #expect(scores.summary == [])
        #expect(scores.rows.first { $0.metric == "calibration" && $0.height == nil }?.count == 12)
        #expect(
            scores.remarks == [
                "nothing was held out: measured on comparisons that it learned from, which no gate lets pass",
                SmallBooks.ceilingRemark,
            ])
    }

    // MARK: Orphans

    private func orphans(_ text: String) async throws -> Scores {
        try await Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books, by: fixed}
                leads: {recompose: trees, policy: lead}
                quality: {evaluate: leads, metrics: [orphans, words]}
                """), books: ["ab.txt": text]
        ).run().read(Scores.self, "quality")
    }

    @Test func `answers without a pronoun have no orphans, and a remark says so`() async throws {
        let scores = try await orphans(
            "The rain fell on the harbour. The bells rang for noon. The snow came.\n")
        #expect(scores.rows.filter { $0.metric == "orphans" } == [])
        #expect(scores.value(of: "orphans") == nil)
        #expect(scores.remarks == ["the answers to 'ab' have no third-person pronoun: it has no orphans"])
        #expect(scores.value(of: "words") == 14)
    }

    @Test(arguments: [
        ("She left the harbour. The bells rang.", 1.0), ("Anna left the harbour. She was cold.", 0.0),
        ("She left the harbour. Anna came. She was cold.", 0.5),
    ])
    func `orphans are the pronouns that nothing before them explains`(text: String, share: Double)
        async throws
    {
        let scores = try await orphans(text + "\n")
        #expect(scores.value(of: "orphans") == share)
        #expect(scores.remarks == [])
    }

    // MARK: Compression

    /// What `metrics: [compression]` says of the lead's answers to one book.
    private func compression(_ text: String, by decomposer: String, nodes: String = "all") async throws
        -> Scores
    {
        try await Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books, by: \(decomposer)}
                leads: {recompose: trees, policy: lead, nodes: \(nodes)}
                quality: {evaluate: leads, metrics: [compression]}
                """), books: ["ab.txt": text]
        ).run().read(Scores.self, "quality")
    }

    /// Sentences of ten words.
    private static func sentences(_ count: Int) -> String {
        (0..<count).map { _ in "The old miller carried nine sacks across the frozen bridge." }
            .joined(separator: " ")
    }

    /// Two chapters of 32 and 52 words.
    private static let chapters = "CHAPTER 1\n\n\(sentences(3))\n\nCHAPTER 2\n\n\(sentences(5))\n"

    @Test func `compression is against what each node was shown, and the root's against the whole book`()
        async throws
    {
        // Leaves answer with 20 words each; the root is shown these 40 and answers with 30.
        let scores = try await compression(Self.chapters, by: "chapters")
        let leaves = (32.0 / 20 + 52.0 / 20) / 2
        #expect(scores.rows.map(\.height) == [0, 1, nil])
        #expect(scores.rows.map(\.value) == [leaves, 40.0 / 30, 84.0 / 30])
        #expect(scores.rows.map(\.count) == [2, 1, 1])
        #expect(scores.value(of: "compression") == 84.0 / 30)
        #expect(scores.remarks == [])
    }

    @Test func `a book that is one task has one compression, at its only height and for the book`()
        async throws
    {
        let scores = try await compression(Self.sentences(6) + "\n", by: "whole")
        #expect(scores.rows.map(\.height) == [0, nil])
        #expect(scores.rows.map(\.value) == [3, 3])
    }

    @Test func `a book whose root is not answered has compressions by height, and a remark says so`()
        async throws
    {
        let scores = try await compression(Self.chapters, by: "chapters", nodes: "leaves")
        #expect(scores.rows.map(\.height) == [0])
        #expect(scores.value(of: "compression") == nil)
        #expect(scores.remarks == ["the root of 'ab' is not answered: it has no compression"])
    }

    @Test(arguments: 1...4)
    func `answers taken from their source never have a compression under one`(book: Int) async throws {
        let scores = try await compression(SmallBooks.book(book, chapters: book), by: "fixed")
        #expect(scores.rows.allSatisfy { $0.value >= 1 })
        let counts = scores.rows.map(\.count)
        #expect(counts.last == 1)
        #expect(counts == counts.sorted(by: >))
    }

    // MARK: Notes

    /// Rouge by the stage's references, gold by the overseer's.
    private func measured(refs: String, known: String) async throws -> Scores {
        let bench = try Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books, by: fixed}
                leads: {recompose: trees, policy: lead}
                quality: {evaluate: leads, metrics: [gold, rouge-1], overseer: scholar, refs: notes}
                """, overseers: "scholar: {kind: simulated, gold: reference, noise: 0, refs: known}"
            ).replacing(
                "notes: {path: notes.jsonl, format: jsonl}",
                with: "notes: {path: notes.jsonl, format: jsonl}\n  known: {path: known.jsonl, format: jsonl}"
            ),
            books: ["ab.txt": "Anna hid the lantern under the bridge. Nobody asked why.\n"])
        try bench.write("notes.jsonl", SmallBooks.note("ab", reference: refs))
        try bench.write("known.jsonl", SmallBooks.note("ab", reference: known))
        return try await bench.run().read(Scores.self, "quality")
    }

    @Test func `gold is judged with the overseer's notes, rouge with the stage's`() async throws {
        let answer = "Anna hid the lantern under the bridge. Nobody asked why."
        let other = "Anna hid the lantern."
        let gold = try await measured(refs: "Quite unlike zebras.", known: answer)
        #expect(gold.value(of: "gold") == 1)
        #expect(gold.value(of: "rouge-1") == 0)
        let rouge = try await measured(refs: answer, known: other)
        #expect(rouge.value(of: "rouge-1") == 1)
        let less = try #require(rouge.value(of: "gold"))
        #expect(less > 0 && less < 1)
        let none = try await measured(refs: answer, known: "Quite unlike zebras.")
        #expect(none.value(of: "gold") == nil)
        #expect(none.value(of: "rouge-1") == 1)
    }
}
