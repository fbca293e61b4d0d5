/// Writes numbers, text and arrays as little-endian bytes; `BinaryReader` reads them back in the same order.
///
/// Whole numbers and array lengths take eight bytes. Floats keep their bit patterns.
package struct BinaryWriter: Sendable {
    /// What was written so far.
    package private(set) var bytes: [UInt8] = []

    /// A writer of a file that begins with eight bytes: a four-letter magic word and a version.
    package init(magic: String, version: Int) {
        precondition(magic.utf8.count == 4, "a magic word has four letters")
        bytes.append(contentsOf: magic.utf8)
        append(UInt32(version))
    }

    /// Appends a whole number.
    package mutating func write(_ value: Int) { append(Int64(value)) }
    /// Appends a whole number without a sign.
    package mutating func write(_ value: UInt64) { append(value) }
    /// Appends a double's bit pattern.
    package mutating func write(_ value: Double) { append(value.bitPattern) }

    /// Appends a count and then the bit patterns.
    package mutating func write(_ values: [Float]) {
        write(values.count)
        for value in values { append(value.bitPattern) }
    }

    /// Appends a count and then the bit patterns.
    package mutating func write(_ values: [Double]) {
        write(values.count)
        for value in values { append(value.bitPattern) }
    }

    /// Appends a count and then the numbers.
    package mutating func write(_ values: [Int]) {
        write(values.count)
        for value in values { append(Int64(value)) }
    }

    /// Appends a count and then the bytes.
    package mutating func write(_ values: [UInt8]) {
        write(values.count)
        bytes.append(contentsOf: values)
    }

    /// Appends a count of UTF-8 bytes and then the bytes.
    package mutating func write(_ text: String) { write(Array(text.utf8)) }

    /// Appends a random stream's state.
    package mutating func write(_ stream: RandomStream) {
        for word in stream.words { append(word) }
    }

    private mutating func append<Value: FixedWidthInteger>(_ value: Value) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
