/// How people may say what they think, and all that the language knows of each way.
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

    private struct Facts {
        var showing: Showing
        /// Of a judgement of a leaf beside reading it, from Wu et al. 2021, appendix E, until they are measured.
        var minutes: Double
        /// Whether judging a longer answer takes longer.
        var growsWithAnswer = true
        /// What learns from it without a reward.
        var methods: [Method] = []
    }

    private var facts: Facts {
        switch self {
        case .comparison: Facts(showing: .pairs, minutes: 1.5, methods: [.dpo])
        // Taken as two comparisons.
        case .ranking: Facts(showing: .all, minutes: 3, methods: [.dpo])
        case .rating: Facts(showing: .one, minutes: 1, methods: [.kto])
        case .correction: Facts(showing: .one, minutes: 3, methods: [.bc, .dpo])
        case .demonstration: Facts(showing: .nothing, minutes: 4, methods: [.bc])
        case .critique: Facts(showing: .one, minutes: 2)
        case .halt: Facts(showing: .one, minutes: 0.2, growsWithAnswer: false, methods: [.kto])
        }
    }

    /// What a question shows.
    package var showing: Showing { facts.showing }
    /// Minutes of one judgement of a leaf beside reading it (Wu et al. 2021, appendix E).
    package var minutes: Double { facts.minutes }
    /// Whether judging a longer answer takes longer.
    var growsWithAnswer: Bool { facts.growsWithAnswer }
    /// Whether a policy writes several answers for a question.
    var isChoice: Bool { showing == .pairs || showing == .all }

    /// The kinds from which a method learns without a reward; none for the methods that have one.
    package static func teaching(_ method: Method) -> [FeedbackKind] {
        allCases.filter { $0.facts.methods.contains(method) }
    }
}
