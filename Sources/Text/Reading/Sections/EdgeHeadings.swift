/// What stands before the first chapter and after the last under a heading that numbers nothing: `TO THE READER`,
/// `NOTE BY GEORGE CURTIS, Esq.`, `A Note on the Text`.
///
/// Such a line stands apart, is no title of the book, and has prose or verse of its own under it.
struct EdgeHeadings {
    private static let longest = 70
    /// Blank lines before it.
    private static let leastGap = 3
    /// Words of its longest paragraph.
    private static let leastWords = 40
    private static let ends: Set<String> = ["theend", "finis", "end"]

    private let manuscript: Manuscript

    /// The headings in order, with those at the edges among them.
    ///
    /// What stands at an edge belongs to no part: a preface before the first, an epilogue after the last chapter.
    static func adding(to headings: [Heading], in manuscript: Manuscript) -> [Heading] {
        guard let first = headings.first, let last = headings.last, let widest = headings.map(\.rank).min()
        else {
            return headings
        }
        let edges = EdgeHeadings(manuscript: manuscript)
        let front = edges.found(in: 0..<first.blocks.lowerBound)
        let back = edges.found(in: last.blocks.upperBound..<manuscript.blocks.count)
        let all = front + headings + back
        let counted = all.indices.filter { ![nil, .named].contains(all[$0].pattern?.form) }
        return all.enumerated().map { index, heading in
            var heading = heading
            let isAtEdge = counted.first.map { index < $0 } ?? true || counted.last.map { index > $0 } ?? true
            if isAtEdge { heading.rank = widest }
            return heading
        }
    }

    private func found(in range: Range<Int>) -> [Heading] {
        let lines = range.filter(standsApart)
        guard !lines.isEmpty else { return [] }
        var times: [String: Int] = [:]
        for index in range { times[manuscript.key(manuscript.blocks[index]), default: 0] += 1 }
        return zip(lines, lines.dropFirst() + [range.upperBound]).compactMap { index, next in
            // The book's title stands on more than one page before the story.
            guard hasBody(index + 1..<next), times[manuscript.key(manuscript.blocks[index])] == 1 else {
                return nil
            }
            return Heading(
                blocks: index..<index + 1, title: manuscript.title(manuscript.blocks[index]), rank: 0)
        }
    }

    /// A lone line in capitals or with a capital at every long word, after a large gap.
    private func standsApart(_ index: Int) -> Bool {
        let block = manuscript.blocks[index]
        guard index > 0, block.gap >= Self.leastGap, block.range.count <= Self.longest + 40 else {
            return false
        }
        let title = manuscript.title(block)
        guard title.count <= Self.longest, !Self.ends.contains(Manuscript.key(title)),
            !manuscript.string(block).contains("\n"), title.first?.isLetter == true
        else { return false }
        return Subtitle.isCapitals(title) || isTitle(title)
    }

    /// Every word begins with a capital but those that titles write small; no number, no mark at the end.
    private func isTitle(_ title: String) -> Bool {
        guard title.last?.isLetter == true, !title.contains(where: \.isNumber),
            title.first?.isUppercase == true
        else {
            return false
        }
        let words = title.split { !$0.isLetter && $0 != "'" && $0 != "’" }
        return words.allSatisfy { $0.first?.isUppercase == true || Stopwords.contains($0.lowercased()) }
            && words.contains { $0.first?.isUppercase == true && !Stopwords.contains($0.lowercased()) }
    }

    private func hasBody(_ range: Range<Int>) -> Bool {
        range.contains { manuscript.words(manuscript.blocks[$0]) >= Self.leastWords }
    }
}
