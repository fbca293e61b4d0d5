/// The number of words: tokens between white space that hold at least one letter or digit.
///
/// This is the count that every limit of a pipeline means (`leaf_words`, `max_words`, the oversight budget), so
/// that a dash or a row of stars costs nothing. `wordCount("Well -- 2 o'clock!")` is 3.
package func wordCount(_ text: String) -> Int {
    withCharacters(of: text) { characters in
        var count = 0
        forEachToken(in: characters) { _, _ in count += 1 }
        return count
    }
}

/// The places of the words that ``wordCount(_:)`` counts, each from its first to after its last byte, punctuation
/// included: `"(Yes,"` is one.
package func wordSpans(in text: String) -> [Span] {
    withCharacters(of: text) { characters in
        var spans: [Span] = []
        spans.reserveCapacity(characters.count / 6)
        forEachToken(in: characters) { spans.append(Span(start: $0, end: $1)) }
        return spans
    }
}

/// The text up to the end of its `limit`-th word: all of it when it is within the limit.
///
/// Nothing is changed but the end, so line breaks survive; white space before the cut is dropped.
package func truncated(_ text: String, toWords limit: Int) -> String {
    withCharacters(of: text) { characters in
        var count = 0
        var end = 0
        forEachToken(in: characters) {
            count += 1
            if count <= limit { end = $1 }
            _ = $0
        }
        if count <= limit { return text }
        return String(decoding: characters.bytes[0..<end], as: UTF8.self)
    }
}

/// Calls `body` with the start and end of each counted token, in order.
private func forEachToken(in characters: Characters, _ body: (Int, Int) -> Void) {
    let end = characters.count
    var offset = 0
    while offset < end {
        let space = characters.whitespace(at: offset)
        if space > 0 {
            offset += space
            continue
        }
        let start = offset
        var counts = false
        while offset < end {
            let byte = characters[offset]
            if byte < 0x80 {
                if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) { break }
                if !counts && Characters.isAlphanumeric(byte) { counts = true }
                offset += 1
            } else {
                if characters.whitespace(at: offset) > 0 { break }
                let (value, length) = characters.scalar(at: offset)
                if !counts && value.isWordScalar { counts = true }
                offset += length
            }
        }
        if counts { body(start, offset) }
    }
}
