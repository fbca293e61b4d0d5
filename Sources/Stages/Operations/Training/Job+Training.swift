import Engine
import Foundation
import Learning

/// What a training measured at one of its steps.
package struct TrainingMetrics: Codable, Hashable, Sendable {
    /// The step of the training at which it was measured.
    package var step: Int
    /// What was measured, by metric.
    package var values: [Metric]
}

/// What is kept of an unfinished training: its own checkpoint and all it has measured.
private struct TrainingCheckpoint: Codable {
    /// The state of the training, as the algorithm encodes it.
    var training: Data
    /// What was measured up to here.
    var metrics: [TrainingMetrics]
    /// The models that were kept up to here; nil where none are.
    var snapshots: [TrainingSnapshot]?
}

/// A model on the way, by what of it changes.
struct TrainingSnapshot: Codable {
    /// After how many steps.
    var step: Int
    /// The parameters of its network.
    var parameters: [Float]
}

extension Job {
    /// Trains to the end, from the last checkpoint where there is one, and gives what was measured.
    ///
    /// A training that was interrupted ends in the same bytes as one that was not: its checkpoint holds parameters,
    /// optimiser, random stream and position.
    func finish<Method: Training>(_ training: inout Method) throws -> [TrainingMetrics] {
        var none: [TrainingSnapshot]?
        return try finish(&training, &none) { _ in [] }
    }

    /// The same; where `snapshots` is not nil, the parameters of the model after each of its steps are added to it.
    private func finish<Method: Training>(
        _ training: inout Method, _ snapshots: inout [TrainingSnapshot]?, at steps: Set<Int> = [],
        parameters: (Method) -> [Float]
    ) throws -> [TrainingMetrics] {
        guard training.stepCount > 0 else {
            throw StageProblem(
                "there is nothing to learn from: none of the passages has a sentence that fits the limit of words"
            )
        }
        var history: [TrainingMetrics] = []
        // A checkpoint that cannot be read, or is of another form, is no checkpoint: the training begins anew.
        if let bytes = checkpoint, let saved = try? JSON.decode(TrainingCheckpoint.self, from: bytes),
            (try? training.restore(Array(saved.training))) != nil
        {
            history = saved.metrics
            if snapshots != nil { snapshots = saved.snapshots ?? [] }
            note("goes on from its checkpoint at step \(training.step) of \(training.stepCount)")
        } else {
            note("begins; \(Figures.count(training.stepCount, "step"))")
        }
        let rest = max(1, training.stepCount / 20)
        while training.step < training.stepCount {
            if stops {
                try save(checkpoint: checkpointBytes(training, history, snapshots))
                note("stopped; saved at step \(training.step) of \(training.stepCount)")
            }
            try checkStop()
            let values = training.advance().filter(\.value.isFinite)
            history.append(TrainingMetrics(step: training.step, values: values))
            metric(step: training.step, values.map { ($0.name, $0.value) })
            if steps.contains(training.step) {
                snapshots?.append(TrainingSnapshot(step: training.step, parameters: parameters(training)))
            }
            report(progress: Double(training.step) / Double(max(1, training.stepCount)), note: "")
            if training.step % rest == 0, training.step < training.stepCount {
                try save(checkpoint: checkpointBytes(training, history, snapshots))
            }
        }
        return history
    }

    /// The same, and the parameters of the model after some of its steps.
    ///
    /// - Parameter count: how many are kept on the way, at even distances, the last one the result.
    func finish<Method: Training>(
        _ training: inout Method, keeping count: Int, parameters: (Method) -> [Float]
    ) throws -> (metrics: [TrainingMetrics], kept: [TrainingSnapshot]) {
        let steps = Set((0..<count).map { ($0 + 1) * training.stepCount / count }.filter { $0 > 0 })
        var snapshots: [TrainingSnapshot]? = count > 0 ? [] : nil
        let metrics = try finish(&training, &snapshots, at: steps, parameters: parameters)
        return (metrics, snapshots ?? [])
    }

    /// The outputs of a unit that trains a policy from the one at the port `start`: the policy at `main`, and what was
    /// measured at `metrics`; where asked for, policies on the way at ports of their own (``PolicySnapshot/port(_:)``).
    ///
    /// - Parameters:
    ///   - note: what it learned from.
    ///   - count: how many policies are kept on the way, at even distances, the last one the result.
    func fitted<Method: PolicyTraining>(_ method: Method, note: String, snapshots count: Int = 0) throws
        -> [String: [UInt8]]
    {
        var training = method
        let (metrics, kept) = try finish(&training, keeping: count) { $0.model.network.parameters }
        self.note(note)
        var card = training.card
        card.from = try digest("start").short
        var outputs = [
            "main": PolicyModel(.extractive(training.model), card: card).encoded(),
            "metrics": try JSON.encode(metrics),
        ]
        for snapshot in kept {
            var policy = training.model
            policy.network.parameters = snapshot.parameters
            let card = ModelCard(
                method: card.method, from: card.from, counts: ["step": snapshot.step])
            outputs[PolicySnapshot.port(snapshot.step)] = PolicyModel(.extractive(policy), card: card)
                .encoded()
        }
        return outputs
    }

    private func checkpointBytes(
        _ training: some Training, _ history: [TrainingMetrics], _ snapshots: [TrainingSnapshot]?
    ) throws -> [UInt8] {
        try JSON.encode(
            TrainingCheckpoint(
                training: Data(training.checkpoint), metrics: history, snapshots: snapshots))
    }
}
