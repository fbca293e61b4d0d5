import Learning
import Text

/// A sentence of an answer, and the sentence of the node's input that it came from.
struct AnswerSentence: Hashable, Sendable {
    /// Where it stands in the answer's text.
    var span: Span
    /// Where its source stands in the node's input; `nil` where no word of it does.
    var source: Span?
    /// How the source was found.
    var finding: Finding

    /// The sentences of an answer, found in the input that it was made from.
    ///
    /// An extractive policy keeps which sentences it chose; where the text is exactly those, that is the truth.
    /// Otherwise each sentence is looked for in the input: the same words, else the most words in common.
    static func all(of answer: Answer, in input: String) -> [AnswerSentence] {
        let sources = InputSentence.all(of: input)
        if let chosen = chosen(answer, sources) { return chosen }
        return sentences(in: answer.text).map { span in
            let span = span.trimmed(in: answer.text)
            let (source, finding) = find(String(answer.text.utf8(in: span)), among: sources)
            return AnswerSentence(span: span, source: source?.span, finding: finding)
        }
    }

    private static func chosen(_ answer: Answer, _ sources: [InputSentence]) -> [AnswerSentence]? {
        guard let chosen = answer.sentences, !chosen.isEmpty, chosen.allSatisfy(sources.indices.contains),
            chosen.map({ sources[$0].text }).joined(separator: " ") == answer.text
        else { return nil }
        var start = 0
        return chosen.map { index in
            let span = Span(start: start, end: start + sources[index].text.utf8.count)
            start = span.end + 1
            return AnswerSentence(span: span, source: sources[index].span, finding: .chosen)
        }
    }

    private static func find(_ sentence: String, among sources: [InputSentence]) -> (InputSentence?, Finding)
    {
        let wanted = sentence.onOneLine
        if let same = sources.first(where: { $0.text == wanted }) { return (same, .copied) }
        if let within = sources.first(where: {
            $0.text.contains(wanted) || $0.text.count > 20 && wanted.contains($0.text)
        }) {
            return (within, .copied)
        }
        let words = terms(in: wanted)
        var best: (source: InputSentence, share: Double)?
        for source in sources {
            let share = wordOverlap(words, terms(in: source.text))
            if share > (best?.share ?? 0) { best = (source, share) }
        }
        return best.map { ($0.source, .nearest($0.share)) } ?? (nil, .nowhere)
    }
}

/// How a sentence's source was found.
package enum Finding: Hashable, Sendable {
    /// The policy recorded that it chose this sentence.
    case chosen
    /// The same words stand in the input.
    case copied
    /// The sentence with the most words in common, and how many: 2 · common / (all words of both).
    case nearest(Double)
    /// No sentence shares a word with it.
    case nowhere

    /// "same words", "nearest, 72 % of words shared".
    package var words: String {
        switch self {
        case .chosen: "chosen"
        case .copied: "same words"
        case .nearest(let share): "nearest, \(Int((share * 100).rounded())) % of words shared"
        case .nowhere: "no source found"
        }
    }
}

/// A sentence of a node's input.
private struct InputSentence: Hashable, Sendable {
    /// On one line, as answers quote it.
    var text: String
    /// Without the white space around it.
    var span: Span

    /// The sentences of an input, in the order of the text.
    static func all(of input: String) -> [InputSentence] {
        sentences(in: input).map { span in
            let span = span.trimmed(in: input)
            return InputSentence(text: input.utf8(in: span).onOneLine, span: span)
        }
    }
}

/// The Dice coefficient of two bags of words.
func wordOverlap(_ one: [String], _ other: [String]) -> Double {
    guard !one.isEmpty, !other.isEmpty else { return 0 }
    var counts: [String: Int] = [:]
    for word in one { counts[word, default: 0] += 1 }
    var common = 0
    for word in other where counts[word, default: 0] > 0 {
        counts[word, default: 0] -= 1
        common += 1
    }
    return 2 * Double(common) / Double(one.count + other.count)
}

extension Span {
    /// Without the white space at both ends.
    func trimmed(in text: String) -> Span {
        let part = text.utf8(in: self)
        guard let first = part.firstIndex(where: { !$0.isWhitespace }),
            let last = part.lastIndex(where: { !$0.isWhitespace })
        else { return Span(start: start, end: start) }
        let end = part.index(after: last)
        return Span(
            start: start + part.utf8.distance(from: part.startIndex, to: first),
            end: start + part.utf8.distance(from: part.startIndex, to: end))
    }

    /// Bytes that two spans have in common.
    func overlap(_ other: Span) -> Int { max(0, min(end, other.end) - max(start, other.start)) }
}
