import Learning

extension FeedbackSet {
    /// What says which of two answers is better, as the input of a training: comparisons; of rankings every pair that
    /// they imply; of corrections that change something the corrected answer over the original.
    var comparedRecords: [(passage: JudgedPassage, record: ComparedRecord)] {
        judgements.flatMap { judgement -> [(passage: JudgedPassage, record: ComparedRecord)] in
            let passage = judgement.passage
            switch judgement {
            case let comparison as Comparison: return [(passage, ComparedRecord(comparison))]
            case let ranking as Ranking:
                let texts = ranking.question.candidates.map(\.text)
                return ranking.pairs.map { pair in
                    (passage, ComparedRecord(passage, better: texts[pair.better], worse: texts[pair.worse]))
                }
            case let correction as Correction:
                guard correction.isChange else { return [] }
                return [
                    (
                        passage,
                        ComparedRecord(passage, better: correction.corrected, worse: correction.original)
                    )
                ]
            default: return []
            }
        }
    }

    /// What calls single answers good or bad: halts (what passes is good), and ratings (from the middle of the scale up
    /// good, below it bad).
    var unpairedRecords: [(passage: JudgedPassage, record: UnpairedRecord)] {
        judgements.compactMap { judgement -> (passage: JudgedPassage, record: UnpairedRecord)? in
            let passage = judgement.passage
            switch judgement {
            case let halt as Halt:
                return (
                    passage,
                    UnpairedRecord(
                        passage: PassageRecord(passage), text: halt.text, isDesirable: !halt.isHalted)
                )
            case let rating as Rating:
                return (
                    passage,
                    UnpairedRecord(
                        passage: PassageRecord(passage), text: rating.text,
                        isDesirable: 2 * rating.level >= rating.scale + 1)
                )
            default: return nil
            }
        }
    }
}
