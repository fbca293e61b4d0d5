import Learning
import SmallBooks
import Stages
import Testing

/// Reward against locality as a decomposer is optimised.
@Suite struct EvaluateCutterTests {
    /// Tales of which every second sentence speaks of somebody named in the one before.
    private static let books: [String: String] = {
        var books: [String: String] = [:]
        for book in 1...4 {
            books["book-\(book).txt"] = (0..<40).map { sentences($0, of: book) }.joined(separator: " ")
        }
        return books
    }()

    private static func sentences(_ index: Int, of book: Int) -> String {
        let names = ["Anna", "Henry", "Clara", "George", "Maria"]
        let name = names[(index * 3 + index / 4 + book) % 5]
        let pronoun = ["Henry", "George"].contains(name) ? "He" : "She"
        let more = (index + book) % 3 == 0 ? " It rained all that day and nobody went out." : ""
        return
            "\(name) came down the road to the harbour at noon. \(pronoun) looked at the boats there.\(more)"
    }

    private static func pipeline(_ stages: String) -> String {
        """
        quire: 1
        seed: 17
        data:
          books: {path: "books/*.txt", split: {train: 2, test: 2}}
        task: {instruction: Judge., max_words: {leaf: 60}}
        decomposers:
          any: {kind: random, least_words: 15, about_words: 30, leaf_words: 60, fan_in: 5}
          even: {kind: even, least_words: 15, about_words: 30, leaf_words: 60, fan_in: 5}
          sections: {kind: model, model: start, cuts: given}
        overseers:
          reader: {kind: simulated, gold: locality, noise: 0.1}
          other: {kind: simulated, gold: coverage}
        stages:
          cuts: {ask: books.train, about: splits, for: comparison, proposals: [any, even], overseer: reader, count: 20}
          liking: {train: reward, from: lead, using: cuts}
          start: {train: decomposer, by: bc, in: books.train, like: even, with: {epochs: 2}}
          curve: {evaluate: start, in: books.test, reward: liking, overseer: reader, metrics: [over-optimisation], with: {samples: 64, fit: 16}}
          learned: {train: decomposer, by: rloo, from: start, in: books.train, reward: liking, with: {steps: 6, batch: 4, kl: 0, learning_rate: 0.05, snapshots: 3}}
          along: {evaluate: learned, in: books.test, reward: liking, overseer: reader, metrics: [over-optimisation], with: {samples: 32}}
        \(stages)
        """
    }

    private static func bench(_ stages: String = "") throws -> Bench {
        try Bench(pipeline(stages), books: books)
    }

    @Test func `best of n is measured of the passages of unseen books`() async throws {
        let ran = try await Self.bench().run(only: ["curve"])
        let scores = try await ran.read(Scores.self, "curve")
        let curve = try #require(scores.curves?.first)
        #expect(scores.curves?.count == 1)
        #expect(ran.units("score-cut-draws") == 2, "one a book")
        #expect(curve.form == .bestOf)
        #expect(curve.subject == .cuts)
        #expect(curve.books == 2)
        // Some 800 words a book in passages of at most five leaves of 30.
        #expect((8...16).contains(curve.passages))
        #expect(curve.points.map(\.stage) == [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64])
        #expect(curve.points.filter(\.isFitted).map(\.stage) == [1, 2, 3, 4, 6, 8, 12, 16])
        #expect(zip(curve.points, curve.points.dropFirst()).allSatisfy { $0.proxy <= $1.proxy + 1e-12 })
        #expect(curve.points.allSatisfy { $0.tiedKL != nil })
        #expect(scores.value(of: "over-optimisation") == curve.peak.loss)
        let text = ScoreSheet([.init(cell: "curve", scores: scores)]).text(Page(width: 100))
        #expect(text.contains("over-optimisation, ways to cut: best of n, "))
        #expect(text.contains("rewards in standard deviations of the start decomposer's"))
        #expect(text.contains("fitted up to n 16: gold = d (α − β d), d = √kl"))
    }

