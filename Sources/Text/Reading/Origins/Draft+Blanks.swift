/// What of a stretch can be seen.
extension Draft {
    /// A stretch without what cannot be seen at its beginning: blanks, no-break spaces, and signs such as those that
    /// only say where a word may break. Empty where nothing can be seen.
    func seen(_ range: Range<Int>) -> Range<Int> {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let byte = bytes[offset]
            if byte <= 0x20 || byte == 0x7F {
                offset += 1
                continue
            }
            guard byte >= 0x80 else { break }
            let end =
                bytes[(offset + 1)..<range.upperBound].firstIndex { $0 & 0xC0 != 0x80 } ?? range.upperBound
            guard string(offset..<end).unicodeScalars.allSatisfy(\.isUnseen) else { break }
            offset = end
        }
        return offset..<range.upperBound
    }

    /// Whether nothing of a stretch can be seen: no words, no signs.
    func isBlank(_ range: Range<Int>) -> Bool { seen(range).isEmpty }
}

extension Unicode.Scalar {
    /// Whether it is a blank or a sign that is not drawn.
    var isUnseen: Bool {
        properties.isWhitespace || properties.generalCategory == .control
            || properties.generalCategory == .format
    }
}
