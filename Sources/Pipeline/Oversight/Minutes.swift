/// What judgements take, from Wu et al. 2021, appendix E, until they are measured.
package enum Minutes {
    /// Minutes of one judgement of a leaf beside reading it. A ranking is taken as two comparisons.
    package static let published: [FeedbackKind: Double] = [
        .comparison: 1.5, .ranking: 3, .rating: 1, .correction: 3, .demonstration: 4, .critique: 2,
        .halt: 0.2,
    ]
}

/// How two ways to cut a passage are shown.
package enum Outline {
    /// The most words of each part: the beginnings of its first and last sentence.
    package static let wordsPerPart = 40
}
