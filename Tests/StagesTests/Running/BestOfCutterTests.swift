import Learning
import SmallBooks
import Testing
import Text

@testable import Stages

/// A decomposer that takes the best of several ways to cut each passage.
@Suite struct BestOfCutterTests {
    private static func pipeline(_ stages: String = "", decomposers: String = "") -> String {
        """
        quire: 1
        data:
          books: {path: "books/*.txt", split: {train: 3, test: 1}}
        task: {instruction: Summarise., max_words: {leaf: 60}}
        decomposers:
          any: {kind: random, leaf_words: 40, fan_in: 4}
          even: {kind: fixed, leaf_words: 40, fan_in: 4}
          small: {kind: model, model: best, leaf_words: 30, fan_in: 3}
        \(decomposers)
        overseers:
          reader: {kind: simulated, gold: locality, noise: 0}
        stages:
          cuts: {ask: books.train, about: splits, for: comparison, proposals: [any, even], overseer: reader, count: 12}
          liking: {train: reward, from: lead, using: cuts}
          start: {train: decomposer, by: bc, in: books.train, like: even, with: {epochs: 2}}
          best: {train: decomposer, by: best-of, from: start, reward: liking, with: {n: 6}}
          trees: {decompose: books.test, by: best}
          others: {decompose: books, by: small}
          tried: {evaluate: best, in: books.test, metrics: [orphans, stability], edits: 2}
        \(stages)
        """
    }

    @Test func `it cuts as the model that it gives does, under its own limits and others`() async throws {
        let ran = try await Bench(Self.pipeline()).run()
        #expect(ran.result.state == .done)
        let set = try await ran.read(ModelSet.self, "best")
        let model = try BestOfCutter(decoding: await ran.engine.bytes(of: set.shared))
        #expect(model.count == 6)
        #expect(model.card.method == "best-of")
        #expect(model.card.settings == ["n": "6"])
        #expect(!model.card.from.isEmpty)
        for (stage, most, fanIn) in [("trees", 40, 4), ("others", 30, 3)] {
            let forest = try await ran.read(Forest.self, stage)
            for entry in forest.entries {
                let book = try JSON.decode(Book.self, from: await ran.engine.bytes(of: entry.book))
                let tree = model.decompose(
                    book, leaves: LeafSizes(most: most), snap: .sentence, fanIn: fanIn)
                #expect(entry.tree.nodes.map(\.span) == tree.nodes.map(\.span))
                #expect(entry.tree.leaves.count > 4)
            }
        }
        let alone = try await Bench(Self.pipeline()).run(jobs: 1)
        #expect(ran.digests == alone.digests)
    }

    @Test(arguments: [
        (
            "view: book", "train: decomposer, by: rloo, from: wide, in: books.train, reward: liking",
            "sees whole books"
        ),
        ("view: book", "train: decomposer, by: best-of, from: wide, reward: liking", "sees whole books"),
        (
            "view: book",
            "evaluate: wide, in: books.test, reward: liking, overseer: reader, metrics: [over-optimisation]",
            "sees whole books"
        ),
        (
            "trees: 2", "train: decomposer, by: rloo, from: wide, in: books.train, reward: liking",
            "has trees, which cannot practise; train it without 'trees'"
        ),
    ])
    func `what does not move, or sees more than a passage, cannot practise`(
        setting: String, stage: String, message: String
    ) throws {
        let wide =
            "  wide: {train: decomposer, by: bc, in: books.train, like: even, with: {epochs: 2, \(setting)}}"
        let said = try Bench(Self.pipeline("\(wide)\n  x: {\(stage)}"), books: [:]).complaints()
        #expect(said.contains("error: 'wide' \(message)"), "\(said)")
    }

    @Test func `trees may be chosen among, for nothing moves`() throws {
        let said = try Bench(
            Self.pipeline(
                """
                  wide: {train: decomposer, by: bc, in: books.train, like: even, with: {epochs: 2, trees: 2}}
                  x: {train: decomposer, by: best-of, from: wide, reward: liking}
                """), books: [:]
        ).complaints()
        #expect(said.isEmpty, "\(said)")
    }

    @Test(arguments: [
        (
            "  x: {train: decomposer, by: rloo, from: best, in: books.train, reward: liking}",
            "'best' draws ways to cut from another decomposer; name that one"
        ),
        (
            "  x: {train: decomposer, by: best-of, from: start, in: books.train, reward: liking}",
            "'in' has no effect on training a decomposer by 'best-of'"
        ),
        (
            "  x: {train: decomposer, by: best-of, from: start}",
            "training a decomposer by 'best-of' needs the key 'reward'"
        ),
        (
            "  x: {decompose: books, by: sections}",
            "'sections' takes the best of several ways to cut a passage, and 'cuts' is about whole books; leave it out"
        ),
    ])
    func `what it cannot do is refused`(stage: String, message: String) throws {
        let said = try Bench(
            Self.pipeline(stage, decomposers: "  sections: {kind: model, model: best, cuts: given}"),
            books: [:]
        ).complaints()
        #expect(said.contains("error: " + message), "\(said)")
    }

    @Test func `a reward of answers does not choose ways to cut`() throws {
        let said = try Bench(
            SmallBooks.pipeline(
                SmallBooks.learning + "\nstart: {train: decomposer, by: bc, in: books.train, like: fixed}"
                    + "\nx: {train: decomposer, by: best-of, from: start, reward: reward}"), books: [:]
        ).complaints()
        #expect(
            said.contains(
                "error: 'reward' judges answers; the best of n ways to cut is taken by a reward of ways to cut"
            ),
            "\(said)")
    }
}
