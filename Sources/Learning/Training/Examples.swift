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

/// One judgement as reward training takes it: some answers to a passage, and how probable what was said is under
/// their rewards.
package struct JudgedAnswers: Sendable {
    /// The question.
    package var passage: Passage
    /// The feedback kind, which has a rationality of its own.
    package var kind: String
    /// The answers and the likelihood.
    package var evidence: Evidence
    /// How much this judgement counts.
    package var weight: Double

    /// A judgement of a kind.
    package init(passage: Passage, kind: String, evidence: Evidence, weight: Double = 1) {
        self.passage = passage
        self.kind = kind
        self.evidence = evidence
        self.weight = weight
    }

    /// A comparison.
    package init(_ comparison: ComparedAnswers) {
        self.init(
            passage: comparison.passage, kind: Comparison.name,
            evidence: Evidence(
                texts: [comparison.first, comparison.second],
                likelihood: RationalChoices(preference: comparison.preference)),
            weight: comparison.weight)
    }
}
