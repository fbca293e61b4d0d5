/// What a run will ask of people, proved from limits before anything runs.
package struct OversightPlan: Hashable, Codable, Sendable {
    /// One kind of judgement at one height: the most that it can need.
    package struct Row: Hashable, Codable, Sendable {
        /// The `ask` cell.
        package var cell: CellID
        /// The kind of judgement.
        package var kind: FeedbackKind
        /// `leaf`, `height-1`, `inner`, `root`, `splits`, `whole book`.
        package var height: String
        /// Source + context + candidates; nil when nothing bounds them.
        package var words: Int?
        /// The sum in words: `6 children x 100 + 3 candidates x 150`.
        package var sum: String
        /// Minutes of one judgement, reading included.
        package var minutes: Double
    }

    /// One kind of judgement of one cell, over all heights.
    package struct Total: Hashable, Codable, Sendable {
        /// The `ask` cell.
        package var cell: CellID
        /// The overseer's name.
        package var overseer: String
        /// Whether minutes count against `oversight.minutes`: people's do, others' do not.
        package var isHuman: Bool
        /// The kind of judgement.
        package var kind: FeedbackKind
        /// Overlap, retest and gold items included; nil when only minutes end it.
        package var judgements: Double?
        /// At the dearest height: an upper bound.
        package var minutes: Double
    }

    /// The most that one judgement can need, by cell, kind and height.
    package var rows: [Row]
    /// The judgements of each cell, by kind.
    package var totals: [Total]
    /// Planned minutes of people.
    package var minutes: Double
    /// The most words that one judgement may need; `nil` for no limit.
    package var allowedWords: Int?
    /// The most minutes of people that the run may use; `nil` for no limit.
    package var allowedMinutes: Double?

    /// What some of the cells ask.
    package func of(_ cells: Set<CellID>) -> OversightPlan {
        var part = self
        part.rows = rows.filter { cells.contains($0.cell) }
        part.totals = totals.filter { cells.contains($0.cell) }
        part.minutes = part.totals.filter(\.isHuman).map(\.minutes).reduce(0, +)
        return part
    }
}
