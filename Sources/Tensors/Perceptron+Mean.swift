extension Perceptron {
    /// One network whose outputs are the means of others': their hidden layers side by side (Hansen and Salamon 1990 on why
    /// several are better than one).
    ///
    /// `nil` where there are none, or where inputs or outputs differ in number.
    package init?(meanOf networks: [Perceptron]) {
        guard let first = networks.first,
            networks.allSatisfy({
                $0.shape.inputs == first.shape.inputs && $0.shape.outputs == first.shape.outputs
            })
        else { return nil }
        if networks.count == 1 {
            self = first
            return
        }
        let shape = Shape(
            inputs: first.shape.inputs, hidden: networks.reduce(0) { $0 + $1.shape.hidden },
            outputs: first.shape.outputs)
        let share = 1 / Float(networks.count)
        // [D, H], [H], [O, H], [O]: rows of hidden units of all networks one after another.
        var parameters: [Float] = []
        parameters.reserveCapacity(shape.parameterCount)
        for input in 0..<shape.inputs {
            for network in networks {
                let width = network.shape.hidden
                parameters += network.parameters[(input * width)..<((input + 1) * width)]
            }
        }
        for network in networks {
            parameters += network.parameters[network.shape.firstBias..<network.shape.secondWeights]
        }
        for output in 0..<shape.outputs {
            for network in networks {
                let width = network.shape.hidden
                let start = network.shape.secondWeights + output * width
                parameters += network.parameters[start..<(start + width)].map { $0 * share }
            }
        }
        for output in 0..<shape.outputs {
            parameters.append(
                networks.reduce(0) { $0 + $1.parameters[$1.shape.secondBias + output] } * share)
        }
        self.init(shape: shape, parameters: parameters)
    }
}
