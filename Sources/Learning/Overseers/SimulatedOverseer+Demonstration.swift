import Tensors
import Text

extension SimulatedOverseer {
    /// Writes an answer of at most `limit` words out of the source's sentences: decent, not the best possible.
    ///
    /// Sentences are chosen one after another, each by a Boltzmann choice over how much it would add to the
    /// gold for every 20 of its words, at temperature 2 · `noise` · `gold.spread` (0 takes the best). Once there
    /// is a sentence, stopping is a choice too, worth 0. The answer has the chosen sentences in the order of the
    /// text. Where the gold has nothing to say about the source, coverage takes its place, for a person asked
    /// to write writes something. A sentence that the view cuts off is not chosen; where no sentence fits the
    /// limit, the answer is the source's first words.
    package func demonstration(_ view: View, limit: Int, using stream: inout RandomStream) -> String {
        var gold = reward.prepare(view)
        if gold.score(view.source) == nil {
            gold = GoldReward(.coverage, statistics: reward.statistics).prepare(view)
        }
        let sentences = Self.sentences(of: view)
        var chosen: [Int] = []
        var left = limit
        var score = 0.0
        while true {
            let options = sentences.indices.filter { !chosen.contains($0) && sentences[$0].words <= left }
            if options.isEmpty { break }
            let scores = options.map { option in
                gold.score(Self.text(chosen + [option], of: sentences)) ?? 0
            }
            var gains = zip(options, scores).map { 20 * ($1 - score) / Double(sentences[$0].words) }
            if !chosen.isEmpty { gains.append(0) }
            let pick = choose(gains, temperature: 2 * noise * reward.gold.spread, using: &stream)
            if pick == options.count { break }
            chosen.append(options[pick])
            left -= sentences[options[pick]].words
            score = scores[pick]
        }
        if chosen.isEmpty { return View(source: view.source, words: limit).source }
        return Self.text(chosen, of: sentences)
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
        var sentences = Text.sentences(in: view.source).map { span in
            let text = view.source.utf8(in: span).split { $0.isWhitespace }.joined(separator: " ")
            return Sentence(text: text, words: wordCount(text))
        }
        if view.truncated, sentences.count > 1 { sentences.removeLast() }
        return sentences.filter { $0.words > 0 }
    }

    private static func text(_ chosen: [Int], of sentences: [Sentence]) -> String {
        chosen.sorted().map { sentences[$0].text }.joined(separator: " ")
    }

    private func choose(_ gains: [Double], temperature: Double, using stream: inout RandomStream) -> Int {
        let best = gains.indices.reduce(0) { gains[$1] > gains[$0] ? $1 : $0 }
        guard temperature > 0 else { return best }
        return stream.choose(weights: gains.map { Elementary.exp(($0 - gains[best]) / temperature) })
    }
}
