/// Headings that nothing but their form and place tells: `CHAPTER I`, `IV. THE FERRY`, `EPILOGUE`.
struct WrittenHeadings {
    /// A chapter of fewer words is a stanza or an item of a list.
    private static let leastChapter = 120

    private let manuscript: Manuscript
    private let words: (Range<Int>) -> Int

    init(_ manuscript: Manuscript, words: @escaping (Range<Int>) -> Int) {
        self.manuscript = manuscript
        self.words = words
    }

    func candidates() -> [Heading] {
        let found = manuscript.blocks.indices.compactMap { index in
            manuscript.pattern(manuscript.blocks[index]).map { Candidate(block: index, pattern: $0) }
        }
        return ranked(counted(plausible(found)))
    }

    private struct Candidate {
        var block: Int
        var pattern: HeadingPattern
        /// Which count 1, 2, 3 … a bare number belongs to.
        var count: Int?
    }

    /// Without sentences that only begin like a heading: their number is out of order.
    private func plausible(_ candidates: [Candidate]) -> [Candidate] {
        var last: [String: Int] = [:]
        return candidates.filter { candidate in
            let pattern = candidate.pattern
            guard !pattern.form.isNumeral, let number = pattern.number else { return true }
            let before = last[pattern.word] ?? 0
            let isPlain =
                pattern.title.isEmpty || Subtitle.isCapitals(pattern.title)
                || Subtitle.isTitleCase(pattern.title)
            guard isPlain || number == 1 || (before...before + 3).contains(number) else { return false }
            last[pattern.word] = number
            return true
        }
    }

    /// Keeps the bare numbers that count from 1 upwards in chapters of some length.
    private func counted(_ candidates: [Candidate]) -> [Candidate] {
        var kept = candidates
        var counts: [[Int]] = []
        var open: [HeadingPattern.Form: Int] = [:]
        var chapter = 0
        for index in kept.indices {
            let pattern = kept[index].pattern
            guard pattern.form.isNumeral, let number = pattern.number else {
                if pattern.form == .chapter { chapter = pattern.number ?? chapter }
                // "PART TWO", then "7": a count may go on from part to part, but not from chapter to chapter.
                if pattern.form == .chapter { open.removeAll() }
                continue
            }
            let last = open[pattern.form].flatMap { counts[$0].last }.flatMap { kept[$0].pattern.number } ?? 0
            if pattern.form == .titledNumeral, chapter > 0, number == chapter + 1, number != last + 1 {
                // "ADVENTURE VIII", then "IX. THE ENGINEER'S THUMB": the count of chapters goes on.
                kept[index].pattern.form = .chapter
                chapter = number
                open.removeAll()
            } else if number == 1 {
                open[pattern.form] = counts.count
                kept[index].count = counts.count
                counts.append([index])
            } else if let count = open[pattern.form], number > last, number <= last + 2 {
                kept[index].count = count
                counts[count].append(index)
                // "I. …" "II. …" inside a chapter "3" do not end the count of chapters, but the other way
                // round.
                if pattern.form == .titledNumeral { open[.numeral] = nil }
            }
        }
        let isChapter = counts.map { count in count.count >= 2 && isLong(count.map { kept[$0].block }) }
        return kept.filter { candidate in
            guard candidate.pattern.form.isNumeral else { return true }
            return candidate.count.map { isChapter[$0] } ?? false
        }
    }

    /// Whether what lies between the numbers of a count is, as a rule, as long as a chapter.
    private func isLong(_ blocks: [Int]) -> Bool {
        let lengths = zip(blocks, blocks.dropFirst()).map { words($0 + 1..<$1) }.sorted()
        return lengths.isEmpty || lengths[lengths.count / 2] >= Self.leastChapter
    }

    private func ranked(_ candidates: [Candidate]) -> [Heading] {
        let headed = Set(candidates.map(\.block))
        let numbers = candidates.filter { $0.pattern.title.isEmpty && $0.pattern.form != .named }.map(\.block)
        let subtitle = Subtitle(manuscript, after: numbers.filter { !headed.contains($0 + 1) })
        let main = candidates.map(\.pattern.form).filter { !$0.isDivision && $0 != .named }.min() ?? .chapter
        var headings: [Heading] = []
        var isContained = false
        for (index, candidate) in candidates.enumerated() {
            let (block, pattern) = (candidate.block, candidate.pattern)
            let next = index + 1 < candidates.count ? candidates[index + 1] : nil
            var heading = Heading(
                blocks: block..<block + 1, title: manuscript.title(manuscript.blocks[block]),
                rank: pattern.form.rawValue * 10, pattern: pattern)
            if pattern.form == .named {
                // "PROLOGUE", then "I": the prologue has chapters of its own and stands above them.
                isContained = next.map { $0.block == block + 1 && $0.pattern.form.isNumeral } ?? false
                heading.rank = main.rawValue * 10 - (isContained ? 5 : 0)
            } else if isContained, pattern.form == main {
                let isRestart = pattern.number == 1 && headings.last?.pattern?.form != .named
                if isRestart
                    || headings.last?.rank == main.rawValue * 10 - 5 && headings.last?.pattern?.form == main
                {
                    heading.rank -= 5
                }
            }
            if heading.isAlone, !headed.contains(block + 1), subtitle.isTitle(block + 1) {
                heading.blocks = block..<block + 2
                heading.title = Self.joined(heading.title, manuscript.title(manuscript.blocks[block + 1]))
            }
            headings.append(heading)
        }
        return headings
    }

    /// `CHAPTER I` and `The Ferry` as one title.
    static func joined(_ number: String, _ title: String) -> String {
        number.last.map { ".:".contains($0) } == true ? "\(number) \(title)" : "\(number): \(title)"
    }
}
