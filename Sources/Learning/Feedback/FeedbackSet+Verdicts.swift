extension FeedbackSet {
    /// A single answer that somebody called good or bad.
    package struct Verdict: Hashable, Sendable {
        /// What it answers.
        package var passage: JudgedPassage
        /// The answer.
        package var text: String
        /// Whether it was called good.
        package var isDesirable: Bool
    }

    /// What halts and ratings say of single answers: a stopped answer is bad and one that passed is good; one rated
    /// above the middle of its scale is good, below it bad, and at the middle neither.
    package var verdicts: [Verdict] {
        judgements.compactMap { judgement in
            switch judgement {
            case let halt as Halt:
                return Verdict(passage: halt.passage, text: halt.text, isDesirable: !halt.isHalted)
            case let rating as Rating where 2 * rating.level != rating.scale + 1:
                let isAbove = 2 * rating.level > rating.scale + 1
                return Verdict(passage: rating.passage, text: rating.text, isDesirable: isAbove)
            default: return nil
            }
        }
    }
}
