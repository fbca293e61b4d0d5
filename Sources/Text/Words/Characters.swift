/// What the scanners of this module ask about a place in UTF-8: ASCII is answered from the byte, anything else
/// from the properties of its Unicode scalar.
struct Characters {
    /// Valid UTF-8, as every `String` holds it.
    let bytes: UnsafeBufferPointer<UInt8>

    var count: Int { bytes.count }

    subscript(offset: Int) -> UInt8 { bytes[offset] }

    /// The scalar that starts at `offset`, and how many bytes it takes.
    func scalar(at offset: Int) -> (value: Unicode.Scalar, length: Int) {
        let first = UInt32(bytes[offset])
        if first < 0x80 { return (Unicode.Scalar(UInt8(first)), 1) }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard offset + length <= bytes.count else { return ("\u{FFFD}", 1) }
        var value = first & (0xFF >> UInt32(length + 1))
        for i in 1..<length { value = value << 6 | UInt32(bytes[offset + i] & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }

    /// The length in bytes of the white space character at `offset`, or 0 when another character stands there.
    func whitespace(at offset: Int) -> Int {
        let byte = bytes[offset]
        if byte < 0x80 { return byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) ? 1 : 0 }
        guard byte == 0xC2 || byte == 0xE1 || byte == 0xE2 || byte == 0xE3 else { return 0 }
        let (value, length) = scalar(at: offset)
        return value.properties.isWhitespace ? length : 0
    }

    /// The end of the white space that starts at `offset`, and how many lines it ends (two or more: a paragraph).
    func skipWhitespace(from offset: Int) -> (end: Int, lines: Int) {
        var end = offset
        var lines = 0
        while end < count {
            let length = whitespace(at: end)
            if length == 0 { break }
            if bytes[end] == 0x0A { lines += 1 }
            if bytes[end] == 0x0C || (length == 3 && bytes[end + 2] == 0xA9) { lines += 2 }
            end += length
        }
        return (end, lines)
    }

    /// Whether a byte is a letter or digit of ASCII.
    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
    }

    /// Whether the UTF-8 at `offset` is one of the three-byte characters U+2000 ... U+203F (general punctuation:
    /// the curly quotes, dashes and ellipsis, by far the most frequent characters of an English book outside ASCII).
    func isPunctuation(at offset: Int) -> Bool {
        bytes[offset] == 0xE2 && offset + 1 < count && bytes[offset + 1] == 0x80
    }
}

extension Unicode.Scalar {
    /// A letter or digit of any script.
    var isWordScalar: Bool { properties.isAlphabetic || properties.numericType != nil }

    /// An accent or point that continues the letter before it.
    var isMark: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }
}

/// Calls `body` with the UTF-8 of a text, without a copy for every native string.
func withCharacters<Result>(of text: String, _ body: (Characters) -> Result) -> Result {
    if let result = text.utf8.withContiguousStorageIfAvailable({ body(Characters(bytes: $0)) }) {
        return result
    }
    return Array(text.utf8).withUnsafeBufferPointer { body(Characters(bytes: $0)) }
}
