/// How long a judgement takes, by its kind and by what there is to read.
package enum Minutes {
    /// Minutes of one judgement: its part of reading the source once, and the published time of the judgement itself,
    /// longer for longer answers.
    ///
    /// - Parameters:
    ///   - source: words of the direct input. Earlier answers are not counted: they were read before.
    ///   - limit: most words of an answer here; `leafLimit`: of an answer at a leaf, which the published times are about.
    ///   - sharing: judgements made on the same reading.
    package static func judgement(
        _ kind: FeedbackKind, source: Int, limit: Int, leafLimit: Int, sharing: Int, wordsPerMinute: Double
    ) -> Double {
        let longer = kind.growsWithAnswer ? max(1, Double(limit) / Double(max(1, leafLimit))) : 1
        return Double(source) / wordsPerMinute / Double(max(1, sharing)) + kind.minutes * longer
    }
}

/// How two ways to cut a passage are shown.
package enum Outline {
    /// The most words of each part: the beginnings of its first and last sentence.
    package static let wordsPerPart = 40
}
