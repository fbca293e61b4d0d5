import Text

/// A passage to practise cutting on: its ways to be cut, what can be seen at each place, and what is wrong with a leaf.
package struct CutPassage: Sendable {
    /// The ways to cut it.
    package let lattice: PartitionLattice
    /// The features of the places within it, row by row.
    package let rows: [Float]
    /// How little a cut is wanted at each place before anything is learned; see ``CutPlaces/Place/reluctance``.
    package let reluctance: [Double]
    /// The offset in the book of each place, the passage's beginning and end included.
    package let offsets: [Int]

    /// The passages of a book, each about `words` long and from one place to another.
    ///
    /// - Parameter wish: the sizes of leaves in it.
    package static func passages(of reading: CutReading, words: Int, leaves wish: LeafSizes) -> [CutPassage] {
        let count = (reading.places.total + words / 2) / max(1, words)
        return passages(of: reading, count: count, leaves: wish)
    }

    /// The passages of a book as few as can be, each of at most so many leaves, but for what the nearest places add.
    package static func passages(of reading: CutReading, leaves wish: LeafSizes, atMost: Int) -> [CutPassage]
    {
        let words = max(1, min(wish.about, reading.places.total) * atMost)
        return passages(of: reading, count: (reading.places.total + words - 1) / words, leaves: wish)
    }

    /// The book in so many passages of about the same length.
    private static func passages(of reading: CutReading, count: Int, leaves wish: LeafSizes) -> [CutPassage] {
        let places = reading.places
        let count = max(1, count)
        var starts = [0]
        for passage in 1..<count {
            let target = places.total * passage / count
            let index = places.all.firstIndex { $0.words >= target && $0.reluctance == 0 } ?? places.all.count
            if index < places.all.count, index + 1 > (starts.last ?? 0) { starts.append(index + 1) }
        }
        // Place n + 1 of the book is `all[n]`; 0 its beginning and the last its end.
        let last = places.all.count + 1
        return zip(starts, starts.dropFirst() + [last]).compactMap { from, to in
            CutPassage(reading, from: from, to: to, leaves: wish)
        }
    }

    private init?(_ reading: CutReading, from: Int, to: Int, leaves wish: LeafSizes) {
        let places = reading.places
        func words(_ place: Int) -> Int {
            place == 0 ? 0 : place > places.all.count ? places.total : places.all[place - 1].words
        }
        func offset(_ place: Int) -> Int {
            place == 0 ? 0 : place > places.all.count ? places.end : places.all[place - 1].offset
        }
        let inner = Array((from + 1)..<max(from + 1, to))
        guard
            let lattice = PartitionLattice.nearest(
                inner: inner.map { words($0) - words(from) }, total: words(to) - words(from),
                least: wish.least, most: wish.most, count: wish.count(words: words(to) - words(from)))
        else { return nil }
        self.lattice = lattice
        rows = Array(reading.rows(from..<(from + inner.count)))
        reluctance = inner.map { places.all[$0 - 1].reluctance }
        offsets = [offset(from)] + inner.map(offset) + [offset(to)]
    }

    /// Where in the book it stands.
    package var span: Span { Span(start: offsets[0], end: offsets[offsets.count - 1]) }

    /// The leaves of a way to cut, given as places with the passage's beginning and end.
    package func spans(_ path: [Int]) -> [Span] {
        zip(path, path.dropFirst()).map { Span(start: offsets[$0], end: offsets[$1]) }
    }

    /// What each leaf costs, by edge, when nothing matters but that leaves are even, and that no cut falls where none is
    /// wanted: the squared relative difference from the mean, and the reluctance of the cut that ends it.
    package var uneven: [Double] {
        lattice.prices(cuts: reluctance, evenness: 1)
    }

    /// What each leaf costs, by edge: its share of the passage's pronouns that it leaves without anybody to mean.
    package func costs(of orphans: LeafOrphans) -> [Double] {
        let all = orphans.pronouns(in: span)
        var costs = [Double](repeating: 0, count: lattice.edgeCount)
        guard all > 0 else { return costs }
        for place in 0..<lattice.placeCount where !lattice.reach[place].isEmpty {
            let counts = orphans.counts(
                from: offsets[place], to: lattice.reach[place].map { offsets[$0] })
            for (next, count) in zip(lattice.reach[place], counts) {
                costs[lattice.edge(place, next)] = Double(count) / Double(all)
            }
        }
        return costs
    }
}
