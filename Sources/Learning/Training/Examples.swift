/// A passage with an answer that somebody wrote or that a policy gave.
package struct AnsweredPassage: Sendable {
    /// The question.
    package var passage: Passage
    /// The answer's text.
    package var text: String

    /// An answered passage.
    package init(passage: Passage, text: String) {
        self.passage = passage
        self.text = text
    }
}

/// Two answers to a passage and how likely the first is the better one.
package struct ComparedAnswers: Sendable {
    /// The question.
    package var passage: Passage
    /// One answer's text.
    package var first: String
    /// The other's.
    package var second: String
    /// P(first is better): 1, 0, 0.5 for a tie, or between them by how strong the preference was.
    package var preference: Double
    /// How much this judgement counts.
    package var weight: Double

    /// A comparison.
    package init(passage: Passage, first: String, second: String, preference: Double, weight: Double = 1) {
        self.passage = passage
        self.first = first
        self.second = second
        self.preference = preference
        self.weight = weight
    }
}
