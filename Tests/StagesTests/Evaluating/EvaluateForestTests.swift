import SmallBooks
import Stages
import Testing

/// What is measured of trees before anything is answered.
@Suite struct EvaluateForestTests {
    private static let filler = String(
        repeating: "Nine sacks of grain lay beside the frozen bridge again. ", count: 3)

    private func measured(
        _ text: String, by decomposers: String, _ metrics: String = "words, orphans", require: String = ""
    ) async throws -> Ran {
        try await Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books, by: [\(decomposers)]}
                cuts: {evaluate: trees, metrics: [\(metrics)]\(require)}
                """), books: ["ab.txt": text]
        ).run()
    }

    @Test func `words are means by height, and the leaves' for the book`() async throws {
        // Two chapters of 32 and 42 words.
        let text =
            "CHAPTER 1\n\n\(Self.filler)\n\nCHAPTER 2\n\n\(Self.filler)Nine sacks of grain lay beside the frozen bridge again.\n"
        let scores = try await measured(text, by: "chapters", "words").read(Scores.self, "cuts")
        #expect(scores.rows.map(\.height) == [0, 1, nil])
        #expect(scores.rows.map(\.value) == [37, 74, 37])
        #expect(scores.rows.map(\.count) == [2, 1, 2])
        #expect(scores.value(of: "words") == 37)
        #expect(scores.remarks == [])
    }

    /// A name in the first chapter, and a pronoun in each.
    private static let torn =
        "CHAPTER 1\n\nAnna left the harbour. She was cold. \(filler)\n\nCHAPTER 2\n\nShe came back. \(filler)\n"

    @Test func `a cut between a name and its pronoun makes an orphan`() async throws {
        let scores = try await measured(Self.torn, by: "whole, chapters").read(Scores.self, "cuts")
        let orphans = scores.rows.filter { $0.metric == "orphans" }
        #expect(orphans.map(\.book) == ["ab (whole)", "ab (whole)", "ab (chapters)", "ab (chapters)"])
        #expect(orphans.map(\.height) == [0, nil, 0, nil])
        #expect(orphans.map(\.value) == [0, 0, 0.5, 0.5])
        #expect(orphans.allSatisfy { $0.count == 2 })
        #expect(scores.value(of: "orphans") == 0.25)
    }

    @Test func `leaves without a pronoun have no orphans, and a remark says so`() async throws {
        let scores = try await measured(Self.filler + "\n", by: "whole").read(Scores.self, "cuts")
        #expect(scores.rows.map(\.metric) == ["words", "words"])
        #expect(
            scores.remarks == ["the leaves of 'ab' have no third-person pronoun: it has no orphans"])
    }

    @Test func `a gate can hold back trees that tear too much apart`() async throws {
        let ran = try await measured(
            Self.torn, by: "chapters", "orphans", require: ", require: {orphans: {max: 0.4}}")
        #expect(
            ran.result["cuts"]?.message
                == "the gate is shut: orphans is 0.5, at most 0.4 is allowed")
    }

    @Test func `two stages that measure the same forest alike measure it once`() async throws {
        let bench = try Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books, by: chapters}
                cuts: {evaluate: trees, metrics: [words]}
                again: {evaluate: trees, metrics: [words]}
                """))
        #expect(try await bench.run().units("evaluate-forest") == 1)
    }

    // MARK: Cuts against sections

    private static let cuts = "pk, windowdiff, boundary-similarity"

    /// Two chapters of four sentences and a heading each.
    private static let chapters =
        "CHAPTER 1\n\n\(filler)Rain fell.\n\nCHAPTER 2\n\n\(filler)Snow fell.\n"

    @Test func `leaves that are the sections agree with them, and a book that is one leaf does not`()
        async throws
    {
        let scores = try await measured(Self.chapters, by: "chapters, whole", Self.cuts)
            .read(Scores.self, "cuts")
        func values(_ book: String) -> [Double] {
            scores.rows.filter { $0.book == "ab (\(book))" && $0.metric != "k" }.map(\.value)
        }
        #expect(values("chapters") == [0, 0, 1])
        // Ten sentences, k = 2 (2.5 to the even): two of eight pairs look across the lost boundary.
        #expect(values("whole") == [0.25, 0.25, 0])
        #expect(scores.rows.filter { $0.metric == "k" }.map(\.value) == [2, 2])
        #expect(scores.rows.allSatisfy { $0.count == 10 })
        #expect(
            scores.remarks == [
                "cuts are held against the books' own sections in units of sentences; 'structure' reads where they are, 'cuts: given' how many, nothing else is told"
            ])
    }

    @Test func `sections without their headings are still known, and found where as many leaves fall so`()
        async throws
    {
        let pipeline = SmallBooks.pipeline(
            """
            trees: {decompose: books, by: [grid, chapters]}
            cuts: {evaluate: trees, metrics: [boundary-f1, boundary-f1-3], unit: paragraph}
            """
        ).replacing("books: {path:", with: "books: {headings: removed, path:")
            .replacing(
                "decomposers:\n", with: "decomposers:\n  grid: {kind: even, cuts: given, snap: paragraph}\n")
        let ran = try await Bench(pipeline, books: ["ab.txt": Self.chapters]).run()
        let scores = try await ran.read(Scores.self, "cuts")
        #expect(scores.rows.map(\.value) == [1, 1, 1, 1])
        // Two paragraphs: nothing is left of the headings.
        #expect(scores.rows.allSatisfy { $0.count == 2 })
    }

    @Test func `in paragraphs a cut inside one counts at its nearer end, and a remark says so`() async throws
    {
        let ran = try await Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books, by: fixed}
                cuts: {evaluate: trees, metrics: [boundary-similarity], unit: paragraph}
                """), books: ["ab.txt": Self.chapters]
        ).run()
        let scores = try await ran.read(Scores.self, "cuts")
        #expect(scores.rows.map(\.count) == [4])
        #expect(scores.remarks.count == 2)
        #expect(scores.remarks[1].hasSuffix("of 'ab' begin inside a paragraph and count at its nearer end"))
    }

    @Test func `a book without sections has no such value, and a remark says so`() async throws {
        let scores = try await measured(Self.filler + "\n", by: "fixed", Self.cuts).read(Scores.self, "cuts")
        #expect(scores.rows == [])
        #expect(
            scores.remarks == [
                "'ab' has no sections to hold its cuts against: it has no pk, windowdiff, boundary-similarity"
            ])
    }

    @Test func `a decomposer is tried on books as the trees that it makes are`() async throws {
        let bench = try Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books, by: fixed}
                cuts: {evaluate: trees, metrics: [pk, words]}
                tried: {evaluate: fixed, in: books, metrics: [pk, words]}
                """))
        let ran = try await bench.run()
        #expect(ran.digests["tried"] == ran.digests["cuts"])
        #expect(ran.units("grow-forest") == 1)
        #expect(ran.units("evaluate-forest") == 1)
    }

    @Test func `the unit is no part of what does not count in it`() throws {
        let said = try Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books, by: fixed}
                cuts: {evaluate: trees, metrics: [words], unit: paragraph}
                """)
        ).complaints()
        #expect(said.hasPrefix("error: 'unit' has no effect on these metrics"), "\(said)")
    }

    /// A corpus in which a surface rule is wrong: *she* is not the woman that was named last.
    private static let known = """
        quire: 1
        data:
          books: {path: "books/*.txt", coreference: "books/*.ann"}
        decomposers:
          halves: {kind: oracle, leaf_words: 12, least_words: 4, about_words: 8}
        stages:
          trees: {decompose: books, by: [whole, halves]}
          cuts: {evaluate: trees, metrics: [orphans, words]}
        """
    private static let sample =
        "Anna met Clara . Clara slept .\nShe went home alone . The dog slept there too .\n"
    private static let annotations = """
        MENTION\tT0\t0\t0\t0\t0\tAnna\tPER\tPROP
        MENTION\tT1\t0\t2\t0\t2\tClara\tPER\tPROP
        MENTION\tT2\t1\t0\t1\t0\tShe\tPER\tPRON
        COREF\tT0\tAnna-0
        COREF\tT2\tAnna-0
        """

    @Test func `coreference tells orphans where the corpus has it, and the oracle cuts by it`() async throws {
        let books = ["a.txt": Self.sample, "a.ann": Self.annotations]
        let scores = try await Bench(Self.known, books: books).run().read(Scores.self, "cuts")
        let orphans = scores.rows.filter { $0.metric == "orphans" && $0.height == nil }
        #expect(orphans.map(\.value) == [0, 0])
        #expect(orphans.map(\.count) == [1, 1])
        #expect(scores.remarks == ["orphans are counted by the books' coreference, not by the surface rule"])
        let words = scores.rows.filter { $0.metric == "words" && $0.height == nil }
        #expect(words.map(\.value) == [14, 7])
    }

    @Test func `an oracle without coreference is refused in words`() async throws {
        let pipeline = Self.known.replacing(", coreference: \"books/*.ann\"", with: "")
        let ran = try await Bench(pipeline, books: ["a.txt": Self.sample]).run()
        #expect("\(ran)".contains("an oracle cuts by who is meant where"))
    }
}
