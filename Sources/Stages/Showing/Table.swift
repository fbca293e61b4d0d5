/// Rows in columns: words to the left, numbers under their decimal point.
package struct Table: Hashable, Sendable {
    /// How the cells of a column stand.
    package enum Alignment: Hashable, Sendable {
        /// Words stand to the left, numbers under their decimal point.
        case words, number
        /// Takes what room is left on the line; cut where it is too long.
        case rest
    }

    /// One column.
    package struct Column: Hashable, Sendable {
        /// What stands above it; empty for nothing.
        package var title: String
        /// How its cells stand.
        package var alignment: Alignment

        /// A column of words.
        package static func words(_ title: String) -> Column { Column(title: title, alignment: .words) }
        /// A column of numbers.
        package static func number(_ title: String) -> Column { Column(title: title, alignment: .number) }
        /// A last column that takes what room is left.
        package static func rest(_ title: String) -> Column { Column(title: title, alignment: .rest) }
    }

    /// The columns, from left to right.
    package var columns: [Column]
    /// The rows, each a cell a column; a row may be shorter.
    package var rows: [[String]] = []

    /// A table with these columns.
    package init(_ columns: [Column], rows: [[String]] = []) {
        self.columns = columns
        self.rows = rows
    }

    /// The table within `width` columns of the terminal; the titles are left out where all are empty.
    ///
    /// Where it is too wide, the columns behind the first stand in several blocks, the first in each.
    package func text(width: Int, indent: Int = 0) -> String {
        let cells = (0..<columns.count).map(alignedColumn)
        let widths = cells.map { $0.map(\.displayWidth).max() ?? 0 }
        let blocks = blocks(widths, within: width - indent)
        return blocks.map { block in
            (0..<(rows.count + 1)).compactMap { row in
                if row == 0, columns.allSatisfy(\.title.isEmpty) { return nil }
                return line(row, block, cells, widths, width: width - indent, indent: indent)
            }.joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    private func line(
        _ row: Int, _ block: [Int], _ cells: [[String]], _ widths: [Int], width: Int, indent: Int
    ) -> String {
        var line = ""
        for (place, column) in block.enumerated() {
            if place > 0 { line += "  " }
            var cell = cells[column][row]
            if columns[column].alignment == .rest { cell = cell.cut(to: max(12, width - line.displayWidth)) }
            let isLast = place == block.count - 1
            line += columns[column].alignment == .number ? cell.padded(to: widths[column]) : cell
            if !isLast, columns[column].alignment != .number {
                line += String(repeating: " ", count: max(0, widths[column] - cell.displayWidth))
            }
        }
        while line.last == " " { line.removeLast() }
        return String(repeating: " ", count: indent) + line
    }

    /// A column's title and cells on one line each, decimal points under one another.
    private func alignedColumn(_ column: Int) -> [String] {
        let cells = rows.map { row in column < row.count ? row[column].asCell : "" }
        guard columns[column].alignment == .number else { return [columns[column].title] + cells }
        let decimals = cells.map(\.decimals)
        let most = decimals.max() ?? 0
        return [columns[column].title]
            + zip(cells, decimals).map { $0 + String(repeating: " ", count: $0.isEmpty ? 0 : most - $1) }
    }

    private func blocks(_ widths: [Int], within width: Int) -> [[Int]] {
        var blocks: [[Int]] = []
        var block: [Int] = []
        var used = 0
        for column in columns.indices {
            let needed = (columns[column].alignment == .rest ? 12 : widths[column]) + 2
            if block.count > 1, used + needed - 2 > width {
                blocks.append(block)
                block = [0]
                used = widths[0] + 2
            }
            block.append(column)
            used += needed
        }
        return blocks + [block]
    }
}

extension String {
    /// On one line, the indentation kept.
    fileprivate var asCell: String { prefix { $0 == " " } + onOneLine }

    /// Places taken up to the right of the integer part's end.
    fileprivate var decimals: Int {
        guard let point = lastIndex(of: ".") else { return 0 }
        return distance(from: point, to: endIndex)
    }

    fileprivate func padded(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - displayWidth)) + self
    }
}
