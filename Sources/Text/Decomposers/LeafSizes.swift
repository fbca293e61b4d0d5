/// The sizes that leaves should have, in words.
package struct LeafSizes: Hashable, Codable, Sendable {
    /// The fewest and the most words.
    package var least: Int, most: Int
    /// The mean; the number of leaves follows from it.
    package var about: Int

    /// Sizes between bounds with a mean.
    package init(least: Int, most: Int, about: Int) {
        (self.least, self.most, self.about) = (least, most, about)
    }

    /// How many leaves a text of so many words has.
    package func count(words: Int) -> Int { max(1, (words + about / 2) / max(1, about)) }

    /// Sizes in leaves of at most so many words: filled to three quarters on average, and not below a quarter.
    package init(most: Int) {
        let most = max(1, most)
        let least = max(1, most / 4)
        self.init(least: least, most: most, about: max(least, most - most / 4))
    }

    /// The nearest sizes that can be: each at least 1 and in order.
    var feasible: LeafSizes {
        let most = max(1, most)
        let least = min(max(1, least), most)
        return LeafSizes(least: least, most: most, about: min(max(least, about), most))
    }
}
