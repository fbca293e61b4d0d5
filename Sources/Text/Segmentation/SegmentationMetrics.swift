/// How well a segmentation of a text agrees with a reference of the same text, as segeval 2.0.11 computes it, to the
/// last digit.
///
///     let metrics = SegmentationMetrics(hypothesis: cuts, reference: chapters)
///     metrics?.pk
package struct SegmentationMetrics: Hashable, Sendable {
    /// What is judged.
    package let hypothesis: Segmentation
    /// What it is held against.
    package let reference: Segmentation
    /// k of Pk and WindowDiff, in units: half the mean length of the reference's segments, halves to the even
    /// number, at least 2. NLTK and other programs choose other k, and their numbers cannot be compared with these.
    package let window: Int

    /// Nil where the two are not of the same text: their numbers of units differ, or there is no unit.
    package init?(hypothesis: Segmentation, reference: Segmentation) {
        guard hypothesis.count == reference.count, reference.count > 0 else { return nil }
        self.hypothesis = hypothesis
        self.reference = reference
        window = Self.window(for: reference)
    }

    /// round(count / segments / 2), in whole numbers so that nothing is lost.
    private static func window(for reference: Segmentation) -> Int {
        let divisor = 2 * (reference.boundaries.count + 1)
        let (whole, rest) = reference.count.quotientAndRemainder(dividingBy: divisor)
        let isUp = 2 * rest == divisor ? !whole.isMultiple(of: 2) : 2 * rest > divisor
        return max(2, whole + (isUp ? 1 : 0))
    }

    /// Pk (Beeferman, Berger and Lafferty 1999): of all pairs of units k apart, the share about which the two do not
    /// agree whether both stand in one segment. 0 is perfect; nil where no two units are k apart.
    package var pk: Double? {
        let (ours, theirs) = (hypothesis.segments, reference.segments)
        return share {
            ours[$0] == ours[$0 + window]
        } other: {
            theirs[$0] == theirs[$0 + window]
        }
    }

    /// WindowDiff (Pevzner and Hearst 2002): of all windows of k + 1 units, the share in which the two have different
    /// numbers of boundaries. 0 is perfect; nil where the text has no such window.
    package var windowDiff: Double? {
        let (ours, theirs) = (hypothesis.segments, reference.segments)
        return share {
            ours[$0 + window] - ours[$0]
        } other: {
            theirs[$0 + window] - theirs[$0]
        }
    }

    /// The share of windows at which two statements differ.
    private func share<Statement: Equatable>(_ one: (Int) -> Statement, other: (Int) -> Statement) -> Double?
    {
        let windows = reference.count - window
        guard windows > 0 else { return nil }
        return Double((0..<windows).count { one($0) != other($0) }) / Double(windows)
    }

    /// Boundary similarity B (Fournier 2013) with transpositions over at most n_t = 2 places, weighted 1/2:
    ///
    ///     1 - (additions + transpositions / 2) / (additions + transpositions + matches)
    ///
    /// Neighbouring places count as one transposition, taken greedily from the left, where one of the two has its
    /// boundary at the one and the other at the other. 1 is perfect, and where neither has any boundary.
    package var boundarySimilarity: Double {
        let (ours, theirs) = (hypothesis.places, reference.places)
        var additions = 0
        var transpositions = 0
        var matches = 0
        var place = 0
        while place < ours.count {
            if ours[place] == theirs[place] {
                matches += ours[place] ? 1 : 0
            } else if place + 1 < ours.count, ours[place] == theirs[place + 1],
                theirs[place] == ours[place + 1]
            {
                transpositions += 1
                place += 1
            } else {
                additions += 1
            }
            place += 1
        }
        let all = additions + transpositions + matches
        // In halves, so that there is one rounding.
        return all == 0 ? 1 : Double(transpositions + 2 * matches) / Double(2 * all)
    }
}
