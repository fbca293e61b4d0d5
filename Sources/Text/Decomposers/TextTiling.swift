/// Cuts where the vocabulary changes most: Hearst, *TextTiling* (Computational Linguistics 23.1, 1997), with the best
/// set of cuts under the limits in the place of a threshold.
///
/// Blocks of twenty words are compared by the cosine of their stems' counts, `window` blocks on each side of each gap;
/// the similarities are smoothed over three gaps; a gap's depth is how far similarity rises to the next peak on both
/// sides. Each depth goes to the nearest boundary of the wanted kind, and of all cuts that keep the limits those with
/// the largest sum of depths are taken.
struct TextTiling {
    private let boundaries: Boundaries
    private let limits: CutLimits
    /// Each block's end.
    private let blocks: [Int]
    /// The depth at each block's end.
    private let depths: [Double]

    static let blockWords = 20

    init(of book: Book, boundaries: Boundaries, limits: CutLimits, window: Int) {
        self.boundaries = boundaries
        self.limits = limits
        let sequence = StemSequence(of: book.text, blockWords: TextTiling.blockWords)
        blocks = sequence.blockEnds
        depths = TextTiling.depths(TextTiling.smoothed(sequence.similarities(window: max(1, window))))
    }

    /// The pieces of the whole text.
    func leaves() -> [Span] {
        let candidates = candidates()
        let total = boundaries.tokens.count
        // Room to choose: on average leaves are filled to three quarters.
        let target = max(1, Int((Double(total) / (0.75 * Double(limits.leafWords))).rounded(.up)))
        let selection = CutSelection(
            candidates: candidates, total: total, least: limits.leastWords, most: limits.leafWords)
        var start = 0
        var spans: [Span] = []
        for cut in selection.best(pieces: target) {
            spans.append(Span(start: start, end: candidates[cut].offset))
            start = candidates[cut].offset
        }
        return spans + [Span(start: start, end: boundaries.end)]
    }

    /// The places to choose from, each with what it is worth: the depth of the gaps nearest to a boundary, less for a
    /// boundary that should be avoided, and least for places after any word, which fill what boundaries leave open.
    private func candidates() -> [CutSelection.Candidate] {
        candidates(at: CutPlaces(of: boundaries, snap: limits.snap, spacing: limits.leastWords))
    }

    /// The depth of each place that takes one; 0 at the others.
    func depths(at places: CutPlaces) -> [Double] {
        candidates(at: places).map { $0.takesDepth ? $0.value : 0 }
    }

    private func candidates(at places: CutPlaces) -> [CutSelection.Candidate] {
        var found = places.all.map {
            CutSelection.Candidate(
                offset: $0.offset, words: $0.words, value: -$0.reluctance, takesDepth: $0.reluctance == 0)
        }
        addDepths(to: &found)
        return found
    }

    /// Gives each gap's depth to the nearest candidate that takes depths, which keeps the largest.
    private func addDepths(to candidates: inout [CutSelection.Candidate]) {
        let takers = candidates.indices.filter { candidates[$0].takesDepth }
        var next = 0
        for (end, depth) in zip(blocks, depths) {
            while next + 1 < takers.count && candidates[takers[next + 1]].offset <= end { next += 1 }
            guard next < takers.count else { return }
            var nearest = takers[next]
            if next + 1 < takers.count {
                let after = takers[next + 1]
                if abs(candidates[after].offset - end) < abs(candidates[nearest].offset - end) {
                    nearest = after
                }
            }
            candidates[nearest].value = max(candidates[nearest].value, depth)
        }
    }

    /// The mean of each value and its neighbours.
    static func smoothed(_ values: [Double]) -> [Double] {
        values.indices.map { index in
            let range = values[max(0, index - 1)...min(values.count - 1, index + 1)]
            return range.reduce(0, +) / Double(range.count)
        }
    }

    /// How far each value lies below the peaks on its left and right, added.
    static func depths(_ values: [Double]) -> [Double] {
        var depths = [Double](repeating: 0, count: values.count)
        var peak = 0.0
        for (index, value) in values.enumerated() {
            peak = index > 0 && values[index - 1] >= value ? peak : value
            depths[index] += peak - value
        }
        for (index, value) in values.enumerated().reversed() {
            peak = index + 1 < values.count && values[index + 1] >= value ? peak : value
            depths[index] += peak - value
        }
        return depths
    }
}
