/// The entries of a diary that has no other divisions: paragraphs that begin with a day, `May 7th.--I love my
/// garden`, or days that stand alone above them.
enum DiaryHeadings {
    /// The first entry stands near the book's beginning; days further down are what letters say.
    private static let reach = 12
    private static let fewest = 4

    static func candidates(in manuscript: Manuscript) -> [Heading] {
        let entries = manuscript.blocks.indices.compactMap { heading(at: $0, in: manuscript) }
        guard entries.count >= fewest, let first = entries.first, first.blocks.lowerBound < reach else {
            return []
        }
        return entries
    }

    private static func heading(at index: Int, in manuscript: Manuscript) -> Heading? {
        let block = manuscript.blocks[index]
        // No day without a digit.
        guard block.range.prefix(80).contains(where: { 0x30...0x39 ~= manuscript.draft[$0] }) else {
            return nil
        }
        guard let day = CalendarDay(opening: manuscript.draft.string(block.range.prefix(80))) else {
            return nil
        }
        let separators = day.rest.prefix { !$0.isLetter && !$0.isNumber }
        let isAlone = separators.endIndex == day.rest.endIndex && block.range.count <= 80
        guard isAlone || separators.contains("—") || separators.contains("–") || separators.contains("--")
        else {
            return nil
        }
        return Heading(
            blocks: index..<index + (isAlone ? 1 : 0),
            title: day.words.split { $0.isWhitespace }.joined(separator: " "), rank: 1)
    }
}
