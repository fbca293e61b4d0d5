import Learning
import Text

/// A sentence of a root's answer, followed down to the places of the book where its words stand.
///
/// Where an answer is read again one level up, a heading and the sentence after it may have become one: such a
/// sentence has several places.
package struct SentenceTrace: Hashable, Sendable {
    /// A sentence of one node's answer.
    package struct Step: Hashable, Sendable {
        /// The path of the node in its tree: `0` for the root, `0.3.7` below it.
        package var path: String
        /// The height of the node: 0 for a leaf.
        package var height: Int
        /// The sentence of this node's answer, on one line.
        package var sentence: String
        /// How it was found in what this node was shown.
        package var finding: Finding
    }

    /// A sentence of the book.
    package struct Place: Hashable, Sendable {
        /// The leaf.
        package var path: String
        /// Where it stands in the cleaned text of the book, in UTF-8.
        package var span: Span
        /// Its words there, line breaks as they are.
        package var source: String
    }

    /// The name of the book.
    package var book: String
    /// From 1, over all root answers of the book.
    package var number: Int
    /// From the root to the leaf; where there are several places, each with the way to it behind the one before.
    package var steps: [Step] = []
    /// In the order of the text; none where the way was lost.
    package var places: [Place] = []

    /// The sentence of the root's answer, on one line.
    package var sentence: String { steps.first?.sentence ?? "" }

    /// Whether every step is a copy: chosen, or the same words.
    package var isExact: Bool {
        !places.isEmpty && steps.allSatisfy { $0.finding == .chosen || $0.finding == .copied }
    }

    /// The trace of a sentence, not followed yet.
    package init(book: String, number: Int) {
        self.book = book
        self.number = number
    }

    /// The traces of every sentence of a book's root answers, in the order of the text.
    package static func all(of book: AnsweredBook) -> [SentenceTrace] {
        var traces: [SentenceTrace] = []
        for path in book.roots {
            guard let root = book.node(path) else { continue }
            for sentence in AnswerSentence.all(of: root.answer, in: book.input(of: root)) {
                var trace = SentenceTrace(book: book.name, number: traces.count + 1)
                trace.follow(sentence, of: root, in: book)
                traces.append(trace)
            }
        }
        return traces
    }

    /// Goes down from a sentence of a node's answer.
    private mutating func follow(
        _ sentence: AnswerSentence, of node: AnsweredBook.Node, in book: AnsweredBook
    ) {
        steps.append(
            Step(
                path: node.path, height: node.height,
                sentence: node.answer.text.utf8(in: sentence.span).onOneLine,
                finding: sentence.finding))
        guard let source = sentence.source else { return }
        if let leaf = node.leaf {
            places.append(
                Place(
                    path: node.path,
                    span: Span(start: leaf.start + source.start, end: leaf.start + source.end),
                    source: String(leaf.text.utf8(in: source))))
            return
        }
        var start = 0
        for child in book.children(of: node.path) {
            let part = Span(start: start, end: start + child.answer.text.utf8.count)
            start = part.end + AnsweredBook.between.utf8.count
            let within = Span(start: source.start - part.start, end: source.end - part.start)
            for next in AnswerSentence.all(of: child.answer, in: book.input(of: child))
            where next.span.overlap(within) > 0 { follow(next, of: child, in: book) }
        }
    }
}

extension [SentenceTrace] {
    /// The trace whose sentence a person means: one that contains the words, else the one with most of them.
    package func best(for text: String) -> SentenceTrace? {
        let wanted = text.onOneLine.lowercased()
        if let exact = first(where: { $0.sentence.lowercased().contains(wanted) }) { return exact }
        let words = terms(in: wanted)
        let scored = map { ($0, wordOverlap(words, terms(in: $0.sentence))) }
        guard let best = scored.max(by: { $0.1 < $1.1 }), best.1 > 0 else { return nil }
        return best.0
    }
}
