import Foundation
import Testing

@testable import Learning
@testable import Tensors

/// Numbers of Golden/golden_torch.py (PyTorch, and functions of TRL), to 1e-5.
@Suite("PyTorch and TRL agree")
struct TorchGoldenTests {
    let golden: Golden

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "Golden/golden-torch.json")
        golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
    }

    @Test("the loss of DPO with label smoothing, with TRL's dpo_loss")
    func directPreference() {
        for g in golden.dpo {
            let one = directPreferenceLoss(
                difference: g.difference, preference: g.preference, beta: g.beta)
            #expect(near([one.loss, one.gradient], [g.loss, g.gradient]))
        }
    }

    @Test("the loss of IPO, with TRL's dpo_loss")
    func identityPreference() {
        for g in golden.ipo {
            let one = identityPreferenceLoss(
                difference: g.difference, preference: g.preference, beta: g.beta)
            #expect(near([one.loss, one.gradient], [g.loss, g.gradient]))
        }
    }

    @Test("the losses of KTO and its reference point, with TRL's kto_loss")
    func prospect() {
        for g in golden.kto {
            let point = max(0, Moments(g.draws).mean)
            #expect(near([point], [g.reference]))
            let all = g.good.map { ($0, true, g.weights[0]) } + g.bad.map { ($0, false, g.weights[1]) }
            let losses = all.map { ratio, desirable, weight in
                let one = prospectLoss(
                    logRatio: ratio, reference: point, desirable: desirable, beta: g.beta)
                return (weight * one.loss, weight * one.gradient)
            }
            #expect(near(losses.map(\.0), g.losses))
            #expect(near(losses.map(\.1), g.gradients))
        }
    }

    @Test("leave-one-out advantages, with TRL's RLOOTrainer")
    func leaveOneOut() {
        for (rewards, advantages) in zip(golden.rloo.groups, golden.rloo.advantages) {
            #expect(near(leaveOneOutAdvantages(rewards), advantages))
        }
    }

    @Test("two steps of PPO's policy with an entropy bonus: whitening, clipping, the norm and Adam")
    func proximalSteps() throws {
        let g = golden.step
        #expect(near(whitened(g.raw), g.white))
        let surrogates = zip(g.visits, g.white).map { PolicyUpdate.Surrogate(visits: [$0], advantage: $1) }
        try expectSteps(surrogates, entropy: g.entropy, g.ppo)
    }

    @Test("two steps of RLOO's policy: the ratio of a whole answer, with TRL's lines")
    func sequenceSteps() throws {
        let g = golden.step
        var rest = g.visits[...]
        let surrogates = zip(g.lengths, g.sequenceAdvantages).map { length, advantage in
            defer { rest = rest.dropFirst(length) }
            return PolicyUpdate.Surrogate(visits: Array(rest.prefix(length)), advantage: advantage)
        }
        try expectSteps(surrogates, entropy: 0, g.rloo)
    }

    @Test("the three estimators of KL, the exact KL and the entropy")
    func divergence() {
        let g = golden.kl
        var divergence = Divergence()
        var entropy = 0.0
        for (index, place) in g.places.enumerated() {
            let places = Array(g.logits[index].indices)
            let one = Decision(
                candidates: places, logits: g.logits[index].map(Float.init), temperature: 1)
            let two = Decision(candidates: places, logits: g.other[index].map(Float.init), temperature: 1)
            divergence.add(
                logRatio: one.logProbabilities[Int(place)] - two.logProbabilities[Int(place)],
                exact: one.kl(to: two))
            entropy += one.entropy
        }
        #expect(
            near(
                [divergence.k1, divergence.k2, divergence.k3, divergence.exact, entropy],
                [g.k1, g.k2, g.k3, g.exact, g.entropy]))
    }

    @Test("the price of KL, with TRL's AdaptiveKLController")
    func control() {
        let g = golden.control
        var control = KLControl(price: g.start, target: g.target, horizon: g.horizon)
        for (measured, price) in zip(g.measured, g.prices) {
            control.adapt(to: measured, episodes: g.episodes)
            #expect(near([control.price], [price]))
        }
    }

    @Test("the probability of a set of sentences, with all its orders written out")
    func orders() {
        for g in golden.orders {
            let one = AnswerLikelihood.sum(overSetsOf: g.count, endsByStop: g.stops, g.logprobs)
            #expect(near([one.value], [g.value]))
            #expect(near(one.slopes, g.slopes))
        }
    }

    private func expectSteps(
        _ surrogates: [PolicyUpdate.Surrogate], entropy: Double, _ expected: Golden.Steps
    ) throws {
        let g = golden.step
        let shape = Perceptron.Shape(inputs: g.inputs, hidden: g.hidden)
        let network = try #require(Perceptron(shape: shape, parameters: g.parameters.map(Float.init)))
        let policy = try #require(ExtractivePolicy(statistics: Samples.statistics, network: network))
        var update = PolicyUpdate(
            policy, temperature: g.temperature, clip: 0.2, gradientClip: g.norm, entropy: entropy)
        for (after, loss) in zip(expected.after, expected.losses) {
            var sums = PolicyUpdate.Sums()
            update.step(surrogates, rate: g.rate, &sums)
            #expect(near(update.policy.network.parameters.map(Double.init), after))
            // The entropy is no part of the logged loss.
            if entropy == 0 { #expect(near([sums.loss], [loss])) }
        }
    }

    private func near(_ values: [Double], _ expected: [Double]) -> Bool {
        values.count == expected.count
            && zip(values, expected).allSatisfy { abs($0 - $1) <= 1e-5 * max(1, abs($1)) }
    }

    struct Golden: Decodable {
        struct Preference: Decodable {
            var difference, preference, beta, loss, gradient: Double
        }
        struct Prospect: Decodable {
            var beta, reference: Double
            var weights, good, bad, draws, losses, gradients: [Double]
        }
        struct Groups: Decodable {
            var groups, advantages: [[Double]]
        }
        struct Steps: Decodable {
            var after: [[Double]]
            var losses: [Double]
        }
        struct Step: Decodable {
            var inputs, hidden: Int
            var temperature, entropy, rate, norm: Double
            var parameters, old, raw, white, sequenceAdvantages: [Double]
            var rows: [[Double]]
            var places, lengths: [Int]
            var ppo, rloo: Steps

            var visits: [Episode.Visit] {
                zip(zip(rows, places), old).map { state, old in
                    Episode.Visit(
                        rows: state.0.map(Float.init), place: state.1, logprob: old, anchorLogprob: 0)
                }
            }
        }
        struct Divergences: Decodable {
            var logits, other: [[Double]]
            var places: [Double]
            var k1, k2, k3, exact, entropy: Double
        }
        struct Control: Decodable {
            var start, target, horizon: Double
            var episodes: Int
            var measured, prices: [Double]
        }
        struct Orders: Decodable {
            var count: Int
            var stops: Bool
            var logprobs, slopes: [Double]
            var value: Double
        }
        var dpo, ipo: [Preference]
        var kto: [Prospect]
        var rloo: Groups
        var step: Step
        var kl: Divergences
        var control: Control
        var orders: [Orders]
    }
}
