/// A piecewise linear map from offsets of a clean text to offsets of the file that it was read from.
///
/// A *piece* covers a stretch of the text in which `unit` bytes of text stand for `step` bytes of the file:
/// 1:1 for copied UTF-8, 2:1 for Latin-1 letters, 1:2 for ASCII in UTF-16, 3:7 for `&mdash;`, and 1:0 for
/// bytes that the file does not have (the blank line between two HTML paragraphs), which map to where they
/// were put. A piece ends where the next one starts.
package struct OriginMap: Hashable, Sendable {
    struct Piece: Hashable {
        var start: UInt32
        var source: UInt32
        var member: UInt16
        var unit: UInt8
        var step: UInt8
    }

    /// No file longer than this can be mapped.
    package static let longestSource = Int(UInt32.max)

    /// Names of archive members; a piece's `member` 0 is the file itself, `n` is `members[n - 1]`.
    var members: [String] = []
    var pieces: [Piece] = []
    /// The number of bytes of text that the map covers.
    package internal(set) var count = 0

    /// A map of no text.
    package init() {}

    /// Where the byte at `offset` came from; offsets outside the text are moved to its nearest end.
    ///
    /// Logarithmic in the number of pieces.
    package func lookup(_ offset: Int) -> Origin {
        guard let index = pieceIndex(at: max(0, min(offset, count))) else {
            return Origin(member: nil, offset: 0)
        }
        let piece = pieces[index]
        let units = (max(0, min(offset, count)) - Int(piece.start)) / Int(piece.unit)
        return Origin(
            member: piece.member == 0 ? nil : members[Int(piece.member) - 1],
            offset: Int(piece.source) + units * Int(piece.step))
    }

    /// The index of the last piece that starts at or before `offset`.
    func pieceIndex(at offset: Int) -> Int? {
        var low = 0
        var high = pieces.count
        while low < high {
            let middle = (low + high) / 2
            if Int(pieces[middle].start) <= offset { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }

    /// Appends `length` bytes of text that came from `source` in steps of `unit` bytes of text for `step` of
    /// file.
    mutating func append(length: Int, source: Int, member: UInt16 = 0, unit: Int = 1, step: Int = 1) {
        guard length > 0 else { return }
        let fits = unit <= Int(UInt8.max) && step <= Int(UInt8.max)
        let piece = Piece(
            start: UInt32(clamping: count), source: UInt32(clamping: source), member: member,
            unit: fits ? UInt8(unit) : 1, step: fits ? UInt8(step) : 0)
        count += length
        if let last = pieces.last, continues(last, piece) { return }
        pieces.append(piece)
    }

    /// Appends the part of `other` that covers `range`; `member` replaces its members when given.
    mutating func append(_ other: OriginMap, range: Range<Int>, member: UInt16? = nil) {
        guard !range.isEmpty, var index = other.pieceIndex(at: range.lowerBound) else { return }
        var position = range.lowerBound
        while position < range.upperBound {
            let piece = other.pieces[index]
            let pieceEnd = index + 1 < other.pieces.count ? Int(other.pieces[index + 1].start) : other.count
            let end = min(pieceEnd, range.upperBound)
            guard end > position else { return }
            let units = (position - Int(piece.start)) / Int(piece.unit)
            append(
                length: end - position, source: Int(piece.source) + units * Int(piece.step),
                member: member ?? piece.member, unit: Int(piece.unit), step: Int(piece.step))
            position = end
            index += 1
        }
    }

    private func continues(_ last: Piece, _ next: Piece) -> Bool {
        guard last.member == next.member, last.unit == next.unit, last.step == next.step else { return false }
        let length = next.start - last.start
        guard length.isMultiple(of: UInt32(last.unit)) else { return false }
        return UInt64(last.source) + UInt64(length) / UInt64(last.unit) * UInt64(last.step)
            == UInt64(next.source)
    }
}
