import Text

/// The sentences of an answer, numbered as people number them, and the answers that have some of them.
package struct AnswerSentences: Hashable, Sendable {
    /// The sentences without white space around them, in order.
    package let texts: [String]
    /// Where each stands in the answer.
    package let spans: [Span]

    /// Finds the sentences of an answer.
    package init(_ answer: String) {
        var texts: [String] = []
        var spans: [Span] = []
        for span in sentences(in: answer) {
            let words = answer.utf8(in: span).split(whereSeparator: \.isWhitespace)
            guard !words.isEmpty else { continue }
            texts.append(words.joined(separator: " "))
            spans.append(span)
        }
        self.texts = texts
        self.spans = spans
    }

    /// How many there are.
    package var count: Int { texts.count }

    /// The answer without the sentence at `index`, from 0.
    package func without(_ index: Int) -> String {
        texts.indices.filter { $0 != index }.map { texts[$0] }.joined(separator: " ")
    }

    /// The answer's first sentences.
    package func first(_ count: Int) -> String { texts.prefix(count).joined(separator: " ") }

    /// The answer with another sentence at `index`.
    package func replacing(_ index: Int, with sentence: String) -> String {
        texts.indices.map { $0 == index ? sentence : texts[$0] }.joined(separator: " ")
    }
}
