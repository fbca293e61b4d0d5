/// A change to a book's text: what stands in a span gives way to other text.
package struct BookEdit: Hashable, Sendable {
    /// What is taken out; empty where something is put in.
    package var span: Span
    /// What is put in its place.
    package var text: String

    /// A change of what stands in a span.
    package init(span: Span, text: String) {
        (self.span, self.text) = (span, text)
    }

    /// The book with the change made: its sections and scenes move with their text. Origins are forgotten.
    package func applied(to book: Book) -> Book {
        var text = Array(book.text.utf8)
        text.replaceSubrange(span.range, with: Array(self.text.utf8))
        let growth = self.text.utf8.count - span.count
        func moved(_ offset: Int) -> Int {
            if offset >= span.end && !(offset == span.start && !span.isEmpty) { return offset + growth }
            return min(offset, span.start)
        }
        return Book(
            name: book.name, text: String(decoding: text, as: UTF8.self),
            sections: book.sections.map { section in
                Section(
                    title: section.title, level: section.level,
                    heading: Span(start: moved(section.heading.start), end: moved(section.heading.end)),
                    span: Span(start: moved(section.span.start), end: moved(section.span.end)))
            },
            sceneBreaks: Set(book.sceneBreaks.map(moved)).filter { $0 > 0 && $0 < text.count }.sorted(),
            origins: OriginMap())
    }
}

/// The changes that somebody might make to a book: a sentence or a paragraph more, less, or another in its place.
///
/// What is put in stands elsewhere in the same book, so that it is prose of its kind. Headings are left alone.
package struct BookEdits: Sendable {
    private let text: String
    /// The sentences, each with the white space after it.
    private var sentences: [Span] = []
    /// The paragraphs, each with the blank line after it.
    private var paragraphs: [Span] = []

    /// The changes to a book; there is none to one without two sentences and two paragraphs of its own.
    package init?(of book: Book) {
        text = book.text
        let headings = book.sections.map(\.heading).filter { !$0.isEmpty }
        let boundaries = Boundaries(of: book)
        var next = 0
        func add(_ span: Span, to spans: inout [Span]) {
            while next < headings.count && headings[next].end <= span.start { next += 1 }
            if next < headings.count && headings[next].start < span.end { return }
            if boundaries.words(before: span.end) > boundaries.words(before: span.start) {
                spans.append(span)
            }
        }
        for (start, end) in Self.neighbours(boundaries.all.map(\.offset), boundaries.end) {
            add(Span(start: start, end: end), to: &sentences)
        }
        next = 0
        let ends = boundaries.all.filter { $0.kind != .sentence }.map(\.offset)
        for (start, end) in Self.neighbours(ends, boundaries.end) {
            add(Span(start: start, end: end), to: &paragraphs)
        }
        guard sentences.count > 1, paragraphs.count > 1 else { return nil }
    }

    /// One of the changes: put in, taken out or replaced, a sentence or a paragraph, each as likely, anywhere.
    ///
    /// - Parameter below: a random whole number from 0 up to but not including its argument; asked four times.
    package func draw(_ below: (Int) -> Int) -> BookEdit {
        let units = below(2) == 0 ? sentences : paragraphs
        let kind = below(3)
        let place = units[below(units.count)]
        let other = String(text.utf8(in: units[below(units.count)]))
        switch kind {
        case 0: return BookEdit(span: Span(start: place.end, end: place.end), text: other)
        case 1: return BookEdit(span: place, text: "")
        default: return BookEdit(span: place, text: other)
        }
    }

    /// A paragraph from the middle of the book put in after its first one: what moves all that follows.
    package var early: BookEdit {
        let middle = String(text.utf8(in: paragraphs[paragraphs.count / 2]))
        return BookEdit(span: Span(start: paragraphs[0].end, end: paragraphs[0].end), text: middle)
    }

    private static func neighbours(_ offsets: [Int], _ end: Int) -> [(Int, Int)] {
        Array(zip([0] + offsets, offsets + [end]))
    }
}
