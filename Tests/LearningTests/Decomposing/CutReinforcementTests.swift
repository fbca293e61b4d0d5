import Tensors
import Testing
import Text

@testable import Learning

/// Cutters that practise: the estimated gradient held against all ways written out, and what ways earn by answers.
@Suite struct CutReinforcementTests {
    /// A return that is no sum over cuts.
    private struct Arbitrary: CutReturn {
        func returns(of ways: [[Int]]) -> [Double] {
            ways.map { way in Double(way.reduce(7) { ($0 * 31 + $1) % 101 }) / 101 }
        }
    }

    private static let book: Book = {
        let names = ["Anna", "Henry", "Clara"]
        let text = (0..<9).map { index in
            "\(names[index % 3]) came down the long road to the harbour at noon. Nobody was there to meet the boats. "
                + "Then it began to rain."
        }.joined(separator: " ")
        return Book(name: "tale", text: text, sections: [], sceneBreaks: [], origins: OriginMap())
    }()

    private static let reading = CutReading(
        of: book, places: CutPlaces(of: Boundaries(of: book), snap: .sentence, spacing: 10))

    private static func passage() throws -> CutPassage {
        let passages = CutPassage.passages(
            of: reading, leaves: LeafSizes(least: 20, most: 90, about: 50), atMost: 9)
        #expect(passages.count == 1)
        return try #require(passages.first)
    }

    /// Every way to cut.
    private static func ways(_ lattice: PartitionLattice) -> [[Int]] {
        func go(_ path: [Int]) -> [[Int]] {
            guard let place = path.last, place < lattice.placeCount - 1 else { return [path] }
            return lattice.reach[place].flatMap { go(path + [$0]) }
        }
        return go([0]).filter { way in lattice.count.map { way.count == $0 + 1 } ?? true }
    }

    private static func mean(_ returns: some CutReturn, under cutter: PartitionDistribution) -> Double {
        let ways = ways(cutter.lattice)
        return zip(ways, returns.returns(of: ways)).reduce(0) {
            $0 + Elementary.exp(cutter.logProbability($1.0)) * $1.1
        }
    }

