import Pipeline

extension Checked {
    /// Adds what the language allows and this build cannot run, but which only the resolved stages show.
    package mutating func addStageChecks() {
        guard let graph else { return }
        var seen: Set<Complaint> = []
        for cell in graph.cells {
            for message in cell.step.whatCannotRun {
                let complaint = Complaint(message, at: cell.place, context: "stage '\(cell.stage)'")
                if seen.insert(complaint).inserted { complaints.list.append(complaint) }
            }
        }
    }
}

extension Step {
    fileprivate var whatCannotRun: [String] {
        switch self {
        case .train(let step):
            var messages: [String] = []
            if step.rewards.count > 1 {
                messages.append("quire cannot optimise several rewards yet; name one")
            }
            if case .builtin(.lead) = step.from {
                messages.append("'lead' cannot be trained; start from 'extractive'")
            }
            return messages
        case .evaluate(let step):
            switch step.subject {
            case .answers:
                return step.metrics.filter { $0 == .accuracy || $0 == .calibration }.map {
                    "'\($0.rawValue)' measures a reward, not answers"
                }
            case .reward:
                return step.metrics.filter { $0 != .accuracy && $0 != .calibration }.map {
                    "'\($0.rawValue)' measures answers, not a reward; a reward has: accuracy, calibration"
                }
            default: return ["quire cannot evaluate this yet; it evaluates answers and rewards"]
            }
        case .ask(let step):
            if step.overseer.kind == .simulated, case .known? = step.overseer.gold { return [] }
            if step.overseer.kind == .simulated { return ["a simulated overseer needs 'gold'"] }
            return []
        default: return []
        }
    }
}
