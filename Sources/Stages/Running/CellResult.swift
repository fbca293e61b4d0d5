import Engine
import Pipeline

/// How one stage of a run ended.
package enum CellResult: Sendable {
    /// `reused`: it was known and nothing had to be done.
    case done(Outputs, reused: Bool)
    /// It failed; the sentence says why.
    case failed(String)
    /// Something that it needs did not end well.
    case skipped(because: CellID)
    /// People must judge first: their questions have been written.
    case waiting(WaitingForPeople)
    /// People must judge first, and have given all the minutes that they may be asked for.
    case exhausted(BudgetUsedUp)
    /// The run was stopped before it ended; the same command goes on from there.
    case interrupted

    /// What it gave; `nil` unless it is done.
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
    /// The run's number in the ledger.
    package var run: Int64
    /// How each cell ended, in running order; a cell that was never reached has no entry.
    package var results: [(cell: CellID, result: CellResult)]

    /// How the run ended as a whole: the first of interrupted, failed, exhausted and waiting that any cell
    /// is, else done.
    package var state: RunRecord.State {
        let all = results.map(\.result)
        if all.contains(where: { if case .interrupted = $0 { true } else { false } }) { return .interrupted }
        if all.contains(where: { if case .failed = $0 { true } else { false } }) { return .failed }
        if all.contains(where: { if case .exhausted = $0 { true } else { false } }) { return .exhausted }
        if all.contains(where: { if case .waiting = $0 { true } else { false } }) { return .waiting }
        return .done
    }

    /// How a cell ended; `nil` where it was no part of the run or was never reached.
    package subscript(cell: CellID) -> CellResult? { results.first { $0.cell == cell }?.result }
}
