/// What a simulated overseer's judgements are judged by themselves: a reward that is known.
package enum Gold: String, Codable, CaseIterable, Hashable, Sendable {
    /// What the answer keeps of the source's names and events: see `CoverageGold`.
    case coverage
    /// Likeness to the book's reference summaries: see `ReferenceGold`.
    case reference
    /// Whether the book's questions can be answered from the answer: see `QuestionsGold`.
    case questions

    /// A typical difference between two decent answers, measured on leaves of novels: the unit in which a
    /// simulated overseer's noise and its scale are expressed, so that they mean the same whatever the gold.
    package var spread: Double {
        switch self {
        case .coverage: 0.1
        case .reference: 0.035
        case .questions: 0.2
        }
    }

    /// What a decent answer to a leaf scores: where a simulated overseer's ratings have the middle of their scale.
    package var middle: Double {
        switch self {
        case .coverage: 0.45
        case .reference: 0.15
        case .questions: 0.5
        }
    }
}

/// A question about a book with the answers that count as right.
package struct GoldQuestion: Codable, Hashable, Sendable {
    /// What is asked.
    package var question: String
    /// Right answers, any of which will do.
    package var answers: [String]

    /// A question with its answers.
    package init(question: String, answers: [String]) {
        self.question = question
        self.answers = answers
    }
}
