import Learning
import Testing

@Suite struct AgreementTests {
    @Test func accuracyCountsSignsAndLeavesTiesOut() {
        let agreement = Agreement(margins: [1, -1, 2, 0, 3], preferences: [0.9, 0.9, 0.6, 0.2, 0.5])
        #expect(agreement.agreed == 2.5)
        #expect(agreement.counted == 4)
        #expect(agreement.ties == 1)
        #expect(agreement.accuracy == 0.625)
    }

    @Test func withoutAPreferenceThereIsNoAccuracy() {
        #expect(Agreement(margins: [1], preferences: [0.5]).accuracy == nil)
        #expect(Agreement(margins: [], preferences: []).accuracy == nil)
    }

    @Test func aRewardIsComparedByPassageAndText() {
        let comparison = Comparison(
            Judgement(question: FeedbackSamples.pair, person: "ana", sides: [1, 2], answer: .init(points: 2)))
        let longer = Agreement([comparison]) { text, _ in Double(text.count) }
        #expect(longer.accuracy == 0)
    }

    @Test func probabilitiesThatMeanWhatTheySayHaveNoError() {
        let sure = [(0.25, 0.0), (0.25, 0), (0.25, 0), (0.25, 1)]
        #expect(Reliability(sure.map { (probability: $0.0, outcome: $0.1) }).expectedCalibrationError == 0)
    }

    @Test func theErrorWeighsEachBinByItsShare() throws {
        let table = Reliability([(0.95, 0), (0.9, 1), (0.125, 0), (1, 1)])
        #expect(table.bins.count == 10)
        #expect(table.bins[9].count == 3)
        #expect(table.bins[1].probability == 0.125)
        let error = try #require(table.expectedCalibrationError)
        #expect(abs(error - (0.75 * abs(2.85 / 3 - 2.0 / 3) + 0.25 * 0.125)) < 1e-12)
        let brier = try #require(table.brier)
        #expect(abs(brier - (0.9025 + 0.01 + 0.015625) / 4) < 1e-12)
    }

    @Test func withoutPredictionsThereIsNoError() {
        let empty = Reliability([])
        #expect(empty.expectedCalibrationError == nil)
        #expect(empty.brier == nil)
        #expect(empty.bins.allSatisfy { $0.count == 0 })
    }

    @Test func whatIsNoProbabilityCountsAtTheNearestEnd() {
        let table = Reliability([(7, 1), (-3, 0), (.nan, 0), (.infinity, 1)], bins: 4)
        #expect(table.bins.map(\.count) == [2, 0, 0, 2])
    }
}
