import Learning
import Pipeline

extension FeedbackSet {
    /// What says which of two answers is better, as the input of a training: comparisons, and the pairs that other
    /// kinds imply.
    var comparedRecords: [(passage: JudgedPassage, record: ComparedRecord)] {
        judgements.flatMap { judgement -> [(passage: JudgedPassage, record: ComparedRecord)] in
            let passage = judgement.passage
            if let comparison = judgement as? Comparison { return [(passage, ComparedRecord(comparison))] }
            return judgement.implied.map {
                (passage, ComparedRecord(passage, better: $0.better, worse: $0.worse))
            }
        }
    }

    /// What calls single answers good or bad.
    var unpairedRecords: [(passage: JudgedPassage, record: UnpairedRecord)] {
        judgements.compactMap { judgement in
            guard let isDesirable = judgement.isDesirable, let answer = judgement.question.candidates.first
            else { return nil }
            return (
                judgement.passage,
                UnpairedRecord(
                    passage: PassageRecord(judgement.passage), text: answer.text, isDesirable: isDesirable)
            )
        }
    }

    /// What overseers wrote: whole answers, and behind them answers that they put right.
    var writtenRecords: [(passage: JudgedPassage, record: WrittenRecord)] {
        let whole = judgements.filter(\.question.candidates.isEmpty)
        let others = judgements.filter { !$0.question.candidates.isEmpty }
        return (whole + others).compactMap { judgement in
            judgement.written.map {
                (judgement.passage, WrittenRecord(passage: PassageRecord(judgement.passage), text: $0))
            }
        }
    }
}

extension StageProblem {
    /// What was said holds nothing that a method learns from.
    init(noFeedbackFor method: Pipeline.Method) {
        let kinds = Pipeline.FeedbackKind.teaching(method)
        self.init(
            "there is no \(Pipeline.FeedbackKind.alternatives(kinds)) to learn from: ask for some (`for:`)")
    }
}
