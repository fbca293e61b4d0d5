import Foundation
import Testing

@testable import Learning
@testable import Tensors

/// Numbers of Golden/golden.py (JAX, optax, numpy) and of Golden/golden_torch.py (PyTorch, TRL), to 1e-5.
@Suite("Independent implementations agree")
struct GoldenTests {
    private static let files = ["golden.json", "golden-torch.json"]

    private func golden(_ name: String) throws -> Golden {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/" + name)
        return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
    }

    @Test("the perceptron, forward and backward", arguments: files)
    func perceptron(file: String) throws {
        let g = try golden(file).mlp
        let shape = Perceptron.Shape(inputs: g.inputs, hidden: g.hidden, outputs: g.outputs)
        let network = try #require(Perceptron(shape: shape, parameters: g.parameters.map(Float.init)))
        let rows = g.rows.map(Float.init)
        let forward = network.forward(rows)
        var gradient = [Float](repeating: 0, count: shape.parameterCount)
        network.backward(rows, forward, outputGradient: g.seeds.map(Float.init), into: &gradient)
        #expect(near(forward.outputs.map(Double.init), g.result))
        #expect(near(gradient.map(Double.init), g.gradient))
    }

    @Test("Adam with L2 after clipping", arguments: files)
    func adam(file: String) throws {
        let g = try golden(file).adam
        var parameters = g.start.map(Float.init)
        var adam = Adam(count: parameters.count, settings: .init(epsilon: 1e-5, decay: 0.01))
        for (gradient, after) in zip(g.gradients, g.after) {
            var gradient = gradient.map(Float.init)
            clipGradient(&gradient, to: 1)
            adam.advance(&parameters, gradient: gradient, rate: 0.05)
            #expect(near(parameters.map(Double.init), after))
        }
    }

    @Test("generalised advantages and whitening", arguments: files)
    func advantages(file: String) throws {
        let g = try golden(file).gae
        let (advantages, returns) = generalisedAdvantages(
            rewards: g.rewards, values: g.values, gamma: g.gamma, lambda: g.lam)
        #expect(near(advantages, g.advantages))
        #expect(near(returns, g.returns))
        let whiten = try golden(file).whiten
        #expect(near(whitened(whiten.values), whiten.shifted))
        #expect(near(whitened(whiten.values, shiftMean: false), whiten.kept))
    }

    @Test("the clipped policy loss and its gradient, on both sides of both bounds", arguments: files)
    func policyLoss(file: String) throws {
        for g in try golden(file).policy {
            let result = clippedPolicyLoss(logprob: g.logprob, old: g.old, advantage: g.advantage, clip: 0.2)
            #expect(near([result.loss, result.gradient], [g.loss, g.gradient]))
        }
    }

    @Test("the clipped value loss and its gradient", arguments: files)
    func valueLoss(file: String) throws {
        for g in try golden(file).value {
            let result = clippedValueLoss(value: g.value, old: g.old, target: g.target, clip: 0.2)
            #expect(near([result.loss, result.gradient], [g.loss, g.gradient]))
        }
    }

    @Test("the comparison loss with soft targets and its gradient", arguments: files)
    func comparison(file: String) throws {
        for g in try golden(file).comparison {
            let result = comparisonLoss(difference: g.difference, preference: g.preference)
            #expect(near([result.loss, result.gradient], [g.loss, g.gradient]))
        }
    }

    @Test("the imitation loss and its gradient", arguments: files)
    func imitation(file: String) throws {
        let g = try golden(file).imitation
        var start = 0
        let targets = zip(g.counts, g.right).map { count, places in
            defer { start += count }
            return BehaviourCloning.Target(start: start, count: count, places: places)
        }
        let result = BehaviourCloning.loss(of: g.logits.map(Float.init), targets)
        #expect(near([result.loss], [g.loss]))
        #expect(near(result.gradient.map(Double.init), g.gradient))
    }

    @Test("log-probabilities, entropy and KL at a temperature", arguments: files)
    func softmax(file: String) throws {
        let g = try golden(file).softmax
        let places = Array(g.logits.indices)
        let one = Decision(candidates: places, logits: g.logits.map(Float.init), temperature: g.temperature)
        let two = Decision(candidates: places, logits: g.other.map(Float.init), temperature: g.temperature)
        #expect(near(one.logProbabilities, g.logprobs))
        #expect(near([one.entropy, one.kl(to: two)], [g.entropy, g.kl]))
    }

    private func near(_ values: [Double], _ expected: [Double]) -> Bool {
        values.count == expected.count
            && zip(values, expected).allSatisfy { abs($0 - $1) <= 1e-5 * max(1, abs($1)) }
    }

    struct Golden: Decodable {
        struct Network: Decodable {
            var inputs, hidden, outputs: Int
            var parameters, rows, seeds, result, gradient: [Double]
        }
        struct Steps: Decodable {
            var start: [Double]
            var gradients, after: [[Double]]
        }
        struct Episode: Decodable {
            var rewards, values, advantages, returns: [Double]
            var gamma, lam: Double
        }
        struct Whitening: Decodable {
            var values, shifted, kept: [Double]
        }
        struct PolicyCase: Decodable {
            var logprob, old, advantage, loss, gradient: Double
        }
        struct ValueCase: Decodable {
            var value, old, target, loss, gradient: Double
        }
        struct ComparisonCase: Decodable {
            var difference, preference, loss, gradient: Double
        }
        struct Softmax: Decodable {
            var logits, other, logprobs: [Double]
            var temperature, entropy, kl: Double
        }
        struct Imitation: Decodable {
            var logits, gradient: [Double]
            var counts: [Int]
            var right: [[Int]]
            var loss: Double
        }
        var mlp: Network
        var adam: Steps
        var gae: Episode
        var whiten: Whitening
        var policy: [PolicyCase]
        var value: [ValueCase]
        var comparison: [ComparisonCase]
        var softmax: Softmax
        var imitation: Imitation
    }
}
