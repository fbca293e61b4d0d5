/// Sets a manuscript's blocks one after another, which makes the book's text, and looks up what begins where.
struct Typesetter {
    /// None to three of them.
    private static let newlines = (0...3).map { [UInt8](repeating: UInt8(ascii: "\n"), count: $0) }

    private let manuscript: Manuscript
    private var result = Draft()
    /// Where each block's words begin in the text.
    private var starts: [UInt32] = []

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
        result.reserve(draft.count + 3 * manuscript.blocks.count)
        result.reserve(pieces: draft.origins.pieces.count + 2 * manuscript.blocks.count)
        result.adoptMembers(of: draft)
        starts.reserveCapacity(manuscript.blocks.count)
        for (index, block) in manuscript.blocks.enumerated() {
            if index > 0 {
                let isLarge = block.gap > 1 || block.isAfterRule
                setNewlines(isLarge ? 3 : 2, from: manuscript.blocks[index - 1].range.upperBound)
            }
            starts.append(UInt32(clamping: result.count))
            result.append(draft, range: block.range)
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
        let sections = headings.enumerated().map { index, heading in
            let start = offset(ofBlock: heading.blocks.lowerBound)
            let end =
                index + 1 < headings.count
                ? offset(ofBlock: headings[index + 1].blocks.lowerBound) : result.count
            let headingEnd = heading.blocks.last.map { Int(starts[$0]) + manuscript.blocks[$0].range.count }
            return Section(
                title: heading.title, level: heading.rank,
                heading: Span(start: start, end: headingEnd ?? start),
                span: Span(start: start, end: end))
        }
        return Book(
            name: name, text: result.string(0..<result.count), sections: sections,
            sceneBreaks: SceneBreaks.blocks(in: manuscript, headings: headings).map { Int(starts[$0]) },
            origins: result.origins)
    }

    private func offset(ofBlock index: Int) -> Int {
        index < starts.count ? Int(starts[index]) : result.count
    }
}
