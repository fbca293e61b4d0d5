import Text

/// A known reward for the answers to one book's passages.
///
///     let reward = GoldReward(.coverage, statistics: forestStatistics)
///     let prepared = reward.prepare(view)              // once a passage
///     let score = prepared.score(answer)               // then for every answer
package struct GoldReward: Sendable {
    /// What an empty answer scores, whatever the gold; no other answer scores less or the same.
    package static let lowest = -1.0

    /// Which gold it is.
    package let gold: Gold
    /// How common words are in the passages of the forest.
    package let statistics: WordStatistics
    private let references: ReferenceGold
    private let questions: QuestionsGold

    /// The reward for answers to passages of a book with these references and questions, of which coverage
    /// needs none.
    package init(
        _ gold: Gold, statistics: WordStatistics, references: [String] = [], questions: [GoldQuestion] = []
    ) {
        self.gold = gold
        self.statistics = statistics
        self.references = ReferenceGold(gold == .reference ? references : [], statistics: statistics)
        self.questions = QuestionsGold(gold == .questions ? questions : [])
    }

    /// The reward of answers to what a view shows, and of nothing that it does not show.
    package func prepare(_ view: View) -> PreparedGold { prepare(source: view.source) }

    /// The reward of answers to a source seen whole, for evaluation.
    package func prepare(source: String) -> PreparedGold {
        switch gold {
        case .coverage: PreparedGold(.coverage(CoverageGold(source: source, statistics: statistics)))
        case .reference: PreparedGold(.reference(references.prepare(source: source)))
        case .questions: PreparedGold(.questions(questions.prepare(source: source)))
        }
    }
}

/// A gold reward for the answers to one source.
package struct PreparedGold: Sendable {
    private let judge: Judge

    fileprivate enum Judge: Sendable {
        /// Judges by how much of the passage is covered.
        case coverage(CoverageGold)
        /// Judges by the reference summaries.
        case reference(ReferenceGold.Prepared)
        /// Judges by the questions that an answer lets one answer.
        case questions(QuestionsGold.Prepared)
    }

    fileprivate init(_ judge: Judge) {
        self.judge = judge
    }

    /// The reward of an answer, in [-1, 1]; nil where the gold has nothing to say about this source. An answer
    /// without a word has `GoldReward.lowest`.
    package func score(_ answer: String) -> Double? {
        let score: Double? =
            switch judge {
            case .coverage(let gold): gold.score(answer)
            case .reference(let gold): gold.score(answer)
            case .questions(let gold): gold.score(answer)
            }
        guard let score else { return nil }
        return wordCount(answer) == 0 ? GoldReward.lowest : score
    }
}
