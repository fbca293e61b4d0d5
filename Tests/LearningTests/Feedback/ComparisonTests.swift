import Learning
import Testing

@Suite struct ComparisonTests {
    private func comparison(_ answer: Comparison.Answer, sides: [Int] = [1, 2]) -> Comparison {
        Comparison(Judgement(question: FeedbackSamples.pair, person: "ana", sides: sides, answer: answer))
    }

    @Test func theNinePointsStandForTheseProbabilities() {
        let rounded = (1...9).map { (PreferenceScale.nine.preference(at: $0) * 1000).rounded() / 1000 }
        #expect(rounded == [0.95, 0.901, 0.813, 0.676, 0.5, 0.324, 0.187, 0.099, 0.05])
    }

    @Test func aTieIsExactlyOneHalfAndEightPointsHaveNone() throws {
        #expect(PreferenceScale.nine.preference(at: 5) == 0.5)
        let eight = try #require(PreferenceScale(points: 8))
        #expect((1...8).allSatisfy { eight.preference(at: $0) != 0.5 })
        #expect(PreferenceScale(points: 1) == nil)
        #expect(PreferenceScale(points: 10) == nil)
    }

    @Test func pointsCountForTheSideOnWhichACandidateLay() {
        #expect(comparison(.init(points: 1)).preference == PreferenceScale.nine.preference(at: 1))
        #expect(
            comparison(.init(points: 1), sides: [2, 1]).preference == PreferenceScale.nine.preference(at: 9))
        #expect(comparison(.init(points: 5), sides: [2, 1]).isTie)
    }

    @Test func aWinnerAloneCountsAsAnEndOfTheScale() {
        #expect(comparison(.init(winner: 1)).preference == PreferenceScale.nine.preference(at: 1))
        #expect(comparison(.init(winner: 2)).preference == PreferenceScale.nine.preference(at: 9))
        #expect(
            comparison(.init(winner: 2), sides: [2, 1]).preference == PreferenceScale.nine.preference(at: 1))
    }

    @Test func equalRewardsLoseLogTwoAtATie() {
        let loss = comparison(.init(points: 5)).loss(rewards: [0.3, 0.3])
        #expect(abs(loss.value - 0.693147180559945) < 1e-12)
        #expect(loss.gradient == [0, 0])
    }

    @Test(arguments: [1, 3, 5, 8]) func theGradientIsThatOfTheLoss(points: Int) {
        let value = comparison(.init(points: points))
        let step = 1e-6
        let loss = value.loss(rewards: [0.4, -0.2], rationality: 1.5)
        let up = value.loss(rewards: [0.4 + step, -0.2], rationality: 1.5).value
        let down = value.loss(rewards: [0.4 - step, -0.2], rationality: 1.5).value
        #expect(abs((up - down) / (2 * step) - loss.gradient[0]) < 1e-6)
        #expect(loss.gradient[1] == -loss.gradient[0])
    }
}
