import Tensors

/// Actions of an extractive policy at many states, with the rows of all candidates one after another.
///
/// The forward pass gives the log-probability of each action; the backward pass takes a loss's derivatives by
/// these to its derivative by the network's parameters. Several actions may belong to one state.
struct ActionBatch: Sendable {
    private var rows: [Float] = []
    /// Where a state's candidates begin, and how many there are.
    private var states: [(start: Int, count: Int)] = []
    private var actions: [(state: Int, place: Int)] = []

    /// What the forward pass computed, kept for the backward pass.
    struct Forward: Sendable {
        fileprivate var activations: Perceptron.Activations
        /// The log-probabilities of each state's candidates.
        fileprivate var byState: [[Double]]
        /// The log-probability of each action, in the order in which they were added.
        var logprobs: [Double]
    }

    /// How many actions there are.
    var count: Int { actions.count }

    /// Adds a state by the feature rows of its candidates, and gives its index.
    mutating func addState(rows: [Float]) -> Int {
        let count = rows.count / CandidateFeature.count
        states.append((self.rows.count / CandidateFeature.count, count))
        self.rows += rows
        return states.count - 1
    }

    /// Adds the action that takes the candidate at `place` in a state.
    mutating func addAction(at state: Int, place: Int) { actions.append((state, place)) }

    /// Adds all states and actions of another batch.
    mutating func append(_ other: ActionBatch) {
        let (row, state) = (rows.count / CandidateFeature.count, states.count)
        rows += other.rows
        states += other.states.map { ($0.start + row, $0.count) }
        actions += other.actions.map { ($0.state + state, $0.place) }
    }

    /// How many numbers the rows of its states hold.
    var size: Int { rows.count }

    /// The log-probability of every action under softmax(logits / temperature).
    func forward(_ network: Perceptron, temperature: Double) -> Forward {
        let activations = network.forward(rows)
        let byState = states.map { state in
            logSoftmax(
                activations.outputs[state.start..<state.start + state.count], temperature: temperature)
        }
        return Forward(
            activations: activations, byState: byState,
            logprobs: actions.map { byState[$0.state][$0.place] })
    }

    /// The derivative by the parameters of a loss whose derivative by each action's log-probability is
    /// `slopes`, less `entropy` times the sum of the states' entropies.
    func gradient(
        of network: Perceptron, _ forward: Forward, slopes: [Double], entropy: Double = 0,
        temperature: Double
    ) -> [Float] {
        var outputGradient = [Float](repeating: 0, count: forward.activations.outputs.count)
        for (action, slope) in zip(actions, slopes) where slope != 0 {
            // d log softmax(z / T)_a / d z_j = (1[j = a] - p_j) / T
            let scale = slope / temperature
            let start = states[action.state].start
            for (offset, logprob) in forward.byState[action.state].enumerated() {
                let indicator = offset == action.place ? 1.0 : 0
                outputGradient[start + offset] += Float(scale * (indicator - Elementary.exp(logprob)))
            }
        }
        if entropy != 0 {
            for (state, logprobs) in zip(states, forward.byState) {
                // d H / d z_j = -p_j (log p_j + H) / T
                let whole = Learning.entropy(of: logprobs)
                for (offset, logprob) in logprobs.enumerated() {
                    let slope = Elementary.exp(logprob) * (logprob + whole) / temperature
                    outputGradient[state.start + offset] += Float(entropy * slope)
                }
            }
        }
        var gradient = [Float](repeating: 0, count: network.parameters.count)
        network.backward(rows, forward.activations, outputGradient: outputGradient, into: &gradient)
        return gradient
    }
}
