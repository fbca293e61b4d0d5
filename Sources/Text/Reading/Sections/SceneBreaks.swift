/// Finds where a new scene begins inside a section: after a drawn line or ornament, or after a gap that is
/// larger than is usual in the book.
enum SceneBreaks {
    /// The indices of the blocks that open a scene.
    static func blocks(in manuscript: Manuscript, headings: [Heading]) -> [Int] {
        var isHeading = [Bool](repeating: false, count: manuscript.blocks.count + 1)
        for heading in headings {
            for index in heading.blocks { isHeading[index] = true }
            isHeading[heading.blocks.lowerBound] = true
        }
        let first = beginning(of: manuscript, headings: headings)
        let inside = manuscript.blocks.indices.dropFirst(first + 1).lazy.filter {
            !isHeading[$0] && !isHeading[$0 - 1]
        }
        let large = largeGap(inside.map { manuscript.blocks[$0].gap })
        return inside.filter { index in
            let block = manuscript.blocks[index]
            // A note at the chapter's end stands apart, too.
            guard manuscript.draft[block.range.lowerBound] != UInt8(ascii: "[") else { return false }
            return block.isAfterRule || block.gap >= large
        }
    }

    /// The first block of the story: the first section, or the first paragraph that is no title page.
    private static func beginning(of manuscript: Manuscript, headings: [Heading]) -> Int {
        headings.first?.blocks.lowerBound
            ?? manuscript.blocks.prefix(20).firstIndex { manuscript.words($0) > 20 } ?? 0
    }

    /// The fewest blank lines that fewer than one paragraph in thirty has before it.
    private static func largeGap(_ gaps: some Sequence<Int>) -> Int {
        var (all, reaching) = (0, [0, 0, 0, 0, 0])
        for gap in gaps {
            all += 1
            for least in 2...4 where gap >= least { reaching[least] += 1 }
        }
        for least in 2...4 where reaching[least] * 30 < all { return least }
        return Int.max
    }
}
