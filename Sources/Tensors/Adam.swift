import CKernels

/// Adam (Kingma and Ba 2015) with PyTorch's place for epsilon: outside the bias-corrected root.
///
///     θ ← θ - lr · m̂ / (√v̂ + ε),   m̂ = m / (1 - β₁ᵗ),   v̂ = v / (1 - β₂ᵗ)
package struct Adam: Hashable, Sendable {
    /// The hyper-parameters that stay the same over a training run.
    package struct Settings: Hashable, Codable, Sendable {
        /// β₁, the decay of the mean of gradients.
        package var beta1: Double
        /// β₂, the decay of the mean of squared gradients.
        package var beta2: Double
        /// ε, added to the root.
        package var epsilon: Double
        /// L2 regularisation: this times the parameter is added to its gradient.
        package var decay: Double

        /// PyTorch's defaults.
        package init(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, decay: Double = 0) {
            self.beta1 = beta1
            self.beta2 = beta2
            self.epsilon = epsilon
            self.decay = decay
        }
    }

    /// The hyper-parameters.
    package let settings: Settings
    /// How many steps were made.
    package private(set) var step = 0
    private var mean: [Float]
    private var square: [Float]
    private var power1 = 1.0
    private var power2 = 1.0

    /// An optimiser for `count` parameters that has not stepped yet.
    package init(count: Int, settings: Settings = Settings()) {
        self.settings = settings
        mean = [Float](repeating: 0, count: count)
        square = [Float](repeating: 0, count: count)
    }

    /// Moves the parameters one step against the gradient.
    package mutating func advance(_ parameters: inout [Float], gradient: [Float], rate: Double) {
        precondition(parameters.count == mean.count && gradient.count == mean.count, "sizes must agree")
        step += 1
        power1 *= settings.beta1
        power2 *= settings.beta2
        quire_adam(
            &parameters, gradient, &mean, &square, Int64(mean.count), Float(settings.beta1),
            Float(settings.beta2), Float(rate / (1 - power1)), Float((1 - power2).squareRoot()),
            Float(settings.epsilon), Float(settings.decay))
    }

    /// Appends the whole state to a checkpoint.
    package func encode(to bytes: inout BinaryWriter) {
        bytes.write(step)
        bytes.write(power1)
        bytes.write(power2)
        bytes.write(mean)
        bytes.write(square)
    }

    /// Takes the state back from a checkpoint of an optimiser of the same size.
    package mutating func decode(from bytes: inout BinaryReader) throws(BinaryError) {
        let count = mean.count
        step = try bytes.readInt(in: 0...1_000_000_000_000)
        power1 = try bytes.readDouble()
        power2 = try bytes.readDouble()
        mean = try bytes.readFloats(count: count)
        square = try bytes.readFloats(count: count)
    }
}

/// Scales the gradient so that its Euclidean norm is at most `bound`, and returns the norm it had.
@discardableResult
package func clipGradient(_ gradient: inout [Float], to bound: Double) -> Double {
    let norm = quire_square_sum(gradient, Int64(gradient.count)).squareRoot()
    let scale = bound / (norm + 1e-6)
    if scale < 1 {
        let factor = Float(scale)
        for index in gradient.indices { gradient[index] *= factor }
    }
    return norm
}
