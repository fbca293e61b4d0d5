/// What a policy says to a passage.
package struct Answer: Codable, Hashable, Sendable {
    /// The answer in words, never over the passage's limit.
    package var text: String
    /// The sentences of the passage that an extractive policy took, in the order in which it took them.
    package var choices: [Int]?
    /// The exact log-probability of `choices` (the decision to stop included) at the temperature of sampling.
    package var logprob: Double?

    /// An answer; a policy that does not choose sentences gives the text alone.
    package init(text: String, choices: [Int]? = nil, logprob: Double? = nil) {
        self.text = text
        self.choices = choices
        self.logprob = logprob
    }

    /// The sentences taken, in the order of the text.
    package var sentences: [Int]? { choices?.sorted() }
}
