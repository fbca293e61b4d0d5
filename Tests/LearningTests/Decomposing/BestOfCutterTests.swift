import Tensors
import Testing
import Text

@testable import Learning

/// The best of n ways to cut, passage by passage.
@Suite struct BestOfCutterTests {
    private static let sizes = LeafSizes(least: 20, most: 90, about: 45)
    private static let book: Book = {
        let names = ["Anna", "Henry", "Clara", "George"]
        let text = (0..<30).map { index in
            "\(names[index % 4]) came down the long road to the harbour at noon. She looked at the grey water. "
                + "Then she went home again, and it began to rain."
        }.joined(separator: " ")
        return Book(name: "tale", text: text, sections: [], sceneBreaks: [], origins: OriginMap())
    }()

    private static let cutter: CutterModel = {
        var stream = RandomStream(seed: 1)
        let reading = CutReading(
            of: book, places: CutPlaces(of: Boundaries(of: book), snap: .sentence, spacing: sizes.least))
        return CutterModel(
            scorer: CutScorer(rows: reading.rows, hidden: 4, using: &stream), evenness: 0.5)
    }()

    /// Another untrained network: what it scores is as good a reward as any.
    private static let reward: SplitReward = {
        var stream = RandomStream(seed: 2)
        var scorer = cutter.scorer
        scorer.redraw(using: &stream)
        return SplitReward(scorer: scorer, deviation: 0.1)
    }()

    private static func best(_ count: Int, seed: UInt64 = 7) -> BestOfCutter {
        BestOfCutter(cutter: cutter, reward: reward, count: count, seed: seed)
    }

    private static func passages(_ sizes: LeafSizes = sizes) -> [CutPassage] {
        CutPassage.passages(
            of: cutter.reading(of: book, leaves: sizes, snap: .sentence), leaves: sizes, atMost: 5)
    }

