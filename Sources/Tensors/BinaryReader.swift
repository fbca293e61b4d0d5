/// Why bytes could not be read as a model or a checkpoint.
package struct BinaryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where reading stopped, in bytes from the start.
    package let offset: Int
    /// What was wrong there, and what would have been right.
    package let problem: String

    /// A problem at a byte.
    package init(offset: Int, problem: String) {
        self.offset = offset
        self.problem = problem
    }

    /// The problem with its place.
    package var description: String { "byte \(offset): \(problem)" }
}

/// Reads what `BinaryWriter` wrote; whatever the bytes hold, it throws rather than traps.
package struct BinaryReader: Sendable {
    private let bytes: [UInt8]
    /// The next byte to be read.
    package private(set) var offset = 0
    /// The version after the magic word.
    package let version: Int

    /// A reader of bytes that begin with the magic word and a version from 1 through `version`.
    package init(_ bytes: [UInt8], magic: String, version newest: Int) throws(BinaryError) {
        let word = Array(magic.utf8)
        guard bytes.count >= 8, Array(bytes[0..<4]) == word else {
            throw BinaryError(offset: 0, problem: "does not begin with ‘\(magic)’: another kind of file")
        }
        self.bytes = bytes
        let stored =
            UInt32(bytes[4]) | UInt32(bytes[5]) << 8 | UInt32(bytes[6]) << 16 | UInt32(bytes[7]) << 24
        guard stored >= 1, Int(stored) <= newest else {
            throw BinaryError(
                offset: 4, problem: "version \(stored) of ‘\(magic)’; this program reads 1 through \(newest)")
        }
        version = Int(stored)
        offset = 8
    }

    /// The next whole number.
    package mutating func readInt() throws(BinaryError) -> Int {
        guard let value = Int(exactly: Int64(bitPattern: try readUInt64())) else {
            throw BinaryError(offset: offset - 8, problem: "a number too large for this machine")
        }
        return value
    }

    /// The next whole number, which must lie within `range`.
    package mutating func readInt(in range: ClosedRange<Int>) throws(BinaryError) -> Int {
        let value = try readInt()
        guard range.contains(value) else {
            throw BinaryError(
                offset: offset - 8,
                problem: "\(value) where \(range.lowerBound) through \(range.upperBound) was expected")
        }
        return value
    }

    /// The next whole number without a sign.
    package mutating func readUInt64() throws(BinaryError) -> UInt64 {
        try need(8)
        var value: UInt64 = 0
        for index in 0..<8 { value |= UInt64(bytes[offset + index]) << UInt64(8 * index) }
        offset += 8
        return value
    }

    /// The next double.
    package mutating func readDouble() throws(BinaryError) -> Double {
        Double(bitPattern: try readUInt64())
    }

    /// The next array of floats, of the length `count` if that is given.
    package mutating func readFloats(count expected: Int? = nil) throws(BinaryError) -> [Float] {
        let count = try readCount(width: 4, expected: expected)
        var values = [Float](repeating: 0, count: count)
        for index in 0..<count {
            let at = offset + 4 * index
            let bits =
                UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2]) << 16
                | UInt32(bytes[at + 3]) << 24
            values[index] = Float(bitPattern: bits)
        }
        offset += 4 * count
        return values
    }

    /// The next array of doubles, of the length `count` if that is given.
    package mutating func readDoubles(count expected: Int? = nil) throws(BinaryError) -> [Double] {
        let count = try readCount(width: 8, expected: expected)
        var values: [Double] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try readDouble()) }
        return values
    }

    /// The next array of whole numbers.
    package mutating func readInts() throws(BinaryError) -> [Int] {
        let count = try readCount(width: 8, expected: nil)
        var values: [Int] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try readInt()) }
        return values
    }

    /// The next array of bytes.
    package mutating func readBytes() throws(BinaryError) -> [UInt8] {
        let count = try readCount(width: 1, expected: nil)
        defer { offset += count }
        return Array(bytes[offset..<offset + count])
    }

    /// The next text, which must be UTF-8.
    package mutating func readString() throws(BinaryError) -> String {
        let start = offset
        guard let text = String(validating: try readBytes(), as: UTF8.self) else {
            throw BinaryError(offset: start, problem: "text that is not UTF-8")
        }
        return text
    }

    /// The next random stream.
    package mutating func readStream() throws(BinaryError) -> RandomStream {
        let start = offset
        var words: [UInt64] = []
        for _ in 0..<4 { words.append(try readUInt64()) }
        guard let stream = RandomStream(words: words) else {
            throw BinaryError(offset: start, problem: "a random state of zeros")
        }
        return stream
    }

    /// Whether everything was read.
    package var isAtEnd: Bool { offset == bytes.count }

    /// Demands that nothing is left.
    package func finish() throws(BinaryError) {
        guard offset == bytes.count else {
            throw BinaryError(offset: offset, problem: "\(bytes.count - offset) bytes too many")
        }
    }

    private mutating func readCount(width: Int, expected: Int?) throws(BinaryError) -> Int {
        let start = offset
        let count = try readInt()
        guard count >= 0, count <= (bytes.count - offset) / width else {
            throw BinaryError(offset: start, problem: "a list of \(count) values where the bytes end sooner")
        }
        if let expected, count != expected {
            throw BinaryError(offset: start, problem: "\(count) values where \(expected) were expected")
        }
        return count
    }

    private func need(_ count: Int) throws(BinaryError) {
        guard bytes.count - offset >= count else {
            throw BinaryError(offset: offset, problem: "the bytes end here, \(count) more were expected")
        }
    }
}
