/// Cuts a book into a given number of leaves between bounds, at the places that cost least together.
///
/// The number follows from the leaves' sizes, or is the book's own number of sections; leaves of any length then.
///
/// Every way of cutting that follows rules is then a price of each place, so that two of them differ in where they cut,
/// and neither in how many leaves they make nor in how long these may be.
struct SizedCuts {
    private let book: Book
    private let boundaries: Boundaries
    private let limits: CutLimits
    private let places: CutPlaces
    /// How many leaves there are, of any length; `nil` where their sizes say it.
    private let pieces: Int?
    /// `nil` where a single leaf is all there can be, or leaves may have any length.
    private let lattice: PartitionLattice?

    /// The places of a book and the ways to cut it there.
    ///
    /// - Parameter limits: with sizes, or with a count; without, the sizes of ``LeafSizes/init(most:)``.
    init(of book: Book, limits: CutLimits) {
        self.book = book
        self.limits = limits
        let sizes = limits.sizes ?? LeafSizes(most: limits.leafWords)
        boundaries = Boundaries(of: book)
        guard limits.cuts == nil else {
            places = CutPlaces(of: boundaries, snap: limits.snap, spacing: .max).wanted
            (pieces, lattice) = (min(book.sectionPieces, places.all.count + 1), nil)
            return
        }
        pieces = nil
        places = CutPlaces(of: boundaries, snap: limits.snap, spacing: sizes.least)
        lattice = PartitionLattice.nearest(
            inner: places.all.map(\.words), total: places.total, least: sizes.least, most: sizes.most,
            count: sizes.count(words: places.total))
    }

    /// The leaves of a way of cutting.
    func leaves(by decomposer: Decomposer, uniform: () -> Double) -> [Span] {
        switch decomposer {
        case .fixed: leaves(costs: gridCosts(phase: uniform()), evenness: 1)
        case .random: leaves(costs: places.all.map { _ in uniform() }, evenness: 0)
        case .structure: leaves(costs: structureCosts, evenness: 0.01)
        case .texttiling(_, let window):
            leaves(
                costs: TextTiling(of: book, boundaries: boundaries, limits: limits, window: window)
                    .depths(at: places).map { -$0 }, evenness: 0)
        case .pronouns:
            leaves(costs: OpeningPronouns.counts(in: book, at: places).map(Double.init), evenness: 0.1)
        case .even, .whole: leaves(costs: places.all.map { _ in 0 }, evenness: 1)
        }
    }

    /// The cheapest leaves, where a cut costs what its place does, what it costs to cut there against the wish for ends of
    /// sentences, and a price for the squared relative difference of the leaf before it from the mean.
    private func leaves(costs: [Double], evenness: Evenness) -> [Span] {
        let costs = zip(costs, places.all).map { $0 + $1.reluctance }
        if let pieces {
            return places.spans(
                cutAt: PartitionLattice.cuts(
                    words: places.all.map(\.words), total: places.total, costs: costs, pieces: pieces,
                    evenness: evenness))
        }
        guard let lattice else { return places.spans(cutAt: []) }
        return places.spans(
            cutAt: lattice.cheapest(lattice.prices(cuts: costs, evenness: evenness)).dropFirst().dropLast()
                .map {
                    $0 - 1
                })
    }

    /// What a cut costs by its distance from the nearest line of an even grid, which the phase moves as far as the first
    /// and the last leaf allow: up to a half on, from a half back to where it was.
    private func gridCosts(phase: Double) -> [Double] {
        guard let count = pieces ?? lattice?.count, count > 0, places.total > 0 else {
            return places.all.map { _ in 0 }
        }
        let step = Double(places.total) / Double(count)
        let bounds = lattice.map { min(step - Double($0.least), Double($0.most) - step) } ?? step
        let room = max(0, min(bounds, step / 2))
        let shift = (phase < 0.5 ? phase : phase - 1) * 2 * room
        return places.all.map { place in
            let lines = (Double(place.words) - shift) / step
            let distance = lines - lines.rounded()
            return 10 * distance * distance
        }
    }

    /// What a cut costs by what ends there: nothing at a section, most inside a paragraph.
    private var structureCosts: [Double] {
        let sections = Set(book.sections.map(\.span.start))
        return places.all.map { place in
            if sections.contains(place.offset) { return 0 }
            switch place.kind {
            case .section?: return 0
            case .scene?: return 1
            case .paragraph?: return 4
            case .sentence?, .heading?, nil: return 6
            }
        }
    }
}