    @Test func theEstimatedGradientIsTheExactOneInTheMean() throws {
        let lattice = try #require(
            PartitionLattice(inner: [4, 9, 13, 20, 26, 31, 37], total: 44, least: 6, most: 20, count: 4))
        var stream = RandomStream(seed: 3)
        let scores = (1..<lattice.placeCount - 1).map { _ in stream.normal() }
        let cutter = PartitionDistribution(lattice, scores: scores)
        // d E[r] / d score, by differences over all ways.
        let exact = scores.indices.map { place in
            let means = [1e-5, -1e-5].map { shift in
                var moved = scores
                moved[place] += shift
                return Self.mean(Arbitrary(), under: PartitionDistribution(lattice, scores: moved))
            }
            return (means[0] - means[1]) / 2e-5
        }
        let times = 20_000
        var sums = [Double](repeating: 0, count: scores.count)
        var squares = sums
        for _ in 0..<times {
            let drawn = (0..<4).map { _ in cutter.sample(using: &stream) }
            let slope = CutReinforcement.slope(
                of: cutter, along: drawn, Arbitrary().returns(of: drawn))
            for (place, value) in slope.enumerated() {
                sums[place] += value
                squares[place] += value * value
            }
        }
        #expect(exact.contains { abs($0) > 0.02 })
        for place in scores.indices {
            let mean = sums[place] / Double(times)
            let error = ((squares[place] / Double(times) - mean * mean) / Double(times)).squareRoot()
            // One that no way or every way cuts has no derivative.
            #expect(abs(mean - exact[place]) <= 4.5 * error + 1e-9, "place \(place)")
        }
    }

    private static func start() -> CutterModel {
        var stream = RandomStream(seed: 1)
        return CutterModel(scorer: CutScorer(rows: reading.rows, hidden: 8, using: &stream))
    }

    private static func training(_ returns: some CutReturn, kl: Double = 0, steps: Int = 60) throws
        -> CutReinforcement
    {
        var settings = CutReinforcement.Settings()
        (settings.steps, settings.samples, settings.rate, settings.kl) = (steps, 8, 0.02, kl)
        let passage = try passage()
        return CutReinforcement(
            settings: settings, start: start(),
            examples: [
                .init(
                    passage, costs: [Double](repeating: 0, count: passage.lattice.edgeCount), returns: returns
                )
            ],
            seed: RandomStream(seed: 5))
    }

    private static func cutter(_ model: CutterModel) throws -> PartitionDistribution {
        let passage = try passage()
        let scores = zip(model.scorer.scores(rows: passage.rows), passage.reluctance).map { $0 - $1 }
        return PartitionDistribution(passage.lattice, scores: scores)
    }

    /// Lead answers the leaves and the node above; a reward of named sentences judges.
    private static func answers(
        by policies: ByHeight<PolicyModel> = ByHeight(shared: PolicyModel(.lead(LeadPolicy()))),
        judgedBy rewards: ByHeight<RewardModel> = ByHeight(shared: Samples.reward)
    ) throws -> AnswerReturn {
        AnswerReturn(
            of: try passage(), in: book,
            recomposition: Recomposition(
                policies: policies,
                limits: AnswerLimits(leaf: 16, inner: 24, root: 30, showsEarlier: false, words: 400),
                fanIn: 9,
                draws: RandomStream(seed: 1)),
            rewards: rewards)
    }

    @Test func practiceRaisesTheExactExpectedReturn() throws {
        for returns in [Arbitrary(), try Self.answers()] as [any CutReturn] {
            func mean(_ model: CutterModel) throws -> Double {
                Self.mean(returns, under: try Self.cutter(model))
            }
            var training = try Self.training(returns)
            let before = try mean(training.model)
            training.run(to: 60)
            let after = try mean(training.model)
            #expect(after > before + 0.1, "\(before) \(after)")
        }
    }

    @Test func theReturnOfAWayIsTheRewardOfTheAnswerAtTheTopAgainstTheWholePassage() throws {
        let passage = try Self.passage()
        let way = try Self.cutter(Self.start()).lattice.cheapest(passage.uneven)
        let lead = LeadPolicy()
        func answer(_ text: String, limit: Int) -> String {
            var stream = RandomStream(seed: 0)
            return lead.answer(Passage(text: text, limit: limit), using: &stream).text
        }
        let leaves = passage.spans(way).map { answer(String(Self.book.text.utf8(in: $0)), limit: 16) }
        // The passage is all of its book, so that its top is a root.
        let top = answer(leaves.joined(separator: "\n\n"), limit: 30)
        let expected = Samples.reward.score(
            top, for: Passage(text: Self.book.text, limit: 30, height: 1))
        #expect(leaves.count > 2)
        #expect(try Self.answers().returns(of: [way, way]) == [expected, expected])
        // Two ways that give different answers.
        let ways = Self.ways(passage.lattice)
        #expect(Set(try Self.answers().returns(of: ways)).count > 3)
    }

    @Test func policiesAndRewardsOfHeightsAnswerAndJudgeTheirs() throws {
        let passage = try Self.passage()
        let way = try Self.cutter(Self.start()).lattice.cheapest(passage.uneven)
        let (lead, above) = (LeadPolicy(), Samples.policy(seed: 9))
        var stream = RandomStream(seed: 0)
        let leaves = passage.spans(way).map {
            lead.answer(
                Passage(text: String(Self.book.text.utf8(in: $0)), limit: 16), using: &stream
            ).text
        }
        let top = above.answer(
            Passage(text: leaves.joined(separator: "\n\n"), limit: 30, height: 1), temperature: 0,
            using: &stream
        ).text
        var half = Samples.reward
        half.scale.divisor *= 2
        let whole = Passage(text: Self.book.text, limit: 30, height: 1)
        for (rewards, judge) in [
            (ByHeight(shared: Samples.reward, heights: [1: half]), half),
            (ByHeight(shared: Samples.reward, heights: [0: half]), Samples.reward),
        ] {
            let returns = try Self.answers(
                by: ByHeight(
                    shared: PolicyModel(.lead(lead)), heights: [1: PolicyModel(.extractive(above))]),
                judgedBy: rewards)
            #expect(returns.returns(of: [way]) == [judge.score(top, for: whole)])
        }
        #expect(half.score(top, for: whole) != Samples.reward.score(top, for: whole))
    }

    @Test func aPassageWithinABookEndsInAnInnerNode() {
        func top(isWhole: Bool) -> String {
            Recomposition(
                policies: ByHeight(shared: PolicyModel(.lead(LeadPolicy()))),
                limits: AnswerLimits(leaf: 20, inner: 12, root: 40, showsEarlier: true, words: 400), fanIn: 4,
                draws: RandomStream(seed: 1)
            ).answer(
                to: Self.book.text,
                cutInto: [Span(start: 0, end: 300), Span(start: 300, end: Self.book.text.utf8.count)],
                isWhole: isWhole
            ).text
        }
        #expect((1...12).contains(wordCount(top(isWhole: false))))
        #expect((13...40).contains(wordCount(top(isWhole: true))))
    }

    @Test func aPriceHoldsTheCutterNear() throws {
        var free = try Self.training(Arbitrary())
        var held = try Self.training(Arbitrary(), kl: 1)
        free.run(to: 60)
        held.run(to: 60)
        let (far, near) = (free.model.card.metrics, held.model.card.metrics)
        #expect(near["kl/exact", default: 9] < 0.3 * far["kl/exact", default: 0])
    }

    @Test func itGoesOnFromACheckpointToTheSameWeights() throws {
        var whole = try Self.training(Self.answers(), steps: 6)
        var first = try Self.training(Self.answers(), steps: 6)
        first.run(to: 3)
        var second = try Self.training(Self.answers(), steps: 6)
        try second.restore(first.checkpoint)
        whole.run(to: 6)
        second.run(to: 6)
        #expect(whole.model == second.model)
    }

    @Test func passagesHaveNoMoreLeavesThanANodeHasChildren() {
        let passages = CutPassage.passages(
            of: Self.reading, leaves: LeafSizes(least: 10, most: 40, about: 20), atMost: 3)
        #expect(passages.count == 4)
        #expect(passages.allSatisfy { ($0.lattice.count ?? 9) <= 3 })
    }
}
