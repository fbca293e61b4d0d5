import Tensors
import Testing

@testable import Learning

/// One reward learns from judgements of all kinds about the passages of `Samples`.
@Suite struct MixedRewardTests {
    private static let beta = ["comparison": 1.0, "rating": 2.0, "ranking": 0.5]

    /// Judgements by a known reward: the sentences of an answer that name somebody.
    private static func judgements(_ count: Int, _ kinds: [String]) -> [JudgedAnswers] {
        var stream = RandomStream(seed: 17)
        let policy = Samples.policy()
        return (0..<count).flatMap { index in
            kinds.map { kind in
                let passage = Samples.passages[index % Samples.passages.count]
                let size = ["rating": 1, "ranking": 3][kind] ?? 2
                let texts = (0..<size).map { _ in policy.answer(passage, temperature: 1, using: &stream).text
                }
                let rewards = texts.map { Samples.gold($0, passage) * (beta[kind] ?? 1) }
                let likelihood: any Likelihood
                if kind == "rating" {
                    let uniform = stream.uniform()
                    let cuts = [1.0, 3, 5]
                    let level = 1 + cuts.count { Elementary.sigmoid($0 - rewards[0]) < uniform }
                    likelihood = OrdinalLevel(level, of: 4)
                } else {
                    var left = Array(0..<size)
                    var choices: [RationalChoices.Choice] = []
                    while left.count > 1 {
                        let place = stream.choose(weights: left.map { Elementary.exp(rewards[$0]) })
                        choices.append(.init(left.map { .init($0) }, chosen: place))
                        left.remove(at: place)
                    }
                    likelihood = RationalChoices(choices)
                }
                return JudgedAnswers(
                    passage: passage, kind: kind, evidence: Evidence(texts: texts, likelihood: likelihood))
            }
        }
    }

    private static func training(
        _ kinds: [String], count: Int = 180, _ change: (inout RewardTraining.Settings) -> Void = { _ in }
    )
        -> RewardTraining
    {
        var settings = RewardTraining.Settings()
        settings.members = 1
        settings.heldOut = 0.25
        change(&settings)
        return RewardTraining(
            settings: settings, statistics: Samples.statistics, judgements: judgements(count, kinds),
            seed: RandomStream(seed: 4))
    }

    /// The share of pairs of answers that the reward orders as the known one does.
    private static func agreement(_ model: RewardModel) -> Double {
        var stream = RandomStream(seed: 99)
        let policy = Samples.policy(seed: 3)
        var (right, all) = (0.0, 0.0)
        for passage in Samples.passages {
            for _ in 0..<10 {
                let texts = (0..<2).map { _ in policy.answer(passage, temperature: 1, using: &stream).text }
                let difference = Samples.gold(texts[0], passage) - Samples.gold(texts[1], passage)
                guard difference != 0 else { continue }
                all += 1
                let mine = model.score(texts[0], for: passage) - model.score(texts[1], for: passage)
                if (mine > 0) == (difference > 0) { right += 1 }
            }
        }
        return right / all
    }

    @Test(arguments: [["rating"], ["ranking"], ["comparison", "rating", "ranking"]])
    func aRewardIsLearnedFromAnyKindAlone(kinds: [String]) {
        var training = Self.training(kinds)
        while !training.isFinished { _ = training.advance() }
        #expect(Self.agreement(training.model) > 0.8)
    }

    @Test func rationalitiesAndCutPointsAreFittedAndKept() throws {
        var training = Self.training(["comparison", "rating", "ranking"])
        while !training.isFinished { _ = training.advance() }
        let model = training.model
        #expect(
            model.card.counts == [
                "comparisons": 180, "ratings": 180, "rankings": 180, "heldout": training.heldOut.count,
            ])
        #expect(model.card.metrics["rationality/comparison"] == 1)
        let rating = try #require(model.calibration.relative["rating"])
        let ranking = try #require(model.calibration.relative["ranking"])
        #expect((1.2...3.2).contains(rating), "\(rating)")
        #expect((0.3...0.8).contains(ranking), "\(ranking)")
        let points = CutPoints(parameters: try #require(model.calibration.parameters["cut-points/4"])).points
        #expect(points == points.sorted())
        #expect(model.card.metrics["cut-points/4/2"] == points[1])
        let decoded = try RewardModel(decoding: model.encoded())
        #expect(decoded == model)
    }

    @Test func aFixedRationalityStaysAndIsOnTheCard() {
        var training = Self.training(["comparison", "rating"], count: 40) { $0.rationality = 0.25 }
        while !training.isFinished { _ = training.advance() }
        #expect(training.model.calibration.relative == ["rating": 0.25])
        #expect(training.model.card.settings["rationality"] == "0.25")
    }

    @Test(arguments: [0, 3, 13]) func aTrainingOfSeveralKindsGoesOnFromAnyStep(step: Int) throws {
        var whole = Self.training(["comparison", "rating", "ranking"], count: 30)
        var stopped = whole
        stopped.run(to: step)
        var resumed = Self.training(["comparison", "rating", "ranking"], count: 30)
        try resumed.restore(stopped.checkpoint)
        while !whole.isFinished { _ = whole.advance() }
        while !resumed.isFinished { _ = resumed.advance() }
        #expect(whole.model.encoded() == resumed.model.encoded())
        #expect(whole.checkpoint == resumed.checkpoint)
    }

    @Test func aTrainingOnComparisonsAloneHasNothingMore() {
        let model = Samples.reward
        #expect(!model.calibration.isMixed)
        #expect(model.card.metrics.keys.allSatisfy { !$0.hasPrefix("rationality") })
    }
}
