/// What a run will ask of people, proved from limits before anything runs.
package struct OversightPlan: Hashable, Codable, Sendable {
    /// One kind of judgement at one height.
    package struct Row: Hashable, Codable, Sendable {
        package var cell: CellID
        package var overseer: String
        /// Whether minutes count against `oversight.minutes`: people's do, others' do not.
        package var isHuman: Bool
        package var kind: FeedbackKind
        /// `leaf`, `height-1`, `inner`, `root`, `splits`.
        package var height: String
        /// The most words that one judgement needs: source + context + candidates.
        package var words: Int
        /// The sum in words: `6 children x 100 + 3 candidates x 150`.
        package var sum: String
        /// Judgements, overlap, retest and gold items included; nil when only minutes end it.
        package var judgements: Double?
        /// Planned minutes of this row.
        package var minutes: Double
    }
    package var rows: [Row]
    /// Planned minutes of people.
    package var minutes: Double
    package var allowedWords: Int?
    package var allowedMinutes: Double?
}
