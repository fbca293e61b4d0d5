import Tensors

/// A training run that goes step by step and can be put away between any two of them.
///
///     var training = BehaviourCloning(start: policy, demonstrations: examples, seed: stream)
///     while !training.isFinished { record(training.advance(), at: training.step) }
///     let learned = training.model
///
/// A training made anew with the same arguments and restored from a checkpoint goes on to bit-identical
/// parameters.
package protocol Training: Sendable {
    /// What is learned.
    associatedtype Model

    /// How many steps were made.
    var step: Int { get }
    /// How many steps there are altogether; fixed from the beginning.
    var stepCount: Int { get }
    /// Makes one step and says what was measured in it. After the last step it does nothing.
    mutating func advance() -> [Metric]
    /// Everything that the steps to come depend on, except the arguments of the initialiser.
    var checkpoint: [UInt8] { get }
    /// Goes back to a checkpoint; on an error the training is as it was before.
    mutating func restore(_ checkpoint: [UInt8]) throws(BinaryError)
    /// The model as it is now.
    var model: Model { get }
}

extension Training {
    /// Whether every step was made.
    package var isFinished: Bool { step >= stepCount }
}

/// A training that gives an extractive policy, whatever it learns from.
package protocol PolicyTraining: Training where Model == ExtractivePolicy {
    /// What the model was made from, as it is now.
    var card: ModelCard { get }
}
