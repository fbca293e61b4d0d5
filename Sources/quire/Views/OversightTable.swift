import Foundation
import Pipeline

/// What will be asked of people, as a table.
struct OversightTable {
    var plan: OversightPlan

    var text: String {
        var rows = [["stage", "overseer", "judgement", "height", "words", "count", "minutes"]]
        for row in plan.rows {
            let count = row.judgements.map { String(Int($0.rounded(.up))) } ?? "-"
            let minutes = Words.fixed(row.minutes, 0)
            rows.append([
                row.cell, row.overseer, row.kind.rawValue, row.height, String(row.words), count, minutes,
            ])
        }
        var lines = Columns(rows, numbers: 4...6).lines
        if let words = plan.allowedWords { lines.append("no judgement needs more than \(words) words (oversight.words)") }
        let people = "people's time: \(Words.duration(plan.minutes * 60))"
        lines.append(people + (plan.allowedMinutes.map { " of \(Words.duration($0 * 60)) (oversight.minutes)" } ?? ""))
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
