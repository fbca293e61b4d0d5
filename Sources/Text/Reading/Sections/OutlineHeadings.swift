/// Headings that the book's outline names, with the words in the text that say the same.
enum OutlineHeadings {
    static func candidates(in manuscript: Manuscript) -> [Heading] {
        manuscript.blocks.indices.compactMap { index in
            guard let entry = manuscript.blocks[index].entry else { return nil }
            let end = headingEnd(from: index, entry: entry, in: manuscript)
            let block = manuscript.blocks[index]
            return Heading(
                blocks: index..<end, title: entry.title, rank: entry.level,
                pattern: HeadingPattern(entry.title) ?? manuscript.pattern(block), isMarked: true)
        }
    }

    /// The heading's blocks are those that are marked as headings, or whose words are in the entry's title.
    private static func headingEnd(from start: Int, entry: Block.Entry, in manuscript: Manuscript) -> Int {
        let title = Manuscript.key(entry.title)
        var end = start
        while end < manuscript.blocks.count, end < start + 4 {
            let block = manuscript.blocks[end]
            guard end == start || block.entry == nil else { break }
            let key = manuscript.key(block)
            guard block.isHeading || !key.isEmpty && title.contains(key) && manuscript.words(block) <= 20
            else { break }
            end += 1
        }
        return end
    }
}
