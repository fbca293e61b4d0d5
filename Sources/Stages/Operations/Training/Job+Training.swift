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
}

extension Job {
    /// Trains to the end, from the last checkpoint where there is one, and gives what was measured.
    ///
    /// A training that was interrupted ends in the same bytes as one that was not: its checkpoint holds parameters,
    /// optimiser, random stream and position.
    func finish<Method: Training>(_ training: inout Method) throws -> [TrainingMetrics] {
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
            note("goes on from its checkpoint at step \(training.step) of \(training.stepCount)")
        } else {
            note("begins; \(Figures.count(training.stepCount, "step"))")
        }
        let rest = max(1, training.stepCount / 20)
        while training.step < training.stepCount {
            if stops {
                try save(checkpoint: checkpointBytes(training, history))
                note("stopped; saved at step \(training.step) of \(training.stepCount)")
            }
            try checkStop()
            let values = training.advance().filter(\.value.isFinite)
            history.append(TrainingMetrics(step: training.step, values: values))
            metric(step: training.step, values.map { ($0.name, $0.value) })
            report(progress: Double(training.step) / Double(max(1, training.stepCount)), note: "")
            if training.step % rest == 0, training.step < training.stepCount {
                try save(checkpoint: checkpointBytes(training, history))
            }
        }
        return history
    }

    /// The outputs of a unit that trains a policy from the one at the port `start`: the policy at `main`, and what was
    /// measured at `metrics`. `note` says what it learned from.
    func fitted(_ method: some PolicyTraining, note: String) throws -> [String: [UInt8]] {
        var training = method
        let metrics = try finish(&training)
        self.note(note)
        var card = training.card
        card.from = try digest("start").short
        return [
            "main": PolicyModel(.extractive(training.model), card: card).encoded(),
            "metrics": try JSON.encode(metrics),
        ]
    }

    private func checkpointBytes(_ training: some Training, _ history: [TrainingMetrics]) throws -> [UInt8] {
        try JSON.encode(TrainingCheckpoint(training: Data(training.checkpoint), metrics: history))
    }
}
