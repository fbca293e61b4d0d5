import Foundation
import Pipeline
import Stages

/// What will be asked of people, as a table.
struct OversightTable {
    /// What the run will ask of people.
    var plan: OversightPlan

    /// The plan as people read it.
    var text: String {
        var words = Table([
            .words("stage"), .words("judgement"), .words("height"), .number("words"), .rest("of which"),
        ])
        for row in plan.rows {
            let most = row.words.map { String($0) } ?? "no bound"
            words.rows.append([row.cell, row.kind.rawValue, row.height, most, row.sum])
        }
        var minutes = Table([
            .words("stage"), .words("overseer"), .words("judgement"), .number("count"), .rest("minutes"),
        ])
        for total in plan.totals {
            let count = total.judgements.map { String(Int($0.rounded(.up))) } ?? "-"
            let time = Words.fixed(total.minutes, 0) + (total.isHuman ? "" : " (simulated)")
            minutes.rows.append([total.cell, total.overseer, total.kind.rawValue, count, time])
        }
        var lines = [words.text(width: .max)]
        if let allowed = plan.allowedWords {
            lines.append("no judgement needs more than the \(allowed) words that oversight.words allows")
        }
        lines += ["", minutes.text(width: .max)]
        let people = "people's time: " + (plan.minutes > 0 ? Words.duration(plan.minutes * 60) : "none")
        lines.append(
            people
                + (plan.allowedMinutes.map { " of the \(Words.duration($0 * 60)) of oversight.minutes" } ?? "")
        )
        return lines.joined(separator: "\n")
    }
}
