import Learning

/// The scores of one `evaluate` stage, in one cell of the matrix or in several.
package struct ScoreSheet: Sheet {
    /// The scores of one cell.
    package struct CellScores: Sendable {
        /// The cell's name.
        package var cell: String
        /// What was measured in it.
        package var scores: Scores

        /// The scores of a cell under its name.
        package init(cell: String, scores: Scores) {
            self.cell = cell
            self.scores = scores
        }
    }

    /// One number.
    package struct Line: Encodable, Hashable, Sendable {
        /// The cell of the matrix that it was measured in.
        package var cell: String
        /// The metric's name, as a pipeline file writes it.
        package var metric: String
        /// `nil` in a summary over all books.
        package var book: String?
        /// The height of the nodes that it was measured at; `nil` for the whole book or a summary.
        package var height: Int?
        /// The value, in the unit of its metric.
        package var value: Double
        /// How many things the value is the mean of; in a summary, how many books.
        package var count: Int
        /// The lower end of its 95 % interval; `nil` where none is measured.
        package var low: Double?
        /// The upper end of its interval, or its upper bound where there is no `low`.
        package var high: Double?
        /// The curve whose value it is; `nil` where there is none.
        package var curve: OveroptimisationCurve?
        /// Who wrote the two answers, of a reward's accuracy on them.
        package var policies: [String]?
        /// The judgements that a reward learned from, of a point of its learning curve.
        package var labels: Int?
        /// The minutes that they took.
        package var minutes: Double?
    }

    private let tables: [CellScores]

    /// A sheet of one cell's scores, or of several side by side.
    package init(_ tables: [CellScores]) { self.tables = tables }

    /// The summaries first, then every row, then what rewards have beside them.
    package var lines: [Line] {
        var lines: [Line] = []
        for table in tables {
            lines += table.scores.summary.map {
                Line(table.cell, $0, curve: table.scores.curve(of: $0.metric, at: nil))
            }
            for row in table.scores.rows where row.book != nil || row.height != nil {
                lines.append(
                    Line(
                        cell: table.cell, metric: row.metric, book: row.book, height: row.height,
                        value: row.value, count: row.count, low: row.low, high: row.high,
                        curve: table.scores.curve(of: row.metric, at: row.height)))
            }
            lines += RewardTables.lines(of: table)
        }
        return lines
    }

    /// The sheet as people read it.
    package func text(_ page: Page) -> String {
        if tables.count > 1 {
            let curves = RewardTables(tables).curves
            return cells.text(width: page.width)
                + (curves.map { "\n\n" + $0.text(width: page.width) } ?? "")
                + remarks(tables.flatMap(\.scores.remarks).distinct, page)
        }
        guard let scores = tables.first?.scores else { return "no scores" }
        var parts = [summary(scores, page)]
        let heights = byHeight(scores)
        if heights.columns.count > 2 { parts.append(heights.text(width: page.width)) }
        let books = byBook(scores, page)
        if !books.isEmpty { parts.append(books) }
        if let table = scores.reliability, table.count > 0 { parts.append(reliability(table, page)) }
        // Of one height only, its curve is that of all.
        let curves = scores.curves ?? []
        parts += (curves.count > 2 ? curves : Array(curves.prefix(1))).map { $0.text(page) }
        let ofRewards = RewardTables(tables)
        for table in [ofRewards.pairs, ofRewards.curves].compactMap(\.self) {
            parts.append(table.text(width: page.width))
        }
        return parts.joined(separator: "\n\n") + remarks(scores.remarks, page)
    }

    /// A row a cell, a column a metric; then the means of cells that differ in their seeds alone.
    private var cells: Table {
        let metrics = tables.flatMap { $0.scores.summary.map(\.metric) }.distinct
        return Table(
            [.words("cell")] + metrics.map { .number($0) },
            rows: tables.map { table in
                [table.cell]
                    + metrics.map { metric in
                        table.summary(of: metric).map {
                            Figures.metric(metric, $0.value, low: $0.low, high: $0.high)
                        } ?? ""
                    }
            } + means(of: metrics))
    }

    private func means(of metrics: [String]) -> [[String]] {
        let groups = Dictionary(grouping: tables, by: \.cellWithoutSeed)
        return tables.map(\.cellWithoutSeed).distinct.compactMap { name in
            guard let cells = groups[name], cells.count > 1 else { return nil }
            return ["mean of \(cells.count): \(name)"]
                + metrics.map { metric in
                    let values = cells.compactMap { $0.summary(of: metric)?.value }
                    guard values.count == cells.count else { return "" }
                    return Figures.metric(metric, values.reduce(0, +) / Double(values.count))
                }
        }
    }

    private func summary(_ scores: Scores, _ page: Page) -> String {
        guard !scores.summary.isEmpty else { return "no metric could be measured" }
        let hasBooks = scores.summary.contains { $0.books > 0 }
        return Table(
            [.words("metric"), .number("value")] + (hasBooks ? [.number("books")] : []),
            rows: scores.summary.map { row in
                [row.metric, Figures.metric(row.metric, row.value, low: row.low, high: row.high)]
                    + (hasBooks ? [row.books > 0 ? String(row.books) : ""] : [])
            }
        ).text(width: page.width)
    }

    /// A row a metric, a column a height: means over all nodes of the height.
    private func byHeight(_ scores: Scores) -> Table {
        let rows = scores.rows.filter { $0.height != nil && $0.count > 0 }
        let heights = Set(rows.compactMap(\.height)).sorted()
        return Table(
            [.words("by height")] + heights.map { .number($0 == 0 ? "leaves" : "height \($0)") },
            rows: rows.map(\.metric).distinct.map { metric in
                [metric]
                    + heights.map { height in
                        let part = rows.filter { $0.metric == metric && $0.height == height }
                        let count = part.map(\.count).reduce(0, +)
                        guard count > 0 else { return "" }
                        let sum = part.map { $0.value * Double($0.count) }.reduce(0, +)
                        let pooled = part.first { $0.book == nil }
                        return Figures.metric(
                            metric, sum / Double(count), low: pooled?.low, high: pooled?.high)
                    }
            })
    }

    /// A row a book, a column a metric.
    private func byBook(_ scores: Scores, _ page: Page) -> String {
        let rows = scores.rows.filter { $0.book != nil && $0.height == nil }
        let metrics = rows.map(\.metric).distinct
        let (books, rest) = page.first(rows.compactMap(\.book).distinct, of: "book")
        guard !books.isEmpty else { return "" }
        return Table(
            [.words("by book")] + metrics.map { .number($0) },
            rows: books.map { book in
                [book]
                    + metrics.map { metric in
                        rows.first { $0.book == book && $0.metric == metric }.map {
                            Figures.metric(metric, $0.value)
                        } ?? ""
                    }
            }
        ).text(width: page.width) + (rest.map { "\n\($0)" } ?? "")
    }

    /// A row a bin that is not empty: what the reward expects in it, and what was judged.
    private func reliability(_ table: Reliability, _ page: Page) -> String {
        Table(
            [
                .words("P(first) by the reward"), .number("pairs"), .number("mean P"),
                .number("judged better"),
            ],
            rows: table.bins.filter { $0.count > 0 }.map { bin in
                [
                    "\(Figures.fixed(bin.lower, 1))-\(Figures.fixed(bin.upper, 1))", String(bin.count),
                    Figures.fixed(bin.probability, 3), Figures.fixed(bin.outcome, 3),
                ]
            }
        ).text(width: page.width)
    }

    private func remarks(_ remarks: [String], _ page: Page) -> String {
        remarks.isEmpty ? "" : "\n\n" + remarks.map { "note: \($0)" }.joined(separator: "\n")
    }
}

extension ScoreSheet.CellScores {
    /// What a metric came to, over all books.
    fileprivate func summary(of metric: String) -> Scores.Summary? {
        scores.summary.first { $0.metric == metric }
    }

    /// The cell's name without its seed: "quality[method=ppo]" of "quality[method=ppo,seed=3]".
    fileprivate var cellWithoutSeed: String {
        guard let open = cell.firstIndex(of: "["), cell.last == "]" else { return cell }
        let kept = cell[cell.index(after: open)...].dropLast().split(separator: ",")
            .filter { !$0.hasPrefix("seed=") }
        return String(cell[..<open]) + (kept.isEmpty ? "" : "[\(kept.joined(separator: ","))]")
    }
}
