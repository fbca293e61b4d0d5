import Engine
import Learning
import SmallBooks
import Stages
import Testing

/// The metrics `worst-case`, `shift` and `sandwich` of answers.
@Suite struct StakesTests {
    private func scores(_ evaluate: String, by cut: String = "fixed", books: [String: String]) async throws
        -> Scores
    {
        try await ran(evaluate, by: cut, books: books).read(Scores.self, "quality")
    }

    private func ran(_ evaluate: String, by cut: String = "fixed", books: [String: String]) async throws
        -> Ran
    {
        try await Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books, by: \(cut)}
                leads: {recompose: trees, policy: lead}
                others: {recompose: trees, policy: extractive}
                \(evaluate.contains("demos") ? Self.demos : "")
                quality: {evaluate: leads, \(evaluate)}
                """), books: books
        ).run()
    }

    private static let demos =
        "demos: {ask: trees, for: demonstration, nodes: leaves, overseer: reader, count: 4}"

    private static let three = Dictionary(
        uniqueKeysWithValues: (1...3).map { ("book-\($0).txt", SmallBooks.book($0)) })

    // MARK: Worst case

    @Test func `the rate is of all nodes of all books, by height and in all, with its bound`() async throws {
        let scores = try await scores(
            "metrics: [gold, worst-case], overseer: reader, catastrophe: 1", books: Self.three)
        let nodes = scores.rows.filter { $0.metric == "gold" && $0.height == nil }.map(\.count).reduce(0, +)
        let summary = try #require(scores.summary.first { $0.metric == "worst-case" })
        #expect(summary.books == 3)
        // Only what keeps all of its passage has the highest gold there is.
        let books = scores.rows.filter {
            $0.metric == "worst-case" && $0.book != nil && $0.height == nil
        }
        let events = books.map { Int(($0.value * Double($0.count)).rounded()) }.reduce(0, +)
        #expect(events > nodes / 2 && events < nodes)
        #expect(summary.value == Double(events) / Double(nodes))
        #expect(summary.high == EventRate(events: events, trials: nodes).upperBound)
        let pooled = scores.rows.filter { $0.metric == "worst-case" && $0.book == nil }
        #expect(pooled.map(\.height) == [0, 1, 2, 3])
        #expect(pooled.map(\.count).reduce(0, +) == nodes)
        #expect(books.count == 3)
    }

    @Test func `where no answer is a catastrophe the bound is three over the nodes`() async throws {
        let scores = try await scores(
            "metrics: [worst-case], overseer: reader, catastrophe: -1", books: Self.three)
        let summary = try #require(scores.summary.first)
        let nodes = scores.rows.filter { $0.book != nil && $0.height == nil }.map(\.count).reduce(0, +)
        #expect(summary.value == 0)
        #expect(summary.high == 3 / Double(nodes))
        for row in scores.rows where row.book == nil {
            #expect(row.high == min(1, 3 / Double(row.count)))
        }
        #expect(scores.remarks.count == 1)
    }

    @Test func `an answer is a catastrophe when its gold lies below the bound, not at it`() async throws {
        let golds = try await scores("metrics: [gold], overseer: reader", by: "whole", books: Self.three)
            .rows.filter { $0.metric == "gold" && $0.height == nil }.map(\.value).sorted()
        for (bound, count) in [(golds[0], 0), (golds[1], 1), (golds[2], 2)] {
            let scores = try await scores(
                "metrics: [worst-case], overseer: reader, catastrophe: \(bound)", by: "whole",
                books: Self.three)
            #expect(scores.value(of: "worst-case") == Double(count) / 3)
            #expect(
                scores.summary.first?.high == EventRate(events: count, trials: 3).upperBound)
        }
    }

    @Test func `a gate holds the bound of the rate, not the rate`() async throws {
        let keys =
            "metrics: [worst-case], overseer: reader, catastrophe: -1, require: {worst-case: {max: 0.5}}"
        let few = try await ran(keys, by: "whole", books: Self.three)
        #expect(
            few.result["quality"]?.message
                == "the gate is shut: worst-case is 0.0 and may be as high as 1.0, at most 0.5 is allowed")
        let many = try await ran(keys, books: Self.three)
        #expect(many.endings["quality"] == "done")
    }

    // MARK: Shift

    @Test func `answers have no shift from themselves`() async throws {
        let scores = try await scores("metrics: [shift], trained_on: leads", books: Self.three)
        let rows = scores.rows.filter { $0.metric == "shift" }
        #expect(rows.map(\.height) == [0, 1, 2, 3])
        #expect(rows.allSatisfy { $0.value < 1e-6 })
        #expect(scores.rows.filter { $0.metric == "shift-chance" }.allSatisfy { $0.value > 0.1 })
        #expect((scores.value(of: "shift") ?? 1) < 1e-6)
    }

    @Test func `a height that nothing was learned from has no shift, and a remark says so`() async throws {
        let scores = try await scores("metrics: [shift], trained_on: demos", books: Self.three)
        #expect(scores.rows.map(\.height) == [0, 0])
        #expect(scores.rows[0].value > 0)
        #expect(
            scores.remarks.contains("nothing was learned from an input at height 1: it has no shift"))
    }

    // MARK: Sandwich

    @Test func `a judge who can read the whole book agrees with the expert`() async throws {
        let text = "Anna hid the lantern under the bridge. Bruno sold the ledger. Clara painted the coat. "
        let books = Dictionary(
            uniqueKeysWithValues: (1...3).map { number in
                ("book-\(number).txt", text + SmallBooks.book(number, chapters: 1, sentences: 4))
            })
        let scores = try await scores(
            "metrics: [sandwich], overseer: reader, against: [others]", by: "whole", books: books)
        let alone = try #require(scores.summary.first { $0.metric == "sandwich-alone" })
        #expect(alone.value == 1)
        #expect(alone.books == 3)
        // One node holds the whole task: judging it is judging the task.
        #expect(scores.value(of: "sandwich") == 1)
        #expect(scores.value(of: "sandwich-gap") == nil)
        #expect(scores.rows.filter { $0.book == nil }.map(\.count) == [3, 3])
        let own = scores.rows.filter { $0.metric == "sandwich" && $0.book != nil }
        #expect(own.compactMap(\.book).sorted() == ["book-1", "book-2", "book-3"])
        #expect(own.allSatisfy { $0.count == 1 && $0.value == 1 })
    }

    @Test func `both agreements are shares of the same pairs`() async throws {
        let scores = try await scores(
            "metrics: [sandwich, words], overseer: reader, against: [others]", books: Self.three)
        let all = scores.rows.filter { $0.metric.hasPrefix("sandwich") }
        let rows = all.filter { $0.book == nil }
        #expect(Set(rows.map(\.count)).count == 1)
        let agreed = all.filter { $0.metric == "sandwich" && $0.book != nil }
        let pairs = agreed.reduce(0) { $0 + $1.count }
        #expect(pairs == rows.first?.count)
        let share = agreed.reduce(0) { $0 + Double($1.count) * $1.value } / Double(pairs)
        #expect(abs(share - (scores.value(of: "sandwich") ?? 0)) < 1e-12)
        for row in rows where row.metric != "sandwich-gap" { #expect((0...1).contains(row.value)) }
        #expect(scores.value(of: "words") != nil)
    }

    @Test func `answers that are the same word for word make no pair`() async throws {
        let scores = try await scores(
            "metrics: [sandwich], overseer: reader, against: [leads]", books: Self.three)
        #expect(scores.summary == [])
        #expect(
            scores.remarks == ["no sandwich: the expert finds no two answers to one book that differ"])
    }
}
