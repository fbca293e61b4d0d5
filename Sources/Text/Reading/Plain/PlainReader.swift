/// Reads plain text: paragraphs are what blank lines separate, ornaments are breaks.
enum PlainReader {
    static func manuscript(_ decoded: Draft) -> Manuscript {
        let draft = Markers.removing(from: decoded)
        return Manuscript(draft: draft, blocks: blocks(of: draft, in: 0..<draft.count))
    }

    /// The paragraphs of a stretch of lines, with the blank lines before each.
    static func blocks(of draft: Draft, in range: Range<Int>) -> [Block] {
        var blocks: [Block] = []
        var paragraph: Range<Int>?
        var gap = 0
        var isAfterRule = false
        func close() {
            guard let range = paragraph else { return }
            paragraph = nil
            if draft.isBlank(range) {
                gap += 1
                return
            }
            if Ornament.isOrnament(draft, range) {
                isAfterRule = true
            } else {
                blocks.append(Block(range: range, gap: gap, isAfterRule: isAfterRule))
                isAfterRule = false
            }
            gap = 0
        }
        for line in draft.lines(in: range) {
            if line.isEmpty {
                close()
                gap += 1
            } else {
                paragraph = (paragraph?.lowerBound ?? line.lowerBound)..<line.upperBound
            }
        }
        close()
        return blocks
    }
}
