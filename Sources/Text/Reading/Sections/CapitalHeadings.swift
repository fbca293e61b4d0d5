/// Headings in books that do not number anything: lone lines in capitals, such as the titles of a collection.
enum CapitalHeadings {
    private static let longest = 70

    static func candidates(in manuscript: Manuscript) -> [Heading] {
        var seen: Set<String> = []
        let headings = manuscript.blocks.indices.compactMap { index -> Heading? in
            let block = manuscript.blocks[index]
            guard block.range.count <= longest, block.gap > 1 || index == 0 else { return nil }
            let title = manuscript.title(block)
            guard let last = title.last, !",;:!?-—".contains(last), title.first?.isLetter == true,
                !title.contains(where: \.isLowercase), title.count(where: \.isLetter) >= 4,
                !["THE END", "FINIS", "END", "THE END."].contains(title)
            else { return nil }
            guard seen.insert(title).inserted else { return nil }
            return Heading(blocks: index..<index + 1, title: title, rank: 1)
        }
        // A collection's first title stands near its beginning; others are what letters and signs say.
        guard let first = headings.first, first.blocks.lowerBound < 12 else { return [] }
        return headings
    }
}
