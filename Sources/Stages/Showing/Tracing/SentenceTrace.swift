import Learning
import Text

/// A sentence of a root's answer, followed down to the place of the book where it stands.
package struct SentenceTrace: Hashable, Sendable {
    /// A sentence of one node's answer.
    package struct Step: Hashable, Sendable {
        package var path: String
        package var height: Int
        /// The sentence of this node's answer, on one line.
        package var sentence: String
        /// How it was found in what this node was shown.
        package var finding: Finding
    }

    package var book: String
    /// From 1, over all root answers of the book.
    package var number: Int
    /// From the root to the leaf.
    package var steps: [Step]
    /// Where the leaf's sentence stands in the cleaned text of the book, in UTF-8; `nil` where the way was lost.
    package var span: Span?
    /// Its words there, line breaks as they are.
    package var source: String?

    package var sentence: String { steps.first?.sentence ?? "" }
    package var leaf: String? { span == nil ? nil : steps.last?.path }

    /// Whether every step is a copy: chosen, or the same words.
    package var isExact: Bool { span != nil && steps.allSatisfy { $0.finding == .chosen || $0.finding == .copied } }

    /// The traces of every sentence of a book's root answers, in the order of the text.
    package static func all(of book: AnsweredBook) -> [SentenceTrace] {
        var traces: [SentenceTrace] = []
        for path in book.roots {
            guard let root = book.node(path) else { continue }
            for sentence in AnswerSentence.all(of: root.answer, in: book.input(of: root)) {
                var trace = SentenceTrace(book: book.name, number: traces.count + 1, steps: [])
                trace.follow(sentence, of: root, in: book)
                traces.append(trace)
            }
        }
        return traces
    }

    /// Goes down from a sentence of a node's answer.
    private mutating func follow(_ sentence: AnswerSentence, of node: AnsweredBook.Node, in book: AnsweredBook) {
        steps.append(
            Step(
                path: node.path, height: node.height, sentence: node.answer.text.utf8(in: sentence.span).onOneLine,
                finding: sentence.finding))
        guard let source = sentence.source else { return }
        if let leaf = node.leaf {
            span = Span(start: leaf.start + source.start, end: leaf.start + source.end)
            self.source = String(leaf.text.utf8(in: source))
            return
        }
        var start = 0
        for child in book.children(of: node.path) {
            let part = Span(start: start, end: start + child.answer.text.utf8.count)
            start = part.end + 2
            guard part.overlap(source) > 0 else { continue }
            let within = Span(start: source.start - part.start, end: source.end - part.start)
            let candidates = AnswerSentence.all(of: child.answer, in: book.input(of: child))
            guard let next = candidates.max(by: { $0.span.overlap(within) < $1.span.overlap(within) }) else { return }
            follow(next, of: child, in: book)
            return
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
