import Tensors
import Text

extension SimulatedOverseer {
    /// Gold scores in units of the gold's spread, each with noise · G added, G standard Gumbel: the greatest is then a
    /// rational choice with β = 1 / (noise · spread), and of two it is that of a comparison. Where the gold has
    /// nothing to say, noise decides. Takes one number from the stream for each.
    func utilities(_ scores: [Double?], using stream: inout RandomStream) -> [Double] {
        scores.map { score in
            // The middle of a multiple of 2⁻⁵³, so that no logarithm meets 0.
            let uniform = stream.uniform() + 0x1p-54
            let gumbel = -Elementary.log(-Elementary.log(uniform))
            return (score ?? 0) / reward.gold.spread + noise * gumbel
        }
    }

    /// A standard logistic number; takes one from the stream.
    func logistic(using stream: inout RandomStream) -> Double {
        stream.logistic()
    }

    /// What it writes and criticises by: the gold, or coverage where the gold has nothing to say about the source.
    func writingGold(_ view: View) -> PreparedGold {
        let gold = reward.prepare(view)
        return gold.score(view.source) == nil
            ? GoldReward(.coverage, statistics: reward.statistics).prepare(view) : gold
    }

    /// All edits of one sentence: each of the answer's left out (unless it is the only one), or one of the
    /// source's in its place, as far as the limit of words allows.
    func edits(of answer: String, in view: View, limit: Int) -> [String] {
        let sentences = AnswerSentences(answer)
        let source = AnswerSentences(view.source).texts.filter { !sentences.texts.contains($0) }
        var edits: [String] = []
        for index in 0..<sentences.count {
            if sentences.count > 1 { edits.append(sentences.without(index)) }
            for other in source {
                let edit = sentences.replacing(index, with: other)
                if wordCount(edit) <= limit { edits.append(edit) }
            }
        }
        return edits
    }
}
