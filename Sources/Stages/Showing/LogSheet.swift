/// What the units of a run did, stage by stage.
package struct LogSheet: Sheet {
    /// A unit and the cell that it was done for.
    package struct Line: Encodable, Hashable, Sendable {
        /// The cell.
        package var stage: String
        /// What the unit did.
        package var unit: UnitRecord

        /// Writes the unit's fields, and the cell beside them.
        package func encode(to encoder: any Encoder) throws {
            try unit.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(stage, forKey: .stage)
        }

        private enum CodingKeys: String, CodingKey { case stage }
    }

    /// Which units are shown.
    package struct Filter: Hashable, Sendable {
        /// A part of the label, in any case; empty for all.
        package var text: String
        /// Whether only those are shown that failed.
        package var onlyFailed: Bool

        /// Units whose labels hold a text, or all; all of them or only those that failed.
        package init(text: String = "", onlyFailed: Bool = false) {
            self.text = text
            self.onlyFailed = onlyFailed
        }

        /// Whether a unit is shown.
        func admits(_ unit: UnitRecord) -> Bool {
            (!onlyFailed || unit.state == .failed)
                && (text.isEmpty || unit.label.lowercased().contains(text.lowercased()))
        }
    }

    /// A line a unit that is shown, in the order in which they ended.
    package let lines: [Line]
    /// The log of one cell.
    private struct Part: Sendable {
        /// The cell.
        var stage: String
        /// Its units that are shown.
        var units: [UnitRecord]
        /// How many units there are in each state.
        var counts: [UnitRecord.State: Int]
    }
    private let parts: [Part]
    /// "first-books, run 12".
    private let heading: String
    private let isAlive: Bool

    /// - Parameters:
    ///   - heading: which run it is.
    ///   - isAlive: whether the run goes on; else what stands as running was cut off.
    ///   - cells: the units of each cell.
    package init(
        _ heading: String, isAlive: Bool, cells: [(cell: String, units: [UnitRecord])], filter: Filter
    ) {
        self.heading = heading
        self.isAlive = isAlive
        parts = cells.map { cell, units in
            Part(
                stage: cell, units: units.filter(filter.admits),
                counts: Dictionary(grouping: units, by: \.state).mapValues(\.count))
        }
        lines = parts.flatMap { part in part.units.map { Line(stage: part.stage, unit: $0) } }
    }

    /// The sheet as people read it.
    package func text(_ page: Page) -> String {
        var left = page.limit ?? .max
        var texts = [heading]
        for part in parts where !part.units.isEmpty {
            let shown = part.units.prefix(left)
            left -= shown.count
            guard !shown.isEmpty else { continue }
            texts.append("\(part.stage): \(counts(part))\n" + table(shown, page))
        }
        if lines.isEmpty { texts.append("no such units") }
        let hidden = lines.count - (page.limit.map { min($0, lines.count) } ?? lines.count)
        if hidden > 0 {
            texts.append("… \(Figures.count(hidden, "more unit")) (--limit 0 shows all)")
        }
        return texts.joined(separator: "\n\n")
    }

    /// "12 units: 10 done, 2 failed".
    private func counts(_ part: Part) -> String {
        let states: [UnitRecord.State] = [.done, .reused, .failed, .interrupted, .running]
        let words = states.compactMap { state in
            part.counts[state].map { "\(Figures.grouped($0)) \(word(state))" }
        }
        return Figures.count(part.counts.values.reduce(0, +), "unit") + ": " + words.joined(separator: ", ")
    }

    private func word(_ state: UnitRecord.State) -> String {
        switch state {
        case .reused: "known"
        case .running: isAlive ? "running" : "cut off"
        default: state.rawValue
        }
    }

    private func table(_ units: ArraySlice<UnitRecord>, _ page: Page) -> String {
        let isRetried = units.contains { $0.attempt > 1 }
        var table = Table([.words("unit"), .words("state"), .words("time")])
        if isRetried { table.columns.append(.number("attempt")) }
        table.columns.append(.rest("said"))
        let widest = max(16, page.width / 2)
        for unit in units {
            var row = [
                (unit.task.isEmpty ? unit.operation : unit.task).cut(to: widest), word(unit.state),
                unit.seconds.map(Figures.duration) ?? "",
            ]
            if isRetried { row.append(String(unit.attempt)) }
            table.rows.append(row + [unit.said])
        }
        var text = table.text(width: page.width, indent: 2)
        // Why something failed stands whole below the table.
        for unit in units where unit.state == .failed {
            let message = (unit.message ?? "").wrapped(to: page.width, indent: 4)
            text += "\n\n  \(unit.label) (\(unit.operation)), \(unit.key.prefix(12)):\n" + message
        }
        return text
    }
}

extension UnitRecord {
    /// What it said of itself, or how far it came.
    fileprivate var said: String {
        var words = notes ?? []
        if let message { words.insert(message, at: 0) }
        if let progress, progress < 1 { words.append("\(Int(progress * 100)) % done") }
        return words.joined(separator: "; ").onOneLine
    }
}
