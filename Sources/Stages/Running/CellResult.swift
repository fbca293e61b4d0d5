import Engine
import Pipeline

/// How one stage of a run ended.
package enum CellResult: Sendable {
    /// `reused`: it was known and nothing had to be done.
    case done(Outputs, reused: Bool)
    case failed(String)
    /// Something that it needs did not end well.
    case skipped(because: CellID)
    case waiting(WaitingForPeople)
    case exhausted(BudgetUsedUp)
    case interrupted

    package var outputs: Outputs? {
        if case .done(let outputs, _) = self { return outputs }
        return nil
    }

    /// How it stands in the ledger.
    var state: StageRecord.State {
        switch self {
        case .done(_, let reused): reused ? .reused : .done
        case .failed, .exhausted: .failed
        case .skipped, .interrupted: .skipped
        case .waiting: .waiting
        }
    }

    /// A sentence for whoever reads about the run; `nil` where all is well.
    package var message: String? {
        switch self {
        case .done: nil
        case .failed(let message): message
        case .skipped(let cell): "needs '\(cell)', which is not done"
        case .waiting(let waiting):
            "\(Figures.count(waiting.count, "judgement")) (\(waiting.kind)) to make, about \(Figures.count(Int(waiting.minutes.rounded(.up)), "minute"))"
        case .exhausted(let budget): budget.message
        case .interrupted: "interrupted; the same command goes on from here"
        }
    }
}

/// How a run ended.
package struct RunResult: Sendable {
    package var run: Int64
    package var results: [(cell: CellID, result: CellResult)]

    package var state: RunRecord.State {
        let all = results.map(\.result)
        if all.contains(where: { if case .interrupted = $0 { true } else { false } }) { return .interrupted }
        if all.contains(where: { if case .failed = $0 { true } else { false } }) { return .failed }
        if all.contains(where: { if case .exhausted = $0 { true } else { false } }) { return .exhausted }
        if all.contains(where: { if case .waiting = $0 { true } else { false } }) { return .waiting }
        return .done
    }

    package subscript(cell: CellID) -> CellResult? { results.first { $0.cell == cell }?.result }
}