    @Test func `the decomposers on the way of a training are measured on the same passages`() async throws {
        let ran = try await Self.bench().run(only: ["along"])
        let scores = try await ran.read(Scores.self, "along")
        let curve = try #require(scores.curves?.first)
        #expect(ran.units("score-cut-draws") == 8, "the first decomposer's and three others', of two books")
        #expect(curve.form == .reinforcement)
        #expect(curve.points.map(\.stage) == [2, 4, 6])
        #expect(curve.points.allSatisfy { $0.kl > 0 && $0.tiedKL == nil })
        #expect(zip(curve.points, curve.points.dropFirst()).allSatisfy { $0.kl < $1.kl })
        let text = ScoreSheet([.init(cell: "along", scores: scores)]).text(Page(width: 100))
        #expect(text.contains("over-optimisation, ways to cut: snapshots of the training, "))
        let alone = try await Self.bench().run(jobs: 1, only: ["along"])
        #expect(try ran.main("along") == alone.main("along"))
    }

    @Test func `stopped in the middle, a training keeps the same decomposers on its way`() async throws {
        let undisturbed = try await Self.bench().run(only: ["along"])
        let bench = try Self.bench()
        let stopped = try await bench.run(only: ["along"]) { event in
            guard case .metric(let step, let values) = event.kind else { return false }
            return step == 5 && values.contains { $0.0 == "kl/exact" }
        }
        #expect(stopped.result.state == .interrupted)
        #expect(try await bench.run(only: ["along"]).main("along") == undisturbed.main("along"))
    }

    @Test(arguments: [
        (
            "  x: {evaluate: even, in: books, reward: liking, overseer: reader, metrics: [over-optimisation]}",
            "'even' is not trained and draws no ways to cut, so that nothing can be optimised"
        ),
        (
            "  x: {evaluate: sections, in: books, reward: liking, overseer: reader, metrics: [over-optimisation]}",
            "'sections' has 'cuts', and ways to cut are drawn by the sizes of leaves; leave it out"
        ),
        (
            "  x: {evaluate: start, in: books, reward: liking, overseer: reader, metrics: [orphans, over-optimisation]}",
            "'over-optimisation' of a decomposer is measured alone; make it a stage of its own"
        ),
        (
            "  x: {evaluate: start, in: books, reward: liking, overseer: other, metrics: [over-optimisation]}",
            "'other' judges answers, not ways to cut"
        ),
        (
            "  x: {evaluate: start, in: books, overseer: reader, metrics: [over-optimisation]}",
            "the metric 'over-optimisation' needs the key 'reward'"
        ),
        (
            """
              plain: {train: decomposer, by: rloo, from: start, in: books.train, reward: liking}
              x: {evaluate: plain, in: books, reward: liking, overseer: reader, metrics: [over-optimisation]}
            """,
            "'plain' was optimised against a reward already; name the decomposer that it began as, whose best of n is measured, or keep decomposers on its way (with: {snapshots: 8})"
        ),
        (
            """
              best: {train: decomposer, by: best-of, from: start, reward: liking}
              x: {evaluate: best, in: books, reward: liking, overseer: reader, metrics: [over-optimisation]}
            """,
            "'best' was optimised against a reward already; name the decomposer that it began as, whose best of n is measured"
        ),
        (
            """
              trees: {decompose: books, by: even}
              demos: {ask: trees, for: demonstration, nodes: leaves, overseer: other, count: 4}
              bc: {train: policy, by: bc, from: extractive, using: demos}
              pairs: {ask: trees, for: comparison, nodes: leaves, policy: bc, overseer: other, count: 4}
              judge: {train: reward, from: bc, using: pairs}
              x: {evaluate: start, in: books, reward: judge, overseer: reader, metrics: [over-optimisation]}
            """,
            "'judge' judges answers, not ways to cut"
        ),
    ])
    func `what cannot be measured is refused before anything runs`(stages: String, message: String) throws {
        let said = try Self.bench(stages).complaints()
        #expect(said.contains("error: " + message + "\n"), "\(said)")
    }
}
