/// Sets a manuscript's blocks one after another, which makes the book's text, and looks up what begins where.
struct Typesetter {
    /// None to three of them.
    private static let newlines = (0...3).map { [UInt8](repeating: UInt8(ascii: "\n"), count: $0) }

    private let manuscript: Manuscript
    private var result = Draft()
    private var spans: [Span] = []

    static func book(named name: String, from manuscript: Manuscript, headings: [Heading]) -> Book {
        var typesetter = Typesetter(manuscript)
        typesetter.setBlocks()
        return typesetter.book(named: name, headings: headings)
    }

    private init(_ manuscript: Manuscript) {
        self.manuscript = manuscript
    }

    private mutating func setBlocks() {
        let draft = manuscript.draft
        result.reserve(draft.count)
        result.adoptMembers(of: draft)
        for (index, block) in manuscript.blocks.enumerated() {
            if index > 0 {
                let isLarge = block.gap > 1 || block.isAfterRule
                setNewlines(isLarge ? 3 : 2, from: manuscript.blocks[index - 1].range.upperBound)
            }
            let start = result.count
            result.append(draft, range: block.range)
            spans.append(Span(start: start, end: result.count))
        }
        if let last = manuscript.blocks.last { setNewlines(1, from: last.range.upperBound) }
    }

    /// Sets newlines, those of the draft where it has them.
    private mutating func setNewlines(_ count: Int, from end: Int) {
        let draft = manuscript.draft
        var found = end
        while found < draft.count, found < end + count, draft[found] == UInt8(ascii: "\n") { found += 1 }
        result.append(draft, range: end..<found)
        let missing = count - (found - end)
        if missing > 0 {
            result.insert(Self.newlines[missing], at: found, of: draft)
        }
    }

    private func book(named name: String, headings: [Heading]) -> Book {
        let starts = headings.map { offset(ofBlock: $0.blocks.lowerBound) }
        let sections = headings.enumerated().map { index, heading in
            let start = starts[index]
            let end = index + 1 < starts.count ? starts[index + 1] : result.count
            let headingEnd = heading.blocks.isEmpty ? start : spans[heading.blocks.upperBound - 1].end
            return Section(
                title: heading.title, level: heading.rank, heading: Span(start: start, end: headingEnd),
                span: Span(start: start, end: end))
        }
        return Book(
            name: name, text: result.string(0..<result.count), sections: sections,
            sceneBreaks: SceneBreaks.blocks(in: manuscript, headings: headings).map { spans[$0].start },
            origins: result.origins)
    }

    private func offset(ofBlock index: Int) -> Int {
        index < spans.count ? spans[index].start : result.count
    }
}
