import Learning
import Testing

@Suite struct DemonstrationTests {
    private let value = Demonstration(
        Judgement(
            question: FeedbackSamples.essay, person: "ana", sides: [], answer: .init(text: "Emma rose.")))

    @Test func withoutSamplesNothingIsLearnt() {
        #expect(value.loss(rewards: [0.7]) == ChoiceLoss(value: 0, gradient: [0]))
    }

    @Test func amongEqualRewardsTheLossIsTheLogOfTheirNumber() {
        let loss = value.loss(rewards: [1, 1, 1, 1])
        #expect(abs(loss.value - 1.386294361119891) < 1e-12)
        #expect(loss.gradient == [-0.75, 0.25, 0.25, 0.25])
    }

    @Test func theGradientIsThatOfTheLoss() {
        let logs = [-2.0, -1, -3]
        let step = 1e-6
        let loss = value.loss(rewards: [0.1, 0.5, -0.4], logProposals: logs, rationality: 2)
        for index in 0..<3 {
            var up = [0.1, 0.5, -0.4]
            var down = up
            up[index] += step
            down[index] -= step
            let slope =
                (value.loss(rewards: up, logProposals: logs, rationality: 2).value
                    - value.loss(rewards: down, logProposals: logs, rationality: 2).value) / (2 * step)
            #expect(abs(slope - loss.gradient[index]) < 1e-6)
        }
    }
}
