/// Somebody else's words between a heading and the text, with their author's name after a dash:
/// *“Say, is my kingdom lost?”--Shakespeare*.
enum Epigraph {
    /// The most words that it has.
    private static let longest = 120
    /// The most words that name whose they are.
    private static let longestSource = 8
    /// The most paragraphs, the one of the name included.
    private static let mostParagraphs = 4

    /// Where the text begins after an epigraph at `start`; `nil` where there is none, or nothing after it.
    static func end(in bytes: [UInt8], from start: Int, _ limit: Int) -> Int? {
        var (end, words) = (start, 0)
        for number in 0..<mostParagraphs {
            let paragraph = end..<paragraphEnd(from: end, limit, bytes)
            end = paragraph.upperBound
            while end < limit, bytes[end] <= 0x20 { end += 1 }
            words += wordCount(String(decoding: bytes[paragraph], as: UTF8.self))
            guard words <= longest, end < limit else { return nil }
            guard let dash = source(in: bytes, paragraph) else { continue }
            // Alone after other paragraphs a name is one only where nothing stands before it.
            return number == 0 || dash == paragraph.lowerBound ? end : nil
        }
        return nil
    }

    /// Where the dash stands before the name that a paragraph ends with: after an end of a sentence or a quotation, or at
    /// the paragraph's beginning.
    private static func source(in bytes: [UInt8], _ paragraph: Range<Int>) -> Int? {
        guard let dash = lastDash(in: bytes, paragraph) else { return nil }
        var before = dash.lowerBound
        while before > paragraph.lowerBound, bytes[before - 1] <= 0x20 { before -= 1 }
        if before > paragraph.lowerBound {
            // “ ” ‘ ’ … in UTF-8 end with these after E2 80.
            let isMark =
                ".!?,:;\"')]_".utf8.contains(bytes[before - 1])
                || (before - paragraph.lowerBound >= 3 && bytes[before - 3] == 0xE2
                    && bytes[before - 2] == 0x80
                    && [0x99, 0x9D, 0xA6].contains(bytes[before - 1]))
            guard isMark else { return nil }
        }
        let name = bytes[dash.upperBound..<paragraph.upperBound].drop { " \n_(\"".utf8.contains($0) }
        guard let first = name.first, first &- 0x41 < 26 || first == 0xC3,
            !name.contains(where: { "!?".utf8.contains($0) }),
            (1...longestSource).contains(wordCount(String(decoding: name, as: UTF8.self)))
        else { return nil }
        return before == paragraph.lowerBound ? paragraph.lowerBound : dash.lowerBound
    }

    /// The last `--`, en or em dash of a paragraph.
    private static func lastDash(in bytes: [UInt8], _ paragraph: Range<Int>) -> Range<Int>? {
        var index = paragraph.upperBound - 1
        while index > paragraph.lowerBound {
            if bytes[index] == 0x2D, bytes[index - 1] == 0x2D {
                var first = index - 1
                while first > paragraph.lowerBound, bytes[first - 1] == 0x2D { first -= 1 }
                return first..<(index + 1)
            }
            if index - 2 >= paragraph.lowerBound, bytes[index - 2] == 0xE2, bytes[index - 1] == 0x80,
                bytes[index] == 0x93 || bytes[index] == 0x94
            {
                return (index - 2)..<(index + 1)
            }
            index -= 1
        }
        return nil
    }
}

/// Where the paragraph ends that an offset lies in: at a blank line or the limit.
func paragraphEnd(from start: Int, _ limit: Int, _ bytes: [UInt8]) -> Int {
    var end = start
    while end < limit, !(bytes[end] == 0x0A && end + 1 < limit && bytes[end + 1] == 0x0A) { end += 1 }
    return end
}
