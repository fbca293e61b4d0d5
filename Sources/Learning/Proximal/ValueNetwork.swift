import Tensors

/// Guesses what an answer will be worth when it is finished, from the answer so far.
///
/// Its inputs are the reward model's features of the partial answer and four numbers about what is left to do.
/// It begins as the reward model's first member with its scale folded in (the new inputs have weight zero), so
/// that its first guess is the score of stopping now.
struct ValueNetwork: Hashable, Sendable {
    var network: Perceptron

    /// Numbers about the state besides the reward's features: used limit, sentences chosen, nothing chosen yet,
    /// sentences that could still be chosen.
    static let extraInputs = 4

    init(reward: RewardModel) {
        let source = reward.members[0]
        let shape = Perceptron.Shape(
            inputs: source.shape.inputs + Self.extraInputs, hidden: source.shape.hidden)
        let hidden = shape.hidden
        let weights = source.shape.inputs * hidden
        // score = ((raw - shift₀) / divisor₀ - shift) / divisor
        let inner = reward.memberScales[0]
        let divisor = inner.divisor * reward.scale.divisor
        let shift = inner.shift + reward.scale.shift * inner.divisor
        var parameters = Array(source.parameters[0..<weights])
        parameters += [Float](repeating: 0, count: Self.extraInputs * hidden)
        parameters += source.parameters[weights..<weights + hidden]
        parameters += source.parameters[weights + hidden..<weights + 2 * hidden].map {
            Float(Double($0) / divisor)
        }
        parameters.append(Float((Double(source.parameters[weights + 2 * hidden]) - shift) / divisor))
        var unused = RandomStream(seed: 0)
        network =
            Perceptron(shape: shape, parameters: parameters)
            ?? Perceptron(shape: shape, head: 0, using: &unused)
    }

    /// Forward and backward: the mean of the clipped value losses of states, and `weight` times its derivative by the
    /// parameters.
    func loss(of states: [Float], _ known: [(old: Double, target: Double)], clip: Double, weight: Double) -> (
        loss: Double, gradient: [Float]
    ) {
        let activations = network.forward(states)
        var outputGradient: [Float] = []
        let share = 1 / Double(known.count)
        var sum = 0.0
        for (state, output) in zip(known, activations.outputs) {
            let loss = clippedValueLoss(
                value: Double(output), old: state.old, target: state.target, clip: clip)
            sum += share * loss.loss
            outputGradient.append(Float(weight * share * loss.gradient))
        }
        var gradient = [Float](repeating: 0, count: network.parameters.count)
        network.backward(states, activations, outputGradient: outputGradient, into: &gradient)
        return (sum, gradient)
    }

    /// The inputs of one state.
    static func state(_ selection: Selection, in reading: PassageReading) -> [Float] {
        let sentences = reading.passage.sentences
        let limit = Float(max(reading.passage.limit, 1))
        let chosen = selection.choices.sorted().map { sentences[$0] }
        return reading.rewardFeatures(of: chosen) + [
            Float(selection.words) / limit, Float(chosen.count) / 4, chosen.isEmpty ? 1 : 0,
            min(Float(reading.eligible.count - chosen.count) / 30, 2),
        ]
    }
}
