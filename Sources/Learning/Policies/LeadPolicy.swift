import Tensors

/// Answers with the first sentences of the passage, as many as fit: the baseline that needs no learning.
package struct LeadPolicy: Policy, Hashable, Codable {
    /// The policy; it has no settings.
    package init() {}

    /// The sentences before the first one that would pass the limit; the shortest of all, cut, where not even
    /// the first fits.
    package func answer(
        _ passage: Passage, temperature: Double = 0, using stream: inout RandomStream
    ) -> Answer {
        var words = 0
        var chosen: [Int] = []
        for (index, sentence) in passage.sentences.enumerated()
        where sentence.wordCount > 0 && !sentence.isHeading {
            words += sentence.wordCount
            if words > passage.limit { break }
            chosen.append(index)
        }
        return passage.answer(choosing: chosen)
    }
}
