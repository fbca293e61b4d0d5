import Engine
import Pipeline

/// The gate of an `evaluate` stage (`require`): a bound that a metric must keep before anything that comes after runs.
///
/// It is no part of the stage's unit of work: moving the bound measures nothing again.
enum Gate {
    /// - Throws: a sentence with the number and the bound where the gate is shut.
    static func check(_ cell: Cell, _ outputs: Outputs, engine: Engine) async throws {
        guard case .evaluate(let step) = cell.step, !step.require.isEmpty else { return }
        let scores = try JSON.decode(Scores.self, from: await engine.bytes(of: outputs.main))
        for requirement in step.require { try requirement.check(scores) }
    }
}

extension Evaluate.Requirement {
    /// - Throws: a sentence with the number and the bound where the gate is shut.
    fileprivate func check(_ scores: Scores) throws {
        guard let measured = scores.summary.first(where: { $0.metric == metric.rawValue }) else {
            throw StageProblem("the gate needs \(metric.rawValue), which could not be measured")
        }
        let value = measured.value
        // Few answers without a catastrophe are no proof that there are none: the rate's upper bound is what counts.
        if metric == .worstCase, let maximum, let bound = measured.high, bound > maximum {
            throw StageProblem(
                "the gate is shut: \(metric.rawValue) is \(rounded(value)) and may be as high as \(rounded(bound)), at most \(rounded(maximum)) is allowed"
            )
        }
        if let minimum, value < minimum {
            throw StageProblem(
                "the gate is shut: \(metric.rawValue) is \(rounded(value)), at least \(rounded(minimum)) is required"
            )
        }
        if let maximum, value > maximum {
            throw StageProblem(
                "the gate is shut: \(metric.rawValue) is \(rounded(value)), at most \(rounded(maximum)) is allowed"
            )
        }
    }

    private func rounded(_ value: Double) -> String { String((value * 10_000).rounded() / 10_000) }
}
