/// Cuts a span into pieces of about equal length within the limits, each at the best boundary near its place.
struct Cutter {
    let boundaries: Boundaries
    let limits: CutLimits

    /// The pieces of a span, in order.
    ///
    /// After every cut the rest is planned anew: as few pieces as can hold it, all of one length. So what snapping
    /// adds to one piece is spread over all that follow, and no small rest remains at the end.
    /// - Parameter tiers: kinds of boundary; the first that occurs in reach (from half the piece's length up to the
    ///   limit) is used, at the place nearest to the plan. Without any, a cut falls after a word.
    func cut(_ span: Span, preferring tiers: [Boundary.Kind], phase: Double = 0) -> [Span] {
        var planned = firstLengths(phase: phase)[...]
        return cut(span, preferring: tiers) { even in planned.popFirst() ?? even }
    }

    /// The pieces of a span, in order, each planned to have between half and all of the words that a leaf may have.
    ///
    /// - Parameter uniform: a random number from [0, 1), asked for once a piece but the last.
    func cut(_ span: Span, preferring tiers: [Boundary.Kind], uniform: () -> Double) -> [Span] {
        cut(span, preferring: tiers) { _ in (1 + uniform()) * Double(limits.leafWords) / 2 }
    }

    /// The pieces of a span, in order.
    ///
    /// - Parameter planned: the words that the next piece should have, given their number if the rest is cut evenly.
    private func cut(_ span: Span, preferring tiers: [Boundary.Kind], planned: (Double) -> Double) -> [Span] {
        var pieces: [Span] = []
        var start = span.start
        var wordsBefore = boundaries.words(before: span.start)
        let last = boundaries.words(before: span.end)
        while last - wordsBefore > limits.leafWords {
            let rest = last - wordsBefore
            let count = (rest + limits.leafWords - 1) / limits.leafWords
            let even = Double(rest) / Double(count)
            let reach = min(limits.leafWords, rest - limits.leastWords)
            let length = min(planned(even), Double(reach))
            let cut =
                best(after: wordsBefore, length: length, reach: reach, tiers)
                ?? place(afterWords: wordsBefore + max(1, Int(length)))
            pieces.append(Span(start: start, end: cut.offset))
            start = cut.offset
            wordsBefore = cut.words
        }
        pieces.append(Span(start: start, end: span.end))
        return pieces
    }

    /// The lengths of the leaves before the even ones.
    private func firstLengths(phase: Double) -> [Double] {
        guard phase > 0, phase < 1 else { return [] }
        let limit = Double(limits.leafWords)
        return phase >= 0.25 ? [phase * limit] : [(1 + phase) * limit / 2, (1 + phase) * limit / 2]
    }

    private func best(after words: Int, length: Double, reach: Int, _ tiers: [Boundary.Kind]) -> Place? {
        let least = words + max(limits.leastWords, Int(length / 2))
        let range = boundaries.firstIndex(words: least)..<boundaries.firstIndex(words: words + reach + 1)
        let target = Double(words) + length
        for tier in tiers {
            var best: Boundary?
            for boundary in boundaries.all[range] where boundary.kind >= tier {
                let distance = abs(Double(boundary.words) - target)
                // Of two at the same distance the later: with equal words it stands after a row of stars.
                if let before = best, abs(Double(before.words) - target) < distance { continue }
                best = boundary
            }
            if let best { return Place(offset: best.offset, words: best.words) }
        }
        return nil
    }

    private struct Place {
        var offset: Int
        var words: Int
    }

    /// The place after a number of words, past the white space.
    private func place(afterWords words: Int) -> Place {
        Place(offset: boundaries.offset(afterWords: words), words: words)
    }
}
