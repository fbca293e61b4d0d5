/// Takes out what the makers of an electronic edition say about their work, near its beginning and its end.
enum Credits {
    private static let reach = 25
    private static let openings = [
        "produced by", "e-text prepared by", "etext prepared by", "this etext was", "this e-text was",
        "this ebook was", "this e-book was", "transcribed from", "transcribed by", "scanned by", "proofed by",
        "html version by", "text file produced by", "prepared by", "updated by", "digitized by",
        "note: project gutenberg", "this file was produced", "(this file was produced",
        "[this file was", "original transcriber", "images of the original", "[redactor",
    ]

    static func removing(from manuscript: Manuscript) -> Manuscript {
        let count = manuscript.blocks.count
        var credits: [Range<Int>] = []
        var index = 0
        while index < count {
            let isNearEdge = index < reach || index >= count - reach
            if isNearEdge, let end = end(ofCreditAt: index, in: manuscript) {
                credits.append(index..<end)
                index = end
            } else {
                // The middle has none.
                index = index == reach ? max(index + 1, count - reach) : index + 1
            }
        }
        guard !credits.isEmpty else { return manuscript }
        var result = manuscript
        for credit in credits.reversed() { result.blocks.removeSubrange(credit) }
        return result.blocks.isEmpty ? manuscript : result
    }

    /// The index after the credit that begins at `index`, or nil if that block is the book's own.
    private static func end(ofCreditAt index: Int, in manuscript: Manuscript) -> Int? {
        let text = manuscript.draft.string(manuscript.blocks[index].range.prefix(400))
        let opening = text.lowercased().drop { $0.isWhitespace || $0 == "_" || $0 == "*" }
        if openings.contains(where: { opening.hasPrefix($0) }) {
            return text.hasPrefix("[") ? bracketEnd(from: index, in: manuscript) : index + 1
        }
        let note = opening.drop { $0 == "[" || $0 == "_" }
        guard
            ["transcriber", "etext transcriber", "typographical errors corrected"].contains(
                where: note.hasPrefix)
        else { return nil }
        if opening.hasPrefix("[") { return bracketEnd(from: index, in: manuscript) }
        let words = manuscript.words(manuscript.blocks[index])
        let isHeading = words <= 4 || words <= 12 && text.last == ":"
        guard isHeading else { return index + 1 }
        return noteEnd(from: index, in: manuscript)
    }

    /// A bracketed note ends where its bracket closes, at most thirty paragraphs on.
    private static func bracketEnd(from start: Int, in manuscript: Manuscript) -> Int {
        var depth = 0
        for index in start..<min(start + 30, manuscript.blocks.count) {
            for offset in manuscript.blocks[index].range {
                if manuscript.draft[offset] == UInt8(ascii: "[") { depth += 1 }
                if manuscript.draft[offset] == UInt8(ascii: "]") { depth -= 1 }
            }
            if depth <= 0 { return index + 1 }
        }
        return start + 1
    }

    /// A note with a heading of its own goes on to the next large gap, rule or heading, or to the book's end.
    private static func noteEnd(from start: Int, in manuscript: Manuscript) -> Int {
        let blocks = manuscript.blocks
        var index = start + 1
        guard index < blocks.count else { return index }
        index += 1
        while index < min(start + reach, blocks.count) {
            if blocks[index].gap > 1 || blocks[index].isAfterRule || blocks[index].isHeading { return index }
            index += 1
        }
        return index == blocks.count ? index : start + 2
    }
}
