/// Takes off what Project Gutenberg wraps around a book: licence, header, footer, in the styles of 1991 to
/// today.
enum Wrapper {
    static func removing(from manuscript: Manuscript) -> Manuscript {
        var body = manuscript
        let end = firstLine(of: body.blocks, in: body.draft, where: isEnd)
        if let end { body.blocks = before(end, body.blocks, of: body.draft) }
        let start = lastLine(of: body.blocks, in: body.draft, where: isStart)
        if let start {
            body.blocks = after(start, body.blocks, of: body.draft)
        } else {
            body.blocks = withoutHeader(body)
        }
        return body
    }

    /// A line of a block.
    private struct Place {
        var block: Int
        var line: Range<Int>
    }

    private static func firstLine(of blocks: [Block], in draft: Draft, where matches: (String) -> Bool)
        -> Place?
    {
        for (index, block) in blocks.enumerated() {
            for line in draft.lines(in: block.range) where mayMatch(draft, line) && matches(key(draft, line))
            {
                return Place(block: index, line: line)
            }
        }
        return nil
    }

    private static func lastLine(of blocks: [Block], in draft: Draft, where matches: (String) -> Bool)
        -> Place?
    {
        for (index, block) in blocks.enumerated().reversed() {
            var last: Place?
            for line in draft.lines(in: block.range) where mayMatch(draft, line) && matches(key(draft, line))
            {
                last = Place(block: index, line: line)
            }
            if let last { return last }
        }
        return nil
    }

    /// Whether a line is worth a closer look: it begins with an asterisk, "end" or "start".
    private static func mayMatch(_ draft: Draft, _ line: Range<Int>) -> Bool {
        guard let first = line.first(where: { draft[$0] > 0x20 }) else { return false }
        let byte = draft[first]
        return byte == UInt8(ascii: "*") || byte | 0x20 == UInt8(ascii: "e")
    }

    /// A line in lower case, without the asterisks and blanks it begins with.
    private static func key(_ draft: Draft, _ line: Range<Int>) -> String {
        String(draft.string(line.prefix(120)).lowercased().drop { $0 == "*" || $0 == " " })
    }

    private static func isStart(_ key: String) -> Bool {
        ["start of the project gutenberg", "start of this project gutenberg", "start of project gutenberg"]
            .contains { key.hasPrefix($0) }
            || key.hasPrefix("end") && key.contains("the small print!")
    }

    private static func isEnd(_ key: String) -> Bool {
        [
            "end of the project gutenberg", "end of this project gutenberg", "end of project gutenberg",
            "end: full license",
        ].contains { key.hasPrefix($0) }
    }

    private static func before(_ end: Place, _ blocks: [Block], of draft: Draft) -> [Block] {
        var kept = Array(blocks[..<end.block])
        var last = blocks[end.block]
        let left = last.range.lowerBound..<max(last.range.lowerBound, end.line.lowerBound - 1)
        if !draft.isBlank(left) {
            last.range = left
            kept.append(last)
        }
        return kept
    }

    private static func after(_ start: Place, _ blocks: [Block], of draft: Draft) -> [Block] {
        var first = blocks[start.block]
        let rest = Array(blocks[(start.block + 1)...])
        let left = min(start.line.upperBound + 1, first.range.upperBound)..<first.range.upperBound
        guard !draft.isBlank(left) else { return rest }
        first.range = left
        return [first] + rest
    }

    /// Without the header's paragraphs, for a file that has a header but no line that ends it.
    private static func withoutHeader(_ manuscript: Manuscript) -> [Block] {
        let head = manuscript.blocks.prefix(5)
        guard head.contains(where: { manuscript.string($0).prefix(2000).contains("Project Gutenberg") })
        else {
            return manuscript.blocks
        }
        let last = manuscript.blocks.prefix(40).lastIndex {
            isHeader(String(manuscript.string($0).prefix(2000)))
        }
        return Array(manuscript.blocks[(last.map { $0 + 1 } ?? 0)...])
    }

    private static func isHeader(_ paragraph: String) -> Bool {
        let first = paragraph.drop { $0.isWhitespace }
        return paragraph.contains("Project Gutenberg") || paragraph.contains("This eBook is for the use of")
            || [
                "Title:", "Author:", "Release Date:", "Posting Date:", "Last Updated:", "Language:",
                "Character set encoding:", "Editor:", "Translator:", "Illustrator:",
            ].contains { first.hasPrefix($0) }
    }
}
