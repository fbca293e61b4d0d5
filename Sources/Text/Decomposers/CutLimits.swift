/// How large the pieces may be and where they may end.
package struct CutLimits: Hashable, Codable, Sendable {
    /// At which places a cut may fall.
    package enum Snap: String, Hashable, Codable, Sendable, CaseIterable {
        /// At the end of a sentence.
        case sentence
        /// At the end of a paragraph; of a sentence where no paragraph ends in reach.
        case paragraph
        /// After any word.
        case none
    }

    /// Who says how many leaves there are, where their words do not.
    package enum Count: String, Hashable, Codable, Sendable, CaseIterable {
        /// The book: as many as its own sections make.
        case given
        /// A trained decomposer: as many as it expects. As given for any other.
        case free
    }

    /// No leaf has more words than this.
    package var leafWords: Int
    /// No node has more children than this.
    package var fanIn: Int
    /// At which places a cut may fall. Inside a sentence only where a single one is longer than a leaf.
    package var snap: Snap
    /// Bounds and mean of a leaf's words, which give the number of leaves; `nil` where the way of cutting decides.
    package var sizes: LeafSizes?
    /// Who says how many leaves there are, whatever their length; `nil` where words do.
    package var cuts: Count?

    /// Limits of `leafWords` words a leaf and `fanIn` children a node, with cuts at the ends of sentences
    /// unless told otherwise.
    package init(
        leafWords: Int = 450, fanIn: Int = 6, snap: Snap = .sentence, sizes: LeafSizes? = nil,
        cuts: Count? = nil
    ) {
        (self.sizes, self.cuts) = (sizes, cuts)
        self.leafWords = leafWords
        self.fanIn = fanIn
        self.snap = snap
    }

    /// What is wrong with the limits, a sentence each; empty when they can be met.
    package func validate() -> [String] {
        var problems: [String] = []
        if leafWords < 1 { problems.append("leaf_words is \(leafWords); a leaf needs at least 1 word") }
        if fanIn < 2 {
            problems.append("fan_in is \(fanIn); a node needs at least 2 children to bring a tree together")
        }
        return problems
    }

    /// The words below which a leaf is too small to be worth a task: a quarter of the limit.
    var leastWords: Int { max(1, leafWords / 4) }
}