    @Test func aWayEarnsTheMeanOfItsCutsHoweverManyTheyAre() throws {
        // The wished number of leaves does not reach, so that ways may have one more, or many.
        let passage = try #require(
            Self.passages(LeafSizes(least: 20, most: 50, about: 50)).first { $0.lattice.count == nil })
        let scores = Self.reward.scores(rows: passage.rows)
        var stream = RandomStream(seed: 4)
        let distribution = Self.cutter.distribution(over: passage)
        let ways = (0..<40).map { _ in distribution.sample(using: &stream) }
        #expect(Set(ways.map(\.count)).count > 1)
        for (way, value) in zip(ways, SplitReturn(Self.reward, of: passage).returns(of: ways)) {
            let cuts = way.dropFirst().dropLast().map { scores[$0 - 1] }
            let mean = cuts.isEmpty ? 0 : cuts.reduce(0, +) / Double(cuts.count)
            #expect(abs(value - mean) < 1e-12)
        }
    }

    @Test func itIsTheBestDrawOfItsStream() throws {
        let passage = try #require(Self.passages().first)
        let text = String(Self.book.text.utf8(in: passage.span))
        var stream = RandomStream(seed: 7).split(label: text)
        let distribution = Self.cutter.distribution(over: passage)
        let ways = (0..<12).map { _ in distribution.sample(using: &stream) }
        let returns = SplitReturn(Self.reward, of: passage).returns(of: ways)
        let greatest = try #require(returns.max())
        #expect(
            Self.best(12).way(through: passage, of: Self.book.text) == ways[returns.firstIndex(of: greatest)!]
        )
        #expect(Self.best(1).way(through: passage, of: Self.book.text) == ways[0])
        #expect(Set(ways).count > 3)
    }

    @Test func itsMeanRewardIsWhatOneSetOfDrawsForetells() throws {
        let passage = try #require(Self.passages().first)
        let returns = SplitReturn(Self.reward, of: passage)
        var stream = RandomStream(seed: 99)
        let distribution = Self.cutter.distribution(over: passage)
        let draws = returns.returns(of: (0..<4_000).map { _ in distribution.sample(using: &stream) })
        let foretold = BestOf.means(of: draws, by: draws, counts: [1, 8])
        let found = Moments(
            (0..<400).map { seed in
                returns.returns(of: [Self.best(8, seed: seed).way(through: passage, of: Self.book.text)])[0]
            })
        let error = (found.variance / 400).squareRoot()
        #expect(abs(found.mean - foretold[1]) < 4.5 * error)
        #expect(foretold[1] > foretold[0] + 10 * error)
        #expect(abs(Self.best(8).kl - (Elementary.log(8) - 7.0 / 8)) < 1e-12)
    }

    @Test func drawsHaveTheExactMeansAndTheExactDivergence() throws {
        let passage = try #require(Self.passages().first)
        let costs = passage.costs(of: .mentions(personMentions(in: Self.book.text)))
        var other = Self.cutter
        other.scorer.network.parameters = other.scorer.network.parameters.map { 2 * $0 }
        var stream = RandomStream(seed: 4)
        let draws = PassageDraws(
            of: passage, by: other, from: Self.cutter, costs: costs,
            returns: SplitReturn(Self.reward, of: passage), samples: 8_000, using: &stream)
        let exact = other.distribution(over: passage).expectation(of: costs).mean
        let gold = Moments(draws.gold)
        #expect(exact > 0.05)
        #expect(abs(gold.mean + exact) < 4.5 * (gold.variance / 8_000).squareRoot())
        #expect(draws.kl == other.distribution(over: passage).kl(to: Self.cutter.distribution(over: passage)))
        #expect(draws.kl > 0)
        let silent = PassageDraws(
            of: passage, by: other, costs: nil, returns: SplitReturn(Self.reward, of: passage), samples: 3,
            using: &stream)
        #expect(silent.gold.isEmpty && silent.proxy.count == 3 && silent.kl == 0)
        let kept = try PassageDraws.decoded(PassageDraws.encoded([draws, silent]), book: "")
        #expect(kept == [draws, silent])
        let bytes = PassageDraws.encoded([silent, silent])
        for length in 0..<bytes.count {
            #expect(throws: BinaryError.self) {
                try PassageDraws.decoded(Array(bytes[..<length]), book: "")
            }
        }
    }

    @Test func leavesPartitionTheBookAndKeepTheLimits() {
        let tree = Self.best(16).decompose(Self.book, leaves: Self.sizes, snap: .sentence, fanIn: 5)
        let leaves = tree.leaves.map { tree.text(of: $0, in: Self.book) }
        #expect(leaves.joined() == Self.book.text)
        #expect(leaves.allSatisfy { (20...90).contains(wordCount($0)) })
        #expect(tree.nodes.allSatisfy { $0.children.count <= 5 })
        #expect(leaves.count == Self.passages().reduce(0) { $0 + ($1.lattice.count ?? 0) })
        let again = Self.best(16).decompose(Self.book, leaves: Self.sizes, snap: .sentence, fanIn: 5)
        #expect(again == tree)
        let other = Self.best(16, seed: 8).decompose(Self.book, leaves: Self.sizes, snap: .sentence, fanIn: 5)
        #expect(other != tree)
    }

    @Test func modelsAreKept() throws {
        var model = Self.best(16)
        model.card = ModelCard(method: "best-of", settings: ["n": "16"])
        let read = try BestOfCutter(decoding: model.encoded())
        #expect(read == model)
        #expect(read.card == model.card)
        #expect(try DecomposerModel(decoding: model.encoded()) == .bestOf(model))
        #expect(try DecomposerModel(decoding: Self.cutter.encoded()) == .cutter(Self.cutter))
        let bytes = model.encoded()
        for length in stride(from: 0, to: bytes.count, by: 61) {
            #expect(throws: BinaryError.self) { try DecomposerModel(decoding: Array(bytes[..<length])) }
        }
        #expect(throws: BinaryError.self) { try CutterModel(decoding: bytes) }
    }
}
