import Tensors
import Text

extension SimulatedOverseer {
    /// Writes an answer of at most `limit` words out of the source's sentences, as people do: while reading.
    ///
    /// The source is gone through once, in its order. A sentence is kept with probability
    /// σ((gain − mean gain so far) / T), where its gain is what it adds to the gold for every 20 of its words and
    /// T = 2 · `noise` · `gold.spread`; at noise 0 it is kept when its gain is at least the mean. So the words are
    /// used up before the end: the bias to early text that Wu et al. (2021) name among the faults of summaries. What
    /// a person can write is worse than what the same person, having read two whole answers, can prefer; that gap
    /// is what learning from comparisons lives on.
    ///
    /// Where the gold has nothing to say about the source, coverage takes its place, for a person asked to write
    /// writes something. A sentence that the view cuts off is not kept; where nothing is kept, the answer is the
    /// source's first words.
    package func demonstration(_ view: View, limit: Int, using stream: inout RandomStream) -> String {
        var gold = reward.prepare(view)
        if gold.score(view.source) == nil {
            gold = GoldReward(.coverage, statistics: reward.statistics).prepare(view)
        }
        let sentences = Self.sentences(of: view)
        var kept: [Int] = []
        var left = limit
        var score = 0.0
        var gains = (sum: 0.0, count: 0)
        for index in sentences.indices where sentences[index].words <= left {
            let with = gold.score(Self.text(kept + [index], of: sentences)) ?? 0
            let gain = 20 * (with - score) / Double(sentences[index].words)
            gains = (gains.sum + gain, gains.count + 1)
            guard keeps(gain - gains.sum / Double(gains.count), using: &stream) else { continue }
            kept.append(index)
            left -= sentences[index].words
            score = with
        }
        if kept.isEmpty { return View(source: view.source, words: limit).source }
        return Self.text(kept, of: sentences)
    }

    /// Answers a question for a demonstration, as this person.
    package func demonstration(
        for question: Question, person: String, using stream: inout RandomStream
    ) -> Demonstration {
        let view = question.view(words: words)
        let text = demonstration(view, limit: question.passage.limit, using: &stream)
        let effort = pace.demonstration(passageWords: view.words, writtenWords: wordCount(text))
        return Demonstration(
            Judgement(
                question: question, person: person, sides: [], answer: .init(text: text), effort: effort))
    }

    private struct Sentence {
        var text: String
        var words: Int
    }

    private static func sentences(of view: View) -> [Sentence] {
        let spans = Text.sentences(in: view.source)
        let isHeading = headings(in: view.source, sentences: spans)
        var sentences = spans.indices.filter { !isHeading[$0] }.map { index in
            let text = view.source.utf8(in: spans[index]).split { $0.isWhitespace }.joined(separator: " ")
            return Sentence(text: text, words: wordCount(text))
        }
        if view.truncated, sentences.count > 1 { sentences.removeLast() }
        return sentences.filter { $0.words > 0 }
    }

    private static func text(_ chosen: [Int], of sentences: [Sentence]) -> String {
        chosen.sorted().map { sentences[$0].text }.joined(separator: " ")
    }

    /// Takes one number from the stream, whatever it decides.
    private func keeps(_ advantage: Double, using stream: inout RandomStream) -> Bool {
        let uniform = stream.uniform()
        let temperature = 2 * noise * reward.gold.spread
        guard temperature > 0 else { return advantage >= 0 }
        return uniform < Elementary.sigmoid(advantage / temperature)
    }
}
