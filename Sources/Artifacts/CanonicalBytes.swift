/// Bytes to hash, in which two different things can never look the same.
///
/// Every item is written as a tag, its length where it has one, and its content, so that neither two kinds
/// (1 and 1.0, "1" and 1, [] and {}) nor two splits ("ab","c" and "a","bc") collide. Objects are sorted by the
/// bytes of their keys. -0.0 is not 0.0. The format is frozen: a change here changes every key.
package struct CanonicalBytes: Sendable {
    /// What was written so far.
    package private(set) var bytes: [UInt8] = []

    /// Nothing but the name of what follows, so that two uses of the format cannot collide either.
    package init(domain: String) {
        bytes.reserveCapacity(512)
        append(domain)
    }

    /// The digest of what was written.
    package var digest: Digest { Digest(of: bytes) }

    /// Appends a text: tag `s`, length in UTF-8 bytes, bytes.
    package mutating func append(_ text: String) {
        tag("s", text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    /// Appends a whole number: tag `i`, eight bytes.
    package mutating func append(_ number: Int) {
        tag("i")
        append(word: UInt64(bitPattern: Int64(number)))
    }

    /// Appends a number without sign, or that there is none: tag `u` and eight bytes, or tag `n`.
    package mutating func append(_ number: UInt64?) {
        guard let number else { return tag("n") }
        tag("u")
        append(word: number)
    }

    /// Appends a digest: tag `h`, 32 bytes.
    package mutating func append(_ digest: Digest) {
        tag("h")
        digest.withBytes { bytes.append(contentsOf: $0) }
    }

    /// Appends the head of a list: tag `a`, the number of items that the caller appends next.
    package mutating func beginList(count: Int) { tag("a", count) }

    /// Appends the head of an object: tag `o`, the number of (key, value) pairs that the caller appends next,
    /// in the order of `sorted(_:)`.
    package mutating func beginObject(count: Int) { tag("o", count) }

    /// Appends a value.
    package mutating func append(_ value: Value) {
        switch value {
        case .null: tag("n")
        case .bool(let flag): tag(flag ? "t" : "f")
        case .int(let number): append(number)
        case .double(let number):
            tag("d")
            append(word: number.bitPattern)
        case .string(let text): append(text)
        case .array(let items):
            beginList(count: items.count)
            for item in items { append(item) }
        case .object(let fields):
            beginObject(count: fields.count)
            for (key, item) in CanonicalBytes.sorted(fields) {
                append(key)
                append(item)
            }
        }
    }

    /// The pairs of a dictionary in the order of their keys' UTF-8 bytes.
    package static func sorted<T>(_ fields: [String: T]) -> [(key: String, value: T)] {
        if fields.count < 2 { return fields.map { $0 } }
        return fields.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }

    private mutating func tag(_ character: Unicode.Scalar, _ length: Int? = nil) {
        bytes.append(UInt8(ascii: character))
        if let length { append(word: UInt64(length)) }
    }

    private mutating func append(word: UInt64) {
        withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
