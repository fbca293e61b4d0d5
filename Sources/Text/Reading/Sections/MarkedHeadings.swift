/// Headings that the source marks as such: `h1` to `h6`, `#` to `######`.
enum MarkedHeadings {
    static func candidates(in manuscript: Manuscript) -> [Heading] {
        var headings: [Heading] = []
        headings.reserveCapacity(manuscript.blocks.count(where: \.isHeading))
        var index = 0
        while index < manuscript.blocks.count {
            let block = manuscript.blocks[index]
            guard case .heading(let level) = block.kind else {
                index += 1
                continue
            }
            let title = manuscript.title(block)
            guard !isAboutTheFile(title) else {
                index += 1
                continue
            }
            let pattern = manuscript.pattern(block)
            var heading = Heading(
                blocks: index..<index + 1, title: title,
                rank: level * 10 + (pattern?.form.isDivision == true ? 0 : 5), pattern: pattern,
                isMarked: true)
            index += 1
            if heading.isAlone, let subtitle = subtitle(at: index, in: manuscript) {
                heading.blocks = heading.blocks.lowerBound..<index + 1
                heading.title = WrittenHeadings.joined(heading.title, subtitle)
                index += 1
            }
            headings.append(heading)
        }
        return headings
    }

    /// Whether a heading is a line such as `# Title: Emma` at the top of a file.
    private static func isAboutTheFile(_ title: String) -> Bool {
        let opening = title.prefix(8).lowercased()
        return ["title:", "author:", "year:", "date:", "by "].contains { opening.hasPrefix($0) }
    }

    /// A heading without a number that directly follows a lone number is its title.
    private static func subtitle(at index: Int, in manuscript: Manuscript) -> String? {
        guard index < manuscript.blocks.count else { return nil }
        let block = manuscript.blocks[index]
        guard block.isHeading, manuscript.pattern(block) == nil else { return nil }
        return manuscript.title(block)
    }
}
