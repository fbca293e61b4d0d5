import Engine
import Foundation
import Learning

/// What a training measured at one of its steps.
package struct TrainingMetrics: Codable, Hashable, Sendable {
    package var step: Int
    package var values: [Metric]
}

/// What is kept of an unfinished training: its own checkpoint and all it has measured.
private struct TrainingCheckpoint: Codable {
    var training: Data
    var metrics: [TrainingMetrics]
}

extension Job {
    /// Trains to the end, from the last checkpoint where there is one, and gives what was measured.
    ///
    /// A training that was interrupted ends in the same bytes as one that was not: its checkpoint holds parameters,
    /// optimiser, random stream and position.
    func finish<Method: Training>(_ training: inout Method) throws -> [TrainingMetrics] {
        var history: [TrainingMetrics] = []
        if let bytes = checkpoint, let saved = try? JSON.decode(TrainingCheckpoint.self, from: bytes) {
            try training.restore(Array(saved.training))
            history = saved.metrics
        }
        let rest = max(1, training.stepCount / 20)
        while training.step < training.stepCount {
            try checkStop(saving: checkpointBytes(training, history))
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

    private func checkpointBytes(_ training: some Training, _ history: [TrainingMetrics]) -> [UInt8] {
        let saved = TrainingCheckpoint(training: Data(training.checkpoint), metrics: history)
        // Metrics are finite and the rest is bytes: there is nothing here that JSON cannot hold.
        return (try? JSON.encode(saved)) ?? []
    }
}
