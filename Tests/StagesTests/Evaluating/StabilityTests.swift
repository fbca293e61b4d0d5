import SmallBooks
import Stages
import Testing

/// How much of a book's cuts stays where the book is changed.
@Suite struct StabilityTests {
    private static let text =
        (0..<30).map { paragraph in
            (0..<3).map { "The keeper wrote \(paragraph) lines and \($0) more into the book." }.joined(
                separator: " ")
        }.joined(separator: "\n\n") + "\n"

    private func measured(_ decomposer: String) async throws -> Scores {
        try await Bench(
            SmallBooks.pipeline(
                "cuts: {evaluate: own, in: books, metrics: [reuse, words, stability], edits: 12}"
            ).replacing("fixed: {kind: fixed, leaf_words: 40, fan_in: 3}", with: "own: \(decomposer)"),
            books: ["ab.txt": Self.text]
        ).run().read(Scores.self, "cuts")
    }

    @Test func `where a book is one leaf nothing stays`() async throws {
        let scores = try await measured("{kind: whole}")
        #expect(scores.summary.map(\.metric) == ["reuse", "words", "stability"])
        #expect(scores.value(of: "stability") == 0)
        #expect(scores.value(of: "reuse") == 0)
    }

    @Test func `leaves far from a change stay, and nodes above changed ones do not`() async throws {
        let scores = try await measured("{kind: even, leaf_words: 60, about_words: 40, fan_in: 3}")
        let (leaves, nodes) = (
            try #require(scores.value(of: "stability")), try #require(scores.value(of: "reuse"))
        )
        #expect(leaves > 0 && leaves < 1 && nodes > 0 && nodes < leaves)
        #expect(scores.rows.filter { $0.metric == "stability" }.map(\.count) == [12])
        #expect(scores.rows.contains { $0.metric == "stability-early" && $0.count == 1 })
    }
}
