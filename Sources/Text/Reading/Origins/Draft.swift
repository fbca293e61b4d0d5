/// Text in the making: valid UTF-8 whose every byte knows where it came from.
struct Draft {
    private(set) var bytes: [UInt8] = []
    private(set) var origins = OriginMap()

    var count: Int { bytes.count }

    subscript(offset: Int) -> UInt8 { bytes[offset] }

    func string(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// Appends the bytes of one or more characters, `unit` bytes for each `step` bytes of the source.
    mutating func append(
        _ characters: some Collection<UInt8>, source: Int, unit: Int = 1, step: Int = 1
    ) {
        bytes.append(contentsOf: characters)
        origins.append(length: characters.count, source: source, unit: unit, step: step)
    }

    /// Appends a character of ASCII that is one byte in the source, too.
    mutating func append(_ character: UInt8, source: Int) {
        bytes.append(character)
        origins.append(length: 1, source: source)
    }

    /// Appends a part of another draft with its origins.
    mutating func append(_ other: Draft, range: Range<Int>, member: UInt16? = nil) {
        bytes.append(contentsOf: other.bytes[range])
        origins.append(other.origins, range: range, member: member)
    }

    /// Appends bytes that the source does not have; their origin is that of the byte at `offset` in `other`.
    mutating func insert(
        _ characters: some Collection<UInt8>, at offset: Int, of other: Draft, member: UInt16? = nil
    ) {
        append(characters, standingFor: offset..<offset, of: other, member: member)
    }

    /// Appends characters that stand for a range of other characters, as `—` does for `&mdash;`.
    mutating func append(
        _ characters: some Collection<UInt8>, standingFor range: Range<Int>, of other: Draft,
        member: UInt16? = nil
    ) {
        let start = other.origins.lookup(range.lowerBound).offset
        let end = other.origins.lookup(range.upperBound).offset
        let own = other.origins.pieceIndex(at: range.lowerBound).map { other.origins.pieces[$0].member } ?? 0
        bytes.append(contentsOf: characters)
        origins.append(
            length: characters.count, source: start, member: member ?? own,
            unit: end > start ? characters.count : 1, step: max(0, end - start))
    }

    mutating func reserve(_ count: Int) {
        bytes.reserveCapacity(count)
    }

    /// Makes room for so many pieces of the map of origins; memory that is not touched costs nothing.
    mutating func reserve(pieces: Int) {
        origins.pieces.reserveCapacity(pieces)
    }

    /// Registers an archive member and gives the number that its bytes are to be appended with.
    mutating func member(named name: String) -> UInt16 {
        origins.members.append(name)
        return UInt16(clamping: origins.members.count)
    }

    /// Says that the members of `other` are this draft's members.
    mutating func adoptMembers(of other: Draft) {
        origins.members = other.origins.members
    }

    /// The lines of a stretch, without their newlines.
    func lines(in range: Range<Int>) -> Lines { Lines(bytes, in: range) }
}

/// The lines of a stretch of bytes, without their newlines, found one after another; at least one, which may be empty.
struct Lines: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var start: Int?
    private let end: Int

    init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        (start, end) = (range.lowerBound, range.upperBound)
    }

    mutating func next() -> Range<Int>? {
        guard let start else { return nil }
        let newline = bytes[start..<end].firstIndex(of: UInt8(ascii: "\n"))
        self.start = newline.map { $0 + 1 }
        return start..<(newline ?? end)
    }
}
