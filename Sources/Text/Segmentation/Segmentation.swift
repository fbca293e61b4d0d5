/// A text of `count` units (sentences, paragraphs) that is cut into segments.
package struct Segmentation: Hashable, Sendable {
    /// How many units the text has.
    package let count: Int
    /// The units that a segment other than the first begins with, ascending.
    package let boundaries: [Int]

    /// A text of so many units with a boundary before each of these; those outside of the text are none.
    package init(count: Int, boundaries: some Sequence<Int>) {
        self.count = max(0, count)
        self.boundaries = Set(boundaries).filter { $0 > 0 && $0 < count }.sorted()
    }

    /// Segments of these lengths in units; nil unless each has at least one.
    package init?(lengths: [Int]) {
        guard lengths.allSatisfy({ $0 > 0 }) else { return nil }
        var ends: [Int] = []
        var end = 0
        for length in lengths {
            end += length
            ends.append(end)
        }
        self.init(count: end, boundaries: ends)
    }

    /// The lengths of the segments in units, in order.
    package var lengths: [Int] {
        guard count > 0 else { return [] }
        return zip([0] + boundaries, boundaries + [count]).map { $1 - $0 }
    }

    /// By unit: how many boundaries stand at or before it, which is the number of its segment.
    var segments: [Int] {
        lengths.enumerated().flatMap { segment, length in [Int](repeating: segment, count: length) }
    }

    /// Whether each unit but the first begins a segment: one place between two neighbours after another.
    var places: [Bool] {
        var places = [Bool](repeating: false, count: max(0, count - 1))
        for boundary in boundaries { places[boundary - 1] = true }
        return places
    }
}
