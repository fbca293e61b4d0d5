/// Headings that the source marks as such: `h1` to `h6`, `#` to `######`.
enum MarkedHeadings {
    /// Where a heading stands, without its words: a file may have one for every fourth of its bytes.
    struct Place: HeadingCandidate {
        private var start: UInt32
        private var count: UInt8
        private var level: Int16
        let hasPattern: Bool
        let isBareNumeral: Bool

        fileprivate init(_ blocks: Range<Int>, rank: Int, pattern: HeadingPattern?) {
            (start, count) = (UInt32(clamping: blocks.lowerBound), UInt8(clamping: blocks.count))
            level = Int16(clamping: rank)
            hasPattern = pattern != nil
            isBareNumeral = pattern?.form == .numeral
        }

        var blocks: Range<Int> { Int(start)..<Int(start) + Int(count) }
        var rank: Int { Int(level) }
    }

    /// Where the headings stand, in order.
    static func places(in manuscript: Manuscript) -> [Place] {
        var places: [Place] = []
        places.reserveCapacity(manuscript.blocks.count(where: \.isHeading))
        var index = 0
        while index < manuscript.blocks.count {
            let block = manuscript.blocks[index]
            guard case .heading(let level) = block.kind, !isAboutTheFile(block, in: manuscript) else {
                index += 1
                continue
            }
            let pattern = manuscript.pattern(block)
            let start = index
            index += 1
            if pattern?.isAlone == true, isSubtitle(at: index, in: manuscript) { index += 1 }
            places.append(
                Place(
                    start..<index, rank: level * 10 + (pattern?.form.isDivision == true ? 0 : 5),
                    pattern: pattern))
        }
        return places
    }

    /// The heading at a place.
    static func heading(_ place: Place, in manuscript: Manuscript) -> Heading {
        let block = manuscript.blocks[place.blocks.lowerBound]
        var title = manuscript.title(block)
        if place.blocks.count > 1 {
            let subtitle = manuscript.blocks[place.blocks.lowerBound + 1]
            title = WrittenHeadings.joined(title, manuscript.title(subtitle))
        }
        return Heading(
            blocks: place.blocks, title: title, rank: place.rank,
            pattern: place.hasPattern ? manuscript.pattern(block) : nil, isMarked: true)
    }

    /// Whether a heading is a line such as `# Title: Emma` at the top of a file.
    private static func isAboutTheFile(_ block: Block, in manuscript: Manuscript) -> Bool {
        guard block.range.count >= 3 else { return false }
        let opening = manuscript.title(block).prefix(8).lowercased()
        return ["title:", "author:", "year:", "date:", "by "].contains { opening.hasPrefix($0) }
    }

    /// A heading without a number that directly follows a lone number is its title.
    private static func isSubtitle(at index: Int, in manuscript: Manuscript) -> Bool {
        guard index < manuscript.blocks.count else { return false }
        let block = manuscript.blocks[index]
        return block.isHeading && manuscript.pattern(block) == nil
    }
}
