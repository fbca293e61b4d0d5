/// Short cuts for stretches that are all ASCII, where a byte is a character: most of what readers look at is.
extension Draft {
    /// Whether a stretch is all ASCII, without carriage returns, which would be one character with a line feed.
    func isASCII(_ range: Range<Int>) -> Bool {
        bytes[range].allSatisfy { $0 < 0x80 && $0 != 0x0D }
    }

    /// Whether the first character that is no blank and none of `signs` may be one that matters: where it is ASCII,
    /// `matters` decides, else it may.
    func mayOpen(_ range: Range<Int>, besides signs: StaticString, with matters: (UInt8) -> Bool) -> Bool {
        for byte in bytes[range] {
            if byte >= 0x80 { return true }
            if Self.isBlank(byte) || signs.holds(byte) { continue }
            return matters(byte)
        }
        return false
    }

    /// The letters, in lower case, and the digits of a stretch of ASCII.
    func plainKey(_ range: Range<Int>) -> String {
        String(unsafeUninitializedCapacity: range.count) { key in
            var count = 0
            for byte in bytes[range] where Characters.isAlphanumeric(byte) {
                key[count] = byte | 0x20
                count += 1
            }
            return count
        }
    }

    /// The words of a stretch of ASCII with one blank between them, without underscores, and without asterisks and bars
    /// at both ends; just the words where nothing else is left; at most 200 characters.
    func plainTitle(_ range: Range<Int>) -> String {
        var words: [UInt8] = []
        words.reserveCapacity(range.count)
        for byte in bytes[range] {
            if !Self.isBlank(byte) {
                words.append(byte)
            } else if let last = words.last, last != 0x20 {
                words.append(0x20)
            }
        }
        if words.last == 0x20 { words.removeLast() }
        let letters = words.filter { $0 != UInt8(ascii: "_") }
        func isSign(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: "*") || byte == UInt8(ascii: "|") || byte == 0x20
        }
        guard let first = letters.firstIndex(where: { !isSign($0) }),
            let last = letters.lastIndex(where: { !isSign($0) })
        else { return String(decoding: words.prefix(200), as: UTF8.self) }
        return String(decoding: letters[first...last].prefix(200), as: UTF8.self)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
}

extension StaticString {
    fileprivate func holds(_ byte: UInt8) -> Bool {
        withUTF8Buffer { $0.contains(byte) }
    }
}
