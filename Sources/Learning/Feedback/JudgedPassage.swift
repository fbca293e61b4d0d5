/// What a question is about: one node's text and what it takes to answer it.
package struct JudgedPassage: Codable, Hashable, Sendable {
    /// The book's name.
    package var book: String
    /// The node's path, such as "0.3.7".
    package var node: String
    /// 0 at a leaf.
    package var height: Int
    /// Where the node's text starts in the book, in UTF-8 offsets.
    package var start: Int
    /// Where it ends.
    package var end: Int
    /// The node's direct input: a leaf's text, or the children's answers joined by a blank line.
    package var text: String
    /// Answers before it at the same depth, in the order of the text.
    package var earlier: [String]
    /// The most words that an answer may have.
    package var limit: Int
    /// What is asked about this text, where that is not the task's instruction.
    package var question: String?

    /// A node's question.
    package init(
        book: String, node: String, height: Int, start: Int, end: Int, text: String, earlier: [String] = [],
        limit: Int, question: String? = nil
    ) {
        self.book = book
        self.node = node
        self.height = height
        self.start = start
        self.end = end
        self.text = text
        self.earlier = earlier
        self.limit = limit
        self.question = question
    }
}
