/// The places where the leaves of a book may begin, with how little each is wanted.
///
/// Every boundary between sentences is one. Where none lies within `spacing` words, places after a word fill the gap, so
/// that leaves of bounded length always exist; they are wanted least.
package struct CutPlaces: Sendable {
    /// One place.
    package struct Place: Hashable, Sendable {
        /// The offset of the first byte after the cut.
        package var offset: Int
        /// The number of words before it.
        package var words: Int
        /// What ends here; `nil` inside a sentence.
        package var kind: Boundary.Kind?
        /// What a cut here costs before anything is known of the text: 0 where one is wanted.
        package var reluctance: Double
    }

    /// In text order, words strictly rising, without the text's beginning and end.
    package private(set) var all: [Place] = []
    /// The number of the book's words.
    package let total: Int
    /// The length of the text in bytes.
    package let end: Int

    /// The places of a book. Cuts are wanted at ends of paragraphs or, for another `snap`, of sentences.
    ///
    /// - Parameter spacing: the most words between neighbours.
    package init(of boundaries: Boundaries, snap: CutLimits.Snap, spacing: Int) {
        total = boundaries.tokens.count
        end = boundaries.end
        let wanted: Boundary.Kind = snap == .paragraph ? .paragraph : .sentence
        let spacing = max(1, spacing)
        var found: [Place] = []
        func fill(upTo words: Int) {
            var last = found.last?.words ?? 0
            while words - last > spacing {
                last += spacing
                found.append(
                    Place(
                        offset: boundaries.offset(afterWords: last), words: last, kind: nil, reluctance: 100))
            }
        }
        for boundary in boundaries.all where boundary.words > 0 && boundary.words < boundaries.tokens.count {
            fill(upTo: boundary.words)
            if found.last?.words == boundary.words {
                // Nothing but marks between the two: the later stands after a row of stars.
                if boundary.kind < wanted { continue }
                found.removeLast()
            }
            let reluctance = boundary.kind >= wanted ? 0.0 : boundary.kind == .heading ? 10 : 2
            found.append(
                Place(
                    offset: boundary.offset, words: boundary.words, kind: boundary.kind,
                    reluctance: reluctance))
        }
        fill(upTo: boundaries.tokens.count)
        all = found
    }

    /// Only the places where a cut is wanted.
    package var wanted: CutPlaces {
        var places = self
        places.all = all.filter { $0.reluctance == 0 }
        return places
    }

    /// The spans between chosen places, given as indices into ``all`` in rising order.
    package func spans(cutAt cuts: [Int]) -> [Span] {
        var start = 0
        var spans: [Span] = []
        for cut in cuts {
            spans.append(Span(start: start, end: all[cut].offset))
            start = all[cut].offset
        }
        return spans + [Span(start: start, end: end)]
    }
}
