/// Headings that the source marks as such: `h1` to `h6`, `#` to `######`.
enum MarkedHeadings {
    static func candidates(in manuscript: Manuscript) -> [Heading] {
        var headings: [Heading] = []
        var index = 0
        while index < manuscript.blocks.count {
            let block = manuscript.blocks[index]
            guard case .heading(let level) = block.kind, !isAboutTheFile(manuscript.title(block)) else {
                index += 1
                continue
            }
            let pattern = manuscript.pattern(block)
            var heading = Heading(
                blocks: index..<index + 1, title: manuscript.title(block),
                rank: level * 10 + (pattern?.form.isDivision == true ? 0 : 5), pattern: pattern,
                isMarked: true)
            index += 1
            if heading.isAlone, let title = subtitle(at: index, in: manuscript) {
                heading.blocks = heading.blocks.lowerBound..<index + 1
                heading.title = WrittenHeadings.joined(heading.title, title)
                index += 1
            }
            headings.append(heading)
        }
        return headings
    }

    /// Whether a heading is a line such as `# Title: Emma` at the top of a file.
    private static func isAboutTheFile(_ title: String) -> Bool {
        ["title:", "author:", "year:", "date:", "by "].contains { title.lowercased().hasPrefix($0) }
    }

    /// A heading without a number that directly follows a lone number is its title.
    private static func subtitle(at index: Int, in manuscript: Manuscript) -> String? {
        guard index < manuscript.blocks.count else { return nil }
        let block = manuscript.blocks[index]
        guard block.isHeading, manuscript.pattern(block) == nil else { return nil }
        return manuscript.title(block)
    }
}
