import Text

/// What one judgement shows, and all that a simulated overseer may look at: never more than the budget's words.
///
/// Candidates come first, for without them there is nothing to judge; then the source, cut at the end where
/// it does not fit, which `truncated` says; then as many of the latest earlier answers as still fit, each
/// whole (Wu et al. 2021 also drop context from the beginning).
package struct View: Codable, Hashable, Sendable {
    /// The node's direct input as far as it is shown.
    package let source: String
    /// Answers before it at the same depth that are shown, in the order of the text.
    package let earlier: [String]
    /// The candidates.
    package let candidates: [String]
    /// The most words that may be shown: `oversight.words`.
    package let limit: Int
    /// The words that are shown.
    package let words: Int
    /// Of these, the source's and the earlier answers'.
    package let passageWords: Int
    /// Whether the source, or even a candidate, lost words to the limit.
    package let truncated: Bool
    /// How many earlier answers did not fit.
    package let earlierLeftOut: Int

    /// As much of a question as fits into `words` words. Where even the candidates alone do not fit, each is
    /// cut to an equal share.
    package init(source: String, earlier: [String] = [], candidates: [String] = [], words limit: Int) {
        var left = max(0, limit)
        var truncated = false
        func cut(_ text: String, to most: Int) -> String {
            let count = wordCount(text)
            left -= min(count, most)
            if count <= most { return text }
            truncated = true
            return Text.truncated(text, toWords: most)
        }
        let counts = candidates.map { wordCount($0) }
        if counts.reduce(0, +) <= left {
            self.candidates = candidates
            left -= counts.reduce(0, +)
        } else {
            let share = left / candidates.count
            self.candidates = candidates.map { cut($0, to: share) }
        }
        self.source = cut(source, to: left)
        let candidateWords = self.candidates.map { wordCount($0) }.reduce(0, +)
        var shown: [String] = []
        for answer in earlier.reversed() {
            let count = wordCount(answer)
            if count > left { break }
            left -= count
            shown.append(answer)
        }
        self.earlier = shown.reversed()
        self.earlierLeftOut = earlier.count - shown.count
        self.limit = limit
        self.words = max(0, limit) - left
        self.passageWords = self.words - candidateWords
        self.truncated = truncated
    }
}
