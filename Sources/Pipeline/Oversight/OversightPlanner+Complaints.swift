extension OversightPlanner {
    /// Complains of the judgement that needs the most words, when it needs more than is allowed.
    mutating func complain(of cell: Cell, _ ask: Ask, _ judgements: [Judgement]) {
        guard let allowed = document.oversight?.words else { return }
        if let endless = judgements.first(where: { $0.words == nil }) {
            report.add(
                Complaint(
                    "this judgement would need a whole book; oversight.words allows \(allowed.inWords)",
                    at: cell.place,
                    context: "stage '\(cell.stage)'",
                    notes: [
                        "'\(endless.cut?.name ?? "whole")' does not cut; judge trees of a decomposer that does"
                    ]))
            return
        }
        let widest = judgements.max { ($0.words ?? 0) < ($1.words ?? 0) }
        guard let widest, let words = widest.words, words > allowed else { return }
        report.add(
            Complaint(
                "this judgement would need \(words.inWords) words; oversight.words allows \(allowed.inWords)",
                at: cell.place, context: "stage '\(cell.stage)' (\(widest.height.name): \(widest.sum))",
                notes: [remedies(widest, ask, words: words, allowed: allowed)]))
    }

    /// What to change, each with a value that works alone.
    private func remedies(_ judgement: Judgement, _ ask: Ask, words: Int, allowed: Int) -> String {
        let excess = words - allowed
        var remedies: [String] = []
        let name = judgement.cut?.name ?? ""
        let isEntry = document.decomposers.contains { $0.name == name }
        let source = judgement.source ?? 0
        switch judgement.height {
        case .leaf where isEntry && source - excess >= max(1, judgement.limit):
            remedies.append("decomposers.\(name).leaf_words to \(source - excess)")
        case .first, .inner, .root:
            let fanIn = judgement.cut?.limits.fanIn ?? 1
            let child = source / max(1, fanIn)
            let fitting = child > 0 ? (source - excess) / child : 0
            if isEntry, fitting >= 2 { remedies.append("decomposers.\(name).fan_in to \(fitting)") }
        case .splits where isEntry:
            let fitting = allowed / (2 * Outline.wordsPerPart)
            if fitting >= 2 { remedies.append("decomposers.\(name).fan_in to \(fitting)") }
        default: break
        }
        if judgement.shown > 1, judgement.height != .splits, judgement.each > 0 {
            let fitting = judgement.shown - (excess + judgement.each - 1) / judgement.each
            if fitting >= 2 { remedies.append("samples to \(fitting)") }
        }
        let last = "raise oversight.words to \(words)"
        return remedies.isEmpty ? last : "lower " + remedies.joined(separator: ", or ") + ", or " + last
    }

    /// Complains when the planned minutes of people are more than are allowed.
    mutating func complainOfMinutes() {
        guard let allowed = document.oversight?.minutes, plan.minutes > allowed + 1e-9 else { return }
        var stages: [(name: String, minutes: Double)] = []
        for row in plan.totals where row.isHuman {
            if let index = stages.firstIndex(where: { $0.name == row.cell }) {
                stages[index].minutes += row.minutes
            } else {
                stages.append((row.cell, row.minutes))
            }
        }
        let dearest = stages.enumerated().sorted {
            ($1.element.minutes, $0.offset) < ($0.element.minutes, $1.offset)
        }
        let list = dearest.prefix(5).map { "\($0.element.name) \(Self.rounded($0.element.minutes))" }
        let rest = dearest.count > 5 ? [" and \(dearest.count - 5) more"] : []
        let place = document.root["oversight"]?["minutes"]?.place ?? document.keyPlace("oversight")
        report.add(
            Complaint(
                "this run would need \(Self.rounded(plan.minutes)) minutes of people; oversight.minutes allows \(Self.rounded(allowed))",
                at: place,
                notes: [
                    "minutes: " + list.joined(separator: ", ") + rest.joined(),
                    "lower the count or minutes of these stages, or raise oversight.minutes to \(Int(min(1e15, plan.minutes.rounded(.up))))",
                ]))
    }

    private static func rounded(_ minutes: Double) -> String {
        minutes < 1e15 ? Int(minutes.rounded(.up)).inWords : "very many"
    }
}
