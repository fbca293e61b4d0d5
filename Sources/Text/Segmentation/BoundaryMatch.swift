/// How many boundaries of a segmentation are those of a reference, each taken for at most one of the other's.
package struct BoundaryMatch: Hashable, Sendable {
    /// The boundaries that have a partner.
    package let matches: Int
    /// The boundaries of the segmentation that is judged.
    package let hypothesis: Int
    /// The boundaries of what it is held against.
    package let reference: Int

    /// Pairs boundaries at most `tolerance` units apart, as many as possible.
    ///
    /// From left to right the two foremost are paired if they are near enough, and otherwise the earlier has no partner:
    /// no other way finds more pairs where all tolerances are equal.
    package init(hypothesis: Segmentation, reference: Segmentation, tolerance: Int) {
        (self.hypothesis, self.reference) = (hypothesis.boundaries.count, reference.boundaries.count)
        var ours = hypothesis.boundaries[...]
        var theirs = reference.boundaries[...]
        var matches = 0
        while let one = ours.first, let other = theirs.first {
            if abs(one - other) <= tolerance {
                matches += 1
                ours.removeFirst()
                theirs.removeFirst()
            } else if one < other {
                ours.removeFirst()
            } else {
                theirs.removeFirst()
            }
        }
        self.matches = matches
    }

    /// The share of the judged boundaries that have a partner; nil where there is none.
    package var precision: Double? { hypothesis == 0 ? nil : Double(matches) / Double(hypothesis) }
    /// The share of the reference's boundaries that have a partner; nil where there is none.
    package var recall: Double? { reference == 0 ? nil : Double(matches) / Double(reference) }
    /// The harmonic mean of precision and recall, 2 · matches / (hypothesis + reference); nil where there is nothing to find.
    package var f1: Double? {
        reference == 0 ? nil : Double(2 * matches) / Double(hypothesis + reference)
    }
}
