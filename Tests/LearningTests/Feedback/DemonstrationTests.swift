import Learning
import Testing

@Suite struct DemonstrationTests {
    private let value = Demonstration(
        Judgement(
            question: FeedbackSamples.essay, person: "ana", sides: [], answer: .init(text: "Emma rose.")))

    private func evidence(samples: Int) throws -> Evidence {
        try #require(
            value.evidence(Proposals(samples: [String](repeating: "He came in.", count: samples))))
    }

    @Test func withoutSamplesNothingIsLearnt() {
        #expect(value.evidence(.none) == nil)
        #expect(value.proposals == 16)
    }

    @Test func itIsTheFirstOfTheAnswersThatCouldHaveBeenWritten() throws {
        #expect(try evidence(samples: 2).texts == ["Emma rose.", "He came in.", "He came in."])
    }

    @Test func amongEqualRewardsTheLossIsTheLogOfTheirNumber() throws {
        let loss = try evidence(samples: 3).likelihood.loss(
            rewards: [1, 1, 1, 1], rationality: 1, parameters: [])
        #expect(abs(loss.value - 1.386294361119891) < 1e-12)
        #expect(loss.gradient == [-0.75, 0.25, 0.25, 0.25])
    }
}
