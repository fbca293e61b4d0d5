import Tensors
import Text

extension CutterModel {
    /// Cuts a book: leaves of these sizes at the places wanted most together, then their groups, whose borders are the
    /// cuts wanted most among those between leaves.
    ///
    /// - Parameters:
    ///   - snap: at which places a cut may fall.
    ///   - fanIn: the most children of a node.
    ///   - cuts: who says how many leaves there are, of whatever length; `nil` where the sizes do.
    package func decompose(
        _ book: Book, leaves sizes: LeafSizes, snap: CutLimits.Snap, fanIn: Int, cuts: CutLimits.Count? = nil
    ) -> Tree {
        if let cuts { return decompose(book, cuts, snap: snap, fanIn: fanIn) }
        let reading = reading(of: book, leaves: sizes, snap: snap)
        let places = reading.places
        let scores = wanted(reading)
        guard
            let lattice = PartitionLattice.nearest(
                inner: places.all.map(\.words), total: places.total, least: sizes.least, most: sizes.most,
                count: sizes.count(words: places.total))
        else { return Tree(of: book, leaves: places.spans(cutAt: []), fanIn: fanIn) }
        let path = lattice.cheapest(lattice.prices(cuts: scores.map { -$0 }, evenness: evenness))
        return Self.tree(
            of: book, cutAt: path.dropFirst().dropLast().map { $0 - 1 }, places, scores, fanIn: fanIn)
    }

    /// A book as it reads one in which leaves have these sizes.
    package func reading(of book: Book, leaves sizes: LeafSizes, snap: CutLimits.Snap) -> CutReading {
        CutReading(
            of: book,
            places: CutPlaces(
                of: Boundaries(of: book), snap: snap, spacing: max(1, min(sizes.least, sizes.most))),
            view: scorer.view)
    }

    /// How much a cut is wanted at each place of a reading, all told.
    private func wanted(_ reading: CutReading) -> [Double] {
        zip(scorer.scores(reading), reading.places.all).map { $0 - $1.reluctance }
    }

    /// How likely each way to cut a passage is.
    package func distribution(over passage: CutPassage) -> PartitionDistribution {
        PartitionDistribution(
            passage.lattice,
            scores: zip(scorer.scores(rows: passage.rows), passage.reluctance).map { $0 - $1 },
            evenness: evenness)
    }

    /// The tree of a book that is cut at some places of a reading, given in rising order.
    func tree(of book: Book, cutAt cuts: [Int], _ reading: CutReading, fanIn: Int) -> Tree {
        Self.tree(of: book, cutAt: cuts, reading.places, wanted(reading), fanIn: fanIn)
    }

    private static func tree(
        of book: Book, cutAt cuts: [Int], _ places: CutPlaces, _ scores: [Double], fanIn: Int
    ) -> Tree {
        let leaves = places.spans(cutAt: cuts).map(Branch.leaf)
        return Tree(
            of: book, root: grouping(leaves, cuts: cuts.map { scores[$0] }, fanIn: max(2, fanIn)))
    }

    /// Cuts a book into as many leaves as it has sections, or as are to be expected: the sum of the cuts' probabilities.
    private func decompose(_ book: Book, _ count: CutLimits.Count, snap: CutLimits.Snap, fanIn: Int) -> Tree {
        let places = CutPlaces(of: Boundaries(of: book), snap: snap, spacing: .max).wanted
        let scores = scorer.scores(CutReading(of: book, places: places, view: scorer.view))
        let pieces =
            switch count {
            case .given: book.sectionPieces
            case .free: 1 + Int((scores.reduce(0) { $0 + 1 / (1 + Elementary.exp(-$1)) }).rounded())
            }
        let cuts = PartitionLattice.cuts(
            words: places.all.map(\.words), total: places.total, costs: scores.map { -$0 }, pieces: pieces,
            evenness: evenness)
        return Self.tree(of: book, cutAt: cuts, places, scores, fanIn: fanIn)
    }

    /// Puts neighbours under nodes, level by level, as few as `fanIn` allows, with the borders where cuts score most.
    private static func grouping(_ leaves: [Branch], cuts: [Double], fanIn: Int) -> Branch {
        var level = leaves
        var scores = cuts
        while level.count > fanIn {
            let groups = (level.count + fanIn - 1) / fanIn
            guard
                let lattice = PartitionLattice.nearest(
                    inner: Array(1..<level.count), total: level.count, least: 2, most: fanIn, count: groups)
            else { break }
            let path = lattice.cheapest(lattice.prices(cuts: scores.map { -$0 }, evenness: 0))
            level = zip(path, path.dropFirst()).map { from, to in
                to - from == 1 ? level[from] : .node(Array(level[from..<to]))
            }
            scores = path.dropFirst().dropLast().map { scores[$0 - 1] }
        }
        return level.count == 1 ? level[0] : .node(level)
    }
}
