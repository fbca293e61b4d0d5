/// Cuts a book into a given number of leaves between bounds, at the places that cost least together.
///
/// Every way of cutting that follows rules is then a price of each place, so that two of them differ in where they cut,
/// and neither in how many leaves they make nor in how long these may be.
struct SizedCuts {
    private let book: Book
    private let boundaries: Boundaries
    private let limits: CutLimits
    private let places: CutPlaces
    /// `nil` where a single leaf is all there can be.
    private let lattice: PartitionLattice?

    /// The places of a book and the ways to cut it there.
    ///
    /// - Parameter limits: with sizes; without, those of ``LeafSizes/init(most:)``.
    init(of book: Book, limits: CutLimits) {
        self.book = book
        self.limits = limits
        let sizes = limits.sizes ?? LeafSizes(most: limits.leafWords)
        boundaries = Boundaries(of: book)
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
    private func leaves(costs: [Double], evenness: Double) -> [Span] {
        guard let lattice else { return places.spans(cutAt: []) }
        let mean = Double(places.total) / Double(max(1, lattice.count ?? 1))
        var prices = [Double](repeating: 0, count: lattice.edgeCount)
        for place in 0..<lattice.placeCount {
            for next in lattice.reach[place] {
                let words = Double(lattice.words[next] - lattice.words[place])
                let uneven = lattice.count == nil || mean == 0 ? 0 : (words - mean) / mean
                let isEnd = next == lattice.placeCount - 1
                prices[lattice.edge(place, next)] =
                    evenness * uneven * uneven
                    + (isEnd ? 0 : costs[next - 1] + places.all[next - 1].reluctance)
            }
        }
        return places.spans(cutAt: lattice.cheapest(prices).dropFirst().dropLast().map { $0 - 1 })
    }

    /// What a cut costs by its distance from the nearest line of an even grid, which the phase moves as far as the first
    /// and the last leaf allow: up to a half on, from a half back to where it was.
    private func gridCosts(phase: Double) -> [Double] {
        guard let lattice, let count = lattice.count, count > 0, places.total > 0 else {
            return places.all.map { _ in 0 }
        }
        let step = Double(places.total) / Double(count)
        let room = max(0, min(step - Double(lattice.least), Double(lattice.most) - step, step / 2))
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
