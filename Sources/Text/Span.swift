/// A half-open range of UTF-8 offsets in a text: `start ..< end`.
///
/// Offsets are counted in bytes of the UTF-8 encoding and always fall on the border of a character's
/// encoding, so a span can be kept in a file and read back by another program.
package struct Span: Hashable, Codable, Sendable, Comparable {
    /// The offset of the first byte.
    package var start: Int
    /// The offset after the last byte.
    package var end: Int

    /// The bytes from `start` up to but not including `end`.
    package init(start: Int, end: Int) {
        self.start = start
        self.end = end
    }

    /// The bytes of a range.
    package init(_ range: Range<Int>) {
        self.init(start: range.lowerBound, end: range.upperBound)
    }

    /// The number of bytes covered.
    package var count: Int { end - start }

    /// Whether it holds no byte.
    package var isEmpty: Bool { end <= start }

    /// The same as a range; empty where it ends before it starts.
    package var range: Range<Int> { start..<max(start, end) }

    /// Whether a byte lies in it.
    package func contains(_ offset: Int) -> Bool { start <= offset && offset < end }

    /// Spans are ordered by where they start, then by where they end.
    package static func < (left: Span, right: Span) -> Bool {
        (left.start, left.end) < (right.start, right.end)
    }
}
