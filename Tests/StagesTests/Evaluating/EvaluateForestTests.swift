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
}
