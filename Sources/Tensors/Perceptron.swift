import CKernels

/// A network of one hidden layer: y = W₂ tanh(W₁ x + b₁) + b₂, with all its parameters in one flat array.
///
/// Dimensions, everywhere in this module: B rows in a batch, D inputs, H hidden units, O outputs. Batches are
/// row-major. The parameters lie as W₁ [D, H], b₁ [H], W₂ [O, H], b₂ [O].
package struct Perceptron: Hashable, Sendable {
    /// The numbers of inputs, hidden units and outputs.
    package struct Shape: Hashable, Codable, Sendable {
        /// D, the numbers that go in for each row.
        package var inputs: Int
        /// H, the width of the hidden layer.
        package var hidden: Int
        /// O, the numbers that come out for each row.
        package var outputs: Int

        /// A shape of at least one input, hidden unit and output.
        package init(inputs: Int, hidden: Int, outputs: Int = 1) {
            self.inputs = inputs
            self.hidden = hidden
            self.outputs = outputs
        }

        /// How many parameters a network of this shape has.
        package var parameterCount: Int { inputs * hidden + hidden + outputs * hidden + outputs }

        var firstBias: Int { inputs * hidden }
        var secondWeights: Int { firstBias + hidden }
        var secondBias: Int { secondWeights + outputs * hidden }
    }

    /// What `forward` computed, kept for `backward`.
    package struct Activations: Sendable {
        /// tanh(W₁ x + b₁), [B, H].
        package var hidden: [Float]
        /// The network's outputs, [B, O].
        package var outputs: [Float]
    }

    /// The network's dimensions.
    package let shape: Shape
    /// Every weight and bias, in the order of the type's description.
    package var parameters: [Float]

    /// A network whose first layer is drawn from N(0, `body`²/D) and whose last layer from N(0, `head`²/H);
    /// biases are zero. A small `head` makes the first outputs nearly equal, a zero one makes them exactly zero.
    /// A small `body` as well keeps the network flat along inputs that the training data never vary.
    package init(shape: Shape, body: Double = 1, head: Double, using stream: inout RandomStream) {
        self.shape = shape
        parameters = [Float](repeating: 0, count: shape.parameterCount)
        let first = body * (1 / Double(shape.inputs)).squareRoot()
        for index in 0..<shape.firstBias { parameters[index] = Float(stream.normal() * first) }
        let last = head * (1 / Double(shape.hidden)).squareRoot()
        for index in shape.secondWeights..<shape.secondBias {
            parameters[index] = Float(stream.normal() * last)
        }
    }

    /// A network with given parameters; nil when their number does not fit the shape.
    package init?(shape: Shape, parameters: [Float]) {
        guard shape.inputs > 0, shape.hidden > 0, shape.outputs > 0,
            parameters.count == shape.parameterCount
        else { return nil }
        self.shape = shape
        self.parameters = parameters
    }

    /// The outputs [B, O] of the rows [B, D], with what `backward` needs.
    package func forward(_ rows: [Float]) -> Activations {
        let batch = rows.count / shape.inputs
        precondition(rows.count == batch * shape.inputs, "rows must be a multiple of the inputs")
        var hidden = [Float](repeating: 0, count: batch * shape.hidden)
        var outputs = [Float](repeating: 0, count: batch * shape.outputs)
        let (B, D, H, O) = (Int64(batch), Int64(shape.inputs), Int64(shape.hidden), Int64(shape.outputs))
        parameters.withUnsafeBufferPointer { parameters in
            guard let base = parameters.baseAddress else { return }
            quire_dense_tanh_forward(rows, base, base + shape.firstBias, &hidden, B, D, H)
            quire_dense_forward(
                hidden, base + shape.secondWeights, base + shape.secondBias, &outputs, B, H, O)
        }
        return Activations(hidden: hidden, outputs: outputs)
    }

    /// Adds to `gradient` (laid out like `parameters`) the derivative of a loss whose derivative by the
    /// outputs [B, O] is `outputGradient`.
    package func backward(
        _ rows: [Float], _ activations: Activations, outputGradient: [Float], into gradient: inout [Float]
    ) {
        let batch = rows.count / shape.inputs
        precondition(outputGradient.count == batch * shape.outputs, "one gradient for each output")
        precondition(gradient.count == parameters.count, "one gradient for each parameter")
        var hiddenGradient = [Float](repeating: 0, count: batch * shape.hidden)
        let (B, D, H, O) = (Int64(batch), Int64(shape.inputs), Int64(shape.hidden), Int64(shape.outputs))
        parameters.withUnsafeBufferPointer { parameters in
            gradient.withUnsafeMutableBufferPointer { gradient in
                guard let weights = parameters.baseAddress, let sums = gradient.baseAddress else { return }
                quire_dense_backward(
                    activations.hidden, weights + shape.secondWeights, outputGradient, &hiddenGradient,
                    sums + shape.secondWeights, sums + shape.secondBias, B, H, O)
                quire_dense_tanh_backward(
                    rows, activations.hidden, &hiddenGradient, sums, sums + shape.firstBias, B, D, H)
            }
        }
    }
}
