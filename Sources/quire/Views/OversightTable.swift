import Foundation
import Pipeline

/// What will be asked of people, as a table.
struct OversightTable {
    var plan: OversightPlan

    var text: String {
        var words = [["stage", "judgement", "height", "words", "of which"]]
        for row in plan.rows {
            let most = row.words.map { String($0) } ?? "no bound"
            words.append([row.cell, row.kind.rawValue, row.height, most, row.sum])
        }
        var minutes = [["stage", "overseer", "judgement", "count", "minutes"]]
        for total in plan.totals {
            let count = total.judgements.map { String(Int($0.rounded(.up))) } ?? "-"
            let time = Words.fixed(total.minutes, 0) + (total.isHuman ? "" : " (simulated)")
            minutes.append([total.cell, total.overseer, total.kind.rawValue, count, time])
        }
        var lines = Columns(words, numbers: 3...3).lines
        if let allowed = plan.allowedWords {
            lines.append("no judgement needs more than the \(allowed) words that oversight.words allows")
        }
        lines += [""] + Columns(minutes, numbers: 3...3).lines
        let people = "people's time: " + (plan.minutes > 0 ? Words.duration(plan.minutes * 60) : "none")
        lines.append(
            people
                + (plan.allowedMinutes.map { " of the \(Words.duration($0 * 60)) of oversight.minutes" } ?? "")
        )
        return lines.joined(separator: "\n")
    }
}

/// Rows of text in columns.
struct Columns {
    var rows: [[String]]
    /// The columns that stand to the right.
    var numbers: ClosedRange<Int>?

    init(_ rows: [[String]], numbers: ClosedRange<Int>? = nil) {
        self.rows = rows
        self.numbers = numbers
    }

    var lines: [String] {
        let widths = (0..<(rows.map(\.count).max() ?? 0)).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let space = String(repeating: " ", count: widths[column] - cell.count)
                return numbers?.contains(column) == true ? space + cell : cell + space
            }
            return cells.joined(separator: "  ").replacing(#/\s+$/#, with: "")
        }
    }
}
