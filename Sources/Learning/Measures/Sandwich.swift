import Tensors

/// How often a judge who cannot read everything prefers what one who can prefers, alone and through a decomposition
/// (sandwiching: Cotra 2021; Bowman et al. 2022).
package struct Sandwich: Hashable, Sendable {
    /// Two answers to one whole task. Differences are of the first less the second.
    package struct Pair: Codable, Hashable, Sendable {
        /// By the expert, who reads everything.
        package var expert: Double
        /// By the judge alone: as much of the task as the budget allows.
        package var alone: Double
        /// By the judge's judgements of the nodes, each within the budget.
        package var decomposed: Double

        /// A pair of answers.
        package init(expert: Double, alone: Double, decomposed: Double) {
            self.expert = expert
            self.alone = alone
            self.decomposed = decomposed
        }
    }

    /// A share with the interval in which it lies when books are drawn again.
    package struct Share: Hashable, Sendable {
        /// The share.
        package var value: Double
        /// The central 95 % over resampled books; nil with one book.
        package var interval: ResampledInterval?
    }

    /// What the pairs of one book say.
    package struct Book: Hashable, Sendable {
        /// The book's place among those that were given.
        package var place: Int
        /// Its pairs that the expert does not call equal.
        package var pairs: Int
        /// The agreement of the judge alone.
        package var alone: Double
        /// The agreement through the decomposition.
        package var decomposed: Double
        /// As of all books together.
        package var gapClosed: Double?
    }

    /// Pairs that the expert does not call equal.
    package let pairs: Int
    /// Books with such pairs, in the order that was given.
    package let books: [Book]
    /// The agreement of the judge alone; where the judge sees no difference a half.
    package let alone: Share
    /// The agreement through the decomposition.
    package let decomposed: Share
    /// (decomposed − alone) / (1 − alone): how much of the way from the judge alone to the expert, who agrees with
    /// itself, the decomposition goes; nil where the judge alone always agrees.
    package let gapClosed: Share?

    /// How often books are drawn again.
    static let resamples = 2_000

    /// Measures the pairs of several books; nil where the expert calls all of them equal.
    ///
    /// - Parameters:
    ///   - tie: below this difference the expert calls two answers equal.
    ///   - stream: draws books again.
    package init?(books: [[Pair]], tie: Double, using stream: inout RandomStream) {
        let tallies = books.map { Tally($0, tie: tie) }.filter { $0.pairs > 0 }
        guard !tallies.isEmpty else { return nil }
        let all = tallies.reduce(Tally(), +)
        let times = tallies.count > 1 ? Self.resamples : 0
        let drawn = ClusterResampling.map(of: tallies.count, times: times, using: &stream) { places in
            places.reduce(Tally()) { $0 + tallies[$1] }
        }
        pairs = all.pairs
        self.books = books.enumerated().compactMap { place, pairs in
            let tally = Tally(pairs, tie: tie)
            guard tally.pairs > 0 else { return nil }
            return Book(
                place: place, pairs: tally.pairs, alone: tally.aloneShare, decomposed: tally.decomposedShare,
                gapClosed: tally.gapClosed)
        }
        alone = Share(value: all.aloneShare, interval: ResampledInterval(drawn.map(\.aloneShare)))
        decomposed = Share(
            value: all.decomposedShare, interval: ResampledInterval(drawn.map(\.decomposedShare)))
        gapClosed = all.gapClosed.map {
            Share(value: $0, interval: ResampledInterval(drawn.compactMap(\.gapClosed)))
        }
    }

    /// Pairs and agreements, which add up over books.
    private struct Tally {
        var pairs = 0
        var alone = 0.0
        var decomposed = 0.0

        init() {}

        init(_ pairs: [Pair], tie: Double) {
            let preferences = pairs.map { abs($0.expert) < tie ? 0.5 : $0.expert > 0 ? 1.0 : 0.0 }
            let alone = Agreement(margins: pairs.map(\.alone), preferences: preferences)
            self.pairs = alone.counted
            self.alone = alone.agreed
            decomposed = Agreement(margins: pairs.map(\.decomposed), preferences: preferences).agreed
        }

        static func + (one: Tally, other: Tally) -> Tally {
            var sum = one
            sum.pairs += other.pairs
            sum.alone += other.alone
            sum.decomposed += other.decomposed
            return sum
        }

        var aloneShare: Double { alone / Double(pairs) }
        var decomposedShare: Double { decomposed / Double(pairs) }
        var gapClosed: Double? {
            aloneShare < 1 ? (decomposedShare - aloneShare) / (1 - aloneShare) : nil
        }
    }
}
