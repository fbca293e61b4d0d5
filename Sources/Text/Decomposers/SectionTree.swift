/// A book's sections as a tree: parts hold chapters, chapters hold leaves.
///
/// Boundaries between sections are always cut, except that a heading stays with what follows: the text of a part
/// before its first chapter, a title page, and sections that are little more than their heading go to the leaf after
/// them (at the end of the book, to the leaf before).
struct SectionTree {
    /// A section's own text, up to the next section of any level.
    private struct Unit {
        var span: Span
        var level: Int
        /// Little more than a heading: its text may go to the next leaf.
        var isDispensable: Bool
    }

    private let cutter: Cutter
    private var units: [Unit]

    init(of book: Book, cutter: Cutter) {
        self.cutter = cutter
        let boundaries = cutter.boundaries
        var starts: [(offset: Int, level: Int, heading: Span)] = []
        for section in book.sections.sorted(by: { $0.span.start < $1.span.start })
        where section.span.start >= 0 && section.span.start < boundaries.end
            && boundaries.isWordStart(section.span.start)
        {
            let entry = (section.span.start, min(max(1, section.level), 16), section.heading)
            if starts.last?.offset == section.span.start { starts.removeLast() }
            starts.append(entry)
        }
        // Text before the first section; where headings were taken out, sections have none either.
        let hasFront = starts.first?.offset != 0
        if hasFront {
            starts.insert((0, starts.map(\.level).min() ?? 1, Span(start: 0, end: 0)), at: 0)
        }
        units = starts.indices.map { index in
            let start = starts[index]
            let end = index + 1 < starts.count ? starts[index + 1].offset : boundaries.end
            let words = boundaries.words(before: end) - boundaries.words(before: start.offset)
            let body = words - boundaries.words(in: start.heading)
            let holdsOthers = index + 1 < starts.count && starts[index + 1].level > start.level
            let isFront = index == 0 && hasFront
            let least = cutter.limits.leastWords
            return Unit(
                span: Span(start: start.offset, end: end), level: start.level,
                isDispensable: words < least && (holdsOthers || isFront || body < min(least, 20)))
        }
    }

    /// The tree's shape.
    func branch() -> Branch {
        var position = 0
        var pending: Int?
        var last = units.count
        // What is dispensable at the end of the book has nothing to go to but the section before.
        while last > 1 && units[last - 1].isDispensable { last -= 1 }
        let sections = branches(below: 0, &position, upTo: last, &pending)
        return Branch.grouping(sections, fanIn: cutter.limits.fanIn) ?? .leaf(Span(start: 0, end: 0))
    }

    /// The sections deeper than a level, from a position on, each as one branch.
    ///
    /// - Parameter pending: where text begins that waits for the next leaf.
    private func branches(below level: Int, _ position: inout Int, upTo last: Int, _ pending: inout Int?)
        -> [Branch]
    {
        var found: [Branch] = []
        while position < last && units[position].level > level {
            let unit = units[position]
            let isLast = position == last - 1
            position += 1
            var own: Branch?
            if unit.isDispensable && !isLast {
                pending = pending ?? unit.span.start
            } else {
                let end = isLast ? cutter.boundaries.end : unit.span.end
                let span = Span(start: pending ?? unit.span.start, end: end)
                pending = nil
                let leaves = cutter.cut(span, preferring: [.scene, .paragraph, .sentence, .heading])
                own = Branch.grouping(leaves.map(Branch.leaf), fanIn: cutter.limits.fanIn)
            }
            let inner = branches(below: unit.level, &position, upTo: last, &pending)
            let section = (own.map { [$0] } ?? []) + inner
            if let branch = Branch.grouping(section, fanIn: cutter.limits.fanIn) { found.append(branch) }
        }
        return found
    }
}

extension Boundaries {
    /// The number of words that begin within a span.
    fileprivate func words(in span: Span) -> Int {
        max(0, words(before: span.end) - words(before: span.start))
    }

    /// Whether an offset does not lie inside a word.
    fileprivate func isWordStart(_ offset: Int) -> Bool {
        let index = words(before: offset)
        return index == 0 || tokens[index - 1].end <= offset
    }
}
