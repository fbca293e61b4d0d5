/// An answer to a passage that somebody called good or bad, without another one to compare it with.
package struct UnpairedAnswer: Sendable {
    /// The question.
    package var passage: Passage
    /// The answer's text.
    package var text: String
    /// Whether it was called good.
    package var isDesirable: Bool

    /// A judged answer.
    package init(passage: Passage, text: String, isDesirable: Bool) {
        self.passage = passage
        self.text = text
        self.isDesirable = isDesirable
    }
}
