/// ROUGE as Google's rouge-score 0.1.2 computes it, to the last digit.
///
/// Letters outside ASCII separate words there, and so here: *café* is *caf*.
///
///     let rouge = Rouge(stem: true)
///     rouge.score(.rouge1, candidate: answer, references: references).f
package struct Rouge: Hashable, Codable, Sendable {
    /// What is counted.
    package enum Kind: String, Hashable, Codable, Sendable, CaseIterable {
        /// Words in common.
        case rouge1 = "rouge-1"
        /// Pairs of neighbouring words in common.
        case rouge2 = "rouge-2"
        /// The longest common subsequence of words.
        case rougeL = "rouge-l"
        /// For each sentence of the reference, the union of its longest common subsequences with each sentence of
        /// the candidate. A sentence is a line.
        case rougeLsum = "rouge-lsum"
    }

    /// How much of the candidate was in the reference, how much of the reference was found, and their harmonic mean.
    package struct Score: Hashable, Codable, Sendable {
        /// The share of the candidate's units that the reference has, from 0 to 1.
        package var precision: Double
        /// The share of the reference's units that the candidate has, from 0 to 1.
        package var recall: Double
        /// The harmonic mean of precision and recall, from 0 to 1.
        package var f: Double

        /// A score with its harmonic mean; 0 where both are 0.
        package init(precision: Double, recall: Double) {
            self.precision = precision
            self.recall = recall
            f = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
        }

        /// The score where nothing is in common.
        package static let zero = Score(precision: 0, recall: 0)
    }

    /// Whether words longer than three letters are compared by their Porter stem.
    package var stem: Bool
    /// Whether ``sentences(in:)`` are put one a line before ``Kind/rougeLsum``; otherwise only line breaks count.
    package var splitsSentences: Bool

    /// The scorer; `stem` compares Porter stems, `splitsSentences` cuts texts into sentences before
    /// ROUGE-Lsum.
    package init(stem: Bool = false, splitsSentences: Bool = false) {
        self.stem = stem
        self.splitsSentences = splitsSentences
    }

    /// The score against one reference.
    package func score(_ kind: Kind, candidate: String, reference: String) -> Score {
        var vocabulary = Vocabulary()
        switch kind {
        case .rouge1, .rouge2:
            let target = tokens(of: reference, &vocabulary)
            let prediction = tokens(of: candidate, &vocabulary)
            return kind == .rouge1
                ? Rouge.overlap(target, prediction)
                : Rouge.overlap(Rouge.pairs(target), Rouge.pairs(prediction))
        case .rougeL:
            let target = tokens(of: reference, &vocabulary)
            let prediction = tokens(of: candidate, &vocabulary)
            if target.isEmpty || prediction.isEmpty { return .zero }
            let length = LongestCommonSubsequence.length(target, prediction)
            return Score(
                precision: Double(length) / Double(prediction.count),
                recall: Double(length) / Double(target.count))
        case .rougeLsum:
            let target = lines(of: reference, &vocabulary)
            let prediction = lines(of: candidate, &vocabulary)
            return Rouge.summaryLevel(target, prediction, vocabularySize: vocabulary.count)
        }
    }

    /// The score against the reference with the highest F, the first of equals; zero without references.
    package func score(_ kind: Kind, candidate: String, references: [String]) -> Score {
        var best: Score?
        for reference in references {
            let score = score(kind, candidate: candidate, reference: reference)
            if let before = best, before.f >= score.f { continue }
            best = score
        }
        return best ?? .zero
    }
}
