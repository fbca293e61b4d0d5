/// Finds where a book's sections begin.
///
/// It believes, in this order: the book's outline (an EPUB's navigation), headings that the source marks
/// (`h1`, `#`), paragraphs that have the form of a heading and stand where one would, and lone lines in
/// capitals. A heading that is followed by another of its kind and no text is a line of a table of contents,
/// not a section.
struct SectionFinder {
    private let manuscript: Manuscript
    /// Words before each block; one more entry than there are blocks.
    private let wordsBefore: [UInt32]

    init(_ manuscript: Manuscript) {
        self.manuscript = manuscript
        var sum: UInt32 = 0
        var wordsBefore: [UInt32] = [0]
        wordsBefore.reserveCapacity(manuscript.blocks.count + 1)
        for block in manuscript.blocks {
            sum += UInt32(clamping: manuscript.words(block))
            wordsBefore.append(sum)
        }
        self.wordsBefore = wordsBefore
    }

    /// What a book's sections are believed for.
    enum Evidence: String {
        /// The outline of an EPUB.
        case outline
        /// Headings that the source marks.
        case marked = "marked headings"
        /// Paragraphs of the form of a heading.
        case written = "headings"
        /// The days of a diary.
        case diary
        /// The salutations of letters.
        case letters
        /// Lone lines in capitals.
        case capitals
    }

    /// The headings in order, with ranks that are levels: 1, 2, and so on; and what they are believed for.
    func headings() -> (headings: [Heading], evidence: Evidence?) {
        let outline = withBody(OutlineHeadings.candidates(in: manuscript), least: 1)
        if outline.count >= 2 {
            return (levelled(OutlineHeadings.filling(outline, in: manuscript)), .outline)
        }
        let places = withBody(MarkedHeadings.places(in: manuscript), least: 12)
        let marked = withoutBookTitle(places.map { MarkedHeadings.heading($0, in: manuscript) })
        if marked.count >= 2 { return (levelled(marked), .marked) }
        let written = withBody(WrittenHeadings(manuscript, words: words).candidates(), least: 1)
        if !written.isEmpty {
            return (levelled(EdgeHeadings.adding(to: withoutStray(written), in: manuscript)), .written)
        }
        let diary = withBody(DiaryHeadings.candidates(in: manuscript), least: 12)
        let letters = withBody(LetterHeadings.candidates(in: manuscript), least: 12)
        // Letters are dated, and a diary may hold a letter.
        if max(diary.count, letters.count) >= 3 {
            return letters.count >= diary.count ? (levelled(letters), .letters) : (levelled(diary), .diary)
        }
        let capitals = withBody(CapitalHeadings.candidates(in: manuscript), least: 300)
        if capitals.count >= 3 { return (levelled(capitals), .capitals) }
        return (levelled(marked), marked.isEmpty ? nil : .marked)
    }

    private func words(_ blocks: Range<Int>) -> Int {
        blocks.isEmpty ? 0 : Int(wordsBefore[blocks.upperBound] - wordsBefore[blocks.lowerBound])
    }

    /// Without the headings that have neither text nor a narrower heading directly under them.
    private func withBody<Candidate: HeadingCandidate>(_ candidates: [Candidate], least: Int) -> [Candidate] {
        var kept: [Candidate] = []
        var end = manuscript.blocks.count
        // Words between here and the next kept heading that are those of headings without text.
        var dropped = 0
        for heading in candidates.reversed() {
            let body = words(heading.blocks.upperBound..<max(heading.blocks.upperBound, end)) - dropped
            let needed = heading.hasPattern ? 1 : least
            let isWider = kept.last.map { $0.rank > heading.rank } == true && !heading.isBareNumeral
            if body >= needed || isWider && body == 0 {
                kept.append(heading)
                end = heading.blocks.lowerBound
                dropped = 0
            } else {
                dropped += words(heading.blocks)
            }
        }
        kept.reverse()
        return kept
    }

    /// A lone first heading above all others is the book's title.
    private func withoutBookTitle(_ headings: [Heading]) -> [Heading] {
        guard headings.count > 1, let first = headings.first, first.pattern == nil,
            headings.dropFirst().allSatisfy({ $0.rank > first.rank })
        else { return headings }
        return Array(headings.dropFirst())
    }

    /// Without a lone "VOLUME II" whose first volume has no heading, for it holds less than stands before it; with
    /// the heading that directly follows it, it is one.
    private func withoutStray(_ headings: [Heading]) -> [Heading] {
        guard let first = headings.first, let widest = headings.map(\.rank).min(), widest < first.rank,
            headings.count(where: { $0.rank == widest }) == 1
        else { return headings }
        let isStray = headings.map {
            $0.rank == widest && $0.pattern?.form.isDivision == true && !$0.isMarked
        }
        return headings.indices.filter { !isStray[$0] }.map { index in
            guard index > 0, isStray[index - 1],
                headings[index - 1].blocks.upperBound == headings[index].blocks.lowerBound
            else { return headings[index] }
            var joined = headings[index]
            joined.blocks = headings[index - 1].blocks.lowerBound..<joined.blocks.upperBound
            joined.title = WrittenHeadings.joined(headings[index - 1].title, joined.title)
            return joined
        }
    }

    private func levelled(_ headings: [Heading]) -> [Heading] {
        let ranks = Set(headings.map(\.rank)).sorted()
        var levels: [Int: Int] = [:]
        for (index, rank) in ranks.enumerated() { levels[rank] = index + 1 }
        return headings.map { heading in
            var levelled = heading
            levelled.rank = levels[heading.rank] ?? 1
            return levelled
        }
    }
}
