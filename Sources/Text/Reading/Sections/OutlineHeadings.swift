/// Headings that the book's outline names, with the words in the text that say the same.
enum OutlineHeadings {
    static func candidates(in manuscript: Manuscript) -> [Heading] {
        manuscript.blocks.indices.compactMap { index in
            guard let entry = manuscript.blocks[index].entry else { return nil }
            let end = headingEnd(from: index, entry: entry, in: manuscript)
            let block = manuscript.blocks[index]
            return Heading(
                blocks: index..<end, title: entry.title, rank: entry.level * 10,
                pattern: HeadingPattern(entry.title) ?? manuscript.pattern(block), isMarked: true)
        }
    }

    /// With what the source marks as a heading and the outline does not name: chapters in a tale of a collection.
    ///
    /// A mark is as deep as the entries of the outline that have the same; where none has, just below those that
    /// have the next larger one.
    static func filling(_ outline: [Heading], in manuscript: Manuscript) -> [Heading] {
        var ranks: [Int: Int] = [:]
        for heading in outline where !heading.blocks.isEmpty {
            if case .heading(let mark) = manuscript.blocks[heading.blocks.lowerBound].kind {
                ranks[mark] = max(ranks[mark] ?? 0, heading.rank)
            }
        }
        let marked = MarkedHeadings.places(in: manuscript).map { MarkedHeadings.heading($0, in: manuscript) }
        let times = Dictionary(grouping: marked, by: \.title).mapValues(\.count)
        var result: [Heading] = []
        var next = outline.startIndex
        // The last heading whose rank is one of the outline's.
        var last: Heading?
        for var heading in marked {
            while next < outline.endIndex, outline[next].blocks.lowerBound <= heading.blocks.lowerBound {
                result.append(outline[next])
                last = outline[next]
                next += 1
            }
            guard let entry = last,
                entry.blocks.upperBound <= heading.blocks.lowerBound, times[heading.title] == 1,
                !Manuscript.key(entry.title).contains(Manuscript.key(heading.title)),
                case .heading(let mark) = manuscript.blocks[heading.blocks.lowerBound].kind,
                let rank = ranks[mark]
                    ?? ranks.filter({ $0.key < mark }).max(by: { $0.key < $1.key }).map({ $0.value + mark })
            else { continue }
            heading.rank = rank
            result.append(heading)
            if rank.isMultiple(of: 10) { last = heading }
        }
        return result + outline[next...]
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
