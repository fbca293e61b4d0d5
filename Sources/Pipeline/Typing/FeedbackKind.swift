/// How people may say what they think, and what the language knows of each way. (Ways to cut can only be compared, and
/// the metrics of ratings and halts name their kinds.)
package enum FeedbackKind: String, CaseIterable, Hashable, Codable, Sendable {
    /// Each as a pipeline file writes it.
    case comparison, ranking, rating, correction, demonstration, critique, halt

    /// What a question shows of the answers to its passage.
    package enum Showing: Hashable, Sendable {
        /// Nothing: an answer is to be written.
        case nothing
        /// One answer.
        case one
        /// Two of `samples`; all pairs of them are asked on one reading.
        case pairs
        /// All `samples`.
        case all
    }

    private struct Row {
        var showing: Showing
        /// Of a judgement of a leaf beside reading it, until they are measured: from Wu et al. 2021, appendix E, for
        /// comparison and demonstration, for the others estimates in their manner.
        var minutes: Double
        /// Whether judging a longer answer takes longer.
        var growsWithAnswer = true
        /// What learns from it without a reward.
        var methods: [Method] = []
    }

    private var row: Row {
        switch self {
        case .comparison: Row(showing: .pairs, minutes: 1.5, methods: [.dpo])
        // Taken as two comparisons.
        case .ranking: Row(showing: .all, minutes: 3, methods: [.dpo])
        case .rating: Row(showing: .one, minutes: 1, methods: [.kto])
        case .correction: Row(showing: .one, minutes: 3, methods: [.bc, .dpo])
        case .demonstration: Row(showing: .nothing, minutes: 4, methods: [.bc])
        case .critique: Row(showing: .one, minutes: 2)
        case .halt: Row(showing: .one, minutes: 0.2, growsWithAnswer: false, methods: [.kto])
        }
    }

    /// What a question shows.
    package var showing: Showing { row.showing }
    /// Minutes of one judgement of a leaf beside reading it.
    package var minutes: Double { row.minutes }
    /// Whether judging a longer answer takes longer.
    var growsWithAnswer: Bool { row.growsWithAnswer }
    /// Whether a policy writes several answers for a question.
    var isChoice: Bool { showing == .pairs || showing == .all }

    /// The kinds from which a method learns without a reward; none for the methods that have one.
    package static func teaching(_ method: Method) -> [FeedbackKind] {
        allCases.filter { $0.row.methods.contains(method) }
    }

    /// `comparison, ranking or correction`.
    package static func alternatives(_ kinds: [FeedbackKind]) -> String { kinds.map(\.rawValue).alternatives }
}
