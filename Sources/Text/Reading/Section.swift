/// A named part of a book: a chapter, a letter, or a part that holds chapters.
package struct Section: Hashable, Codable, Sendable {
    /// The heading's words on one line, such as "CHAPTER I. Down the Rabbit-Hole".
    package var title: String
    /// How deep the section stands: 1 for the outermost, 2 for what those hold, and so on.
    package var level: Int
    /// Where the heading's words stand in the text; empty when the book only names the section in its
    /// outline.
    package var heading: Span
    /// From the heading's start to the next section's start, whatever that section's level, or to the text's
    /// end.
    package var span: Span

    /// A section with its heading and the part of the text that it spans.
    package init(title: String, level: Int, heading: Span, span: Span) {
        self.title = title
        self.level = level
        self.heading = heading
        self.span = span
    }
}
