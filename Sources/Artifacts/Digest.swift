import CCrypto

/// The SHA-256 of some bytes: the only identity that anything in Quire has.
///
/// Kept as four words rather than an array, so that a table of a hundred thousand digests is one allocation.
package struct Digest: Hashable, Sendable {
    /// The 32 bytes as big-endian words, so that comparing words compares the hexadecimal text.
    let words: (UInt64, UInt64, UInt64, UInt64)

    /// The number of bytes in a digest.
    package static let byteCount = 32

    /// The digest of `bytes`.
    package init(of bytes: [UInt8]) {
        self = bytes.withUnsafeBytes { Digest(of: $0) }
    }

    /// The digest of a text's UTF-8 bytes.
    package init(of text: String) {
        var text = text
        self = text.withUTF8 { Digest(of: UnsafeRawBufferPointer($0)) }
    }

    /// The digest of memory owned by somebody else.
    package init(of buffer: UnsafeRawBufferPointer) {
        self = withUnsafeTemporaryAllocation(byteCount: Digest.byteCount, alignment: 8) { output in
            Hashing.digest(buffer, into: output)
            return Digest(raw: UnsafeRawBufferPointer(output))
        }
    }

    /// The digest whose 32 bytes are `bytes`, or nil when there are not exactly 32.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Digest.byteCount else { return nil }
        self = Array(bytes).withUnsafeBytes { Digest(raw: $0) }
    }

    /// Reads 32 bytes that are already a digest.
    package init(raw buffer: UnsafeRawBufferPointer) {
        precondition(buffer.count == Digest.byteCount, "a digest is 32 bytes")
        func word(_ index: Int) -> UInt64 {
            UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
        }
        words = (word(0), word(1), word(2), word(3))
    }

    /// The 32 bytes.
    package var bytes: [UInt8] {
        withBytes { Array($0) }
    }

    /// Calls `body` with the 32 bytes, without an allocation.
    package func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        let stored = (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian)
        return try withUnsafeBytes(of: stored, body)
    }

    /// The first eight bytes as a number: a uniformly distributed summary, for lock offsets and random seeds.
    package var prefix: UInt64 { words.0 }

    /// Whether two digests are the same in all 256 bits.
    package static func == (a: Digest, b: Digest) -> Bool { a.words == b.words }

    /// Feeds the digest to a hasher.
    package func hash(into hasher: inout Hasher) {
        // A digest is uniform already; one word of it is as good as all four.
        hasher.combine(words.0)
    }
}

extension Digest: Comparable {
    /// Orders digests as their hexadecimal text is ordered.
    package static func < (a: Digest, b: Digest) -> Bool { a.words < b.words }
}
