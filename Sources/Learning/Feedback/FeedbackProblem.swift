/// What is wrong with a piece of feedback, and what would be right.
package struct FeedbackFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// A sentence without a full stop.
    package var description: String

    /// A fault in words.
    package init(_ description: String) {
        self.description = description
    }
}

/// A fault with its place in a feedback file.
package struct FeedbackProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1; 0 where the fault is of no one line.
    package var line: Int
    /// What is wrong there.
    package var message: String
    /// Whether it is only a last line that was cut off while being written: its event did not happen.
    package var isTorn: Bool

    /// A fault at a line.
    package init(line: Int, message: String, isTorn: Bool = false) {
        self.line = line
        self.message = message
        self.isTorn = isTorn
    }

    /// "line 3: unknown kind 'rnking'; …".
    package var description: String { line > 0 ? "line \(line): \(message)" : message }
}
