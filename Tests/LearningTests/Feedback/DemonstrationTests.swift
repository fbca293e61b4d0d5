import Learning
import Testing

@Suite struct DemonstrationTests {
    private let value = Demonstration(
        Judgement(
            question: FeedbackSamples.essay, person: "ana", sides: [], answer: .init(text: "Emma rose.")))

    private func evidence(_ logProbabilities: [Double], own: Double = 0) throws -> Evidence {
        let samples = logProbabilities.map { Proposals.Sample(text: "He came in.", logProbability: $0) }
        return try #require(value.evidence(Proposals(samples: samples, own: own)))
    }

    @Test func withoutSamplesNothingIsLearnt() {
        #expect(value.evidence(.none) == nil)
        #expect(value.proposals == 16)
    }

    @Test func itIsTheFirstOfTheAnswersThatCouldHaveBeenWritten() throws {
        #expect(try evidence([-1, -1]).texts == ["Emma rose.", "He came in.", "He came in."])
    }

    @Test func amongEqualRewardsTheLossIsTheLogOfTheirNumber() throws {
        let loss = try evidence([0, 0, 0]).likelihood.loss(
            rewards: [1, 1, 1, 1], rationality: 1, parameters: [])
        #expect(abs(loss.value - 1.386294361119891) < 1e-12)
        #expect(loss.gradient == [-0.75, 0.25, 0.25, 0.25])
    }

    @Test func aSampleThatWasImprobableStandsForMany() throws {
        let rare = try evidence([-4, -4]).likelihood.loss(rewards: [0, 0, 0], rationality: 1, parameters: [])
        let usual = try evidence([0, 0]).likelihood.loss(rewards: [0, 0, 0], rationality: 1, parameters: [])
        #expect(rare.value > usual.value)
    }
}
