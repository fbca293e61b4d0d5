/// Takes out tables of contents and of illustrations, which repeat the headings without their text.
struct Contents {
    private static let names: Set<String> = [
        "contents", "thecontents", "tableofcontents", "contentsofvolumei", "listofchapters", "chapters",
        "listofillustrations", "illustrations", "tabledesmatières", "sommaire", "tabledesillustrations",
        "inhalt",
        "fulllistofillustrations", "contentsofthebook",
    ]
    /// Signs of ASCII that are no letters or digits.
    private static let signs: StaticString = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

    /// Whether a name begins with a letter of ASCII, in any case.
    private static func isNameStart(_ byte: UInt8) -> Bool {
        switch byte | 0x20 {
        case UInt8(ascii: "c"), UInt8(ascii: "f"), UInt8(ascii: "i"), UInt8(ascii: "l"), UInt8(ascii: "s"),
            UInt8(ascii: "t"):
            true
        default: false
        }
    }

    /// Without a heading of its own, a table is looked for in this many paragraphs only.
    private static let reach = 200

    private let manuscript: Manuscript
    private let patterns: [Int: HeadingPattern]
    /// The last block with these words as a heading, by key.
    private let lastBlock: [String: Int]

    static func removing(from manuscript: Manuscript) -> Manuscript {
        let contents = Contents(manuscript)
        let tables = contents.tables()
        guard !tables.isEmpty else { return manuscript }
        var result = manuscript
        result.blocks = []
        var index = 0
        for table in tables {
            result.blocks += manuscript.blocks[index..<table.lowerBound]
            index = table.upperBound
        }
        result.blocks += manuscript.blocks[index...]
        return result.blocks.isEmpty ? manuscript : result
    }

    private init(_ manuscript: Manuscript) {
        self.manuscript = manuscript
        var patterns: [Int: HeadingPattern] = [:]
        for (index, block) in manuscript.blocks.enumerated() { patterns[index] = manuscript.pattern(block) }
        self.patterns = patterns
        var lastBlock: [String: Int] = [:]
        for (index, block) in manuscript.blocks.enumerated() where block.range.count <= 200 {
            lastBlock[manuscript.key(block)] = index
            if let title = patterns[index]?.title, !title.isEmpty { lastBlock[Manuscript.key(title)] = index }
        }
        lastBlock[""] = nil
        self.lastBlock = lastBlock
    }

    /// The blocks of each table.
    private func tables() -> [Range<Int>] {
        var tables: [Range<Int>] = []
        var index = 0
        while index < manuscript.blocks.count {
            guard let end = tableEnd(from: index) else {
                index += 1
                continue
            }
            tables.append(index..<end)
            index = end
        }
        return tables
    }

    /// The index after the table that begins at `start`, or nil when none does.
    private func tableEnd(from start: Int) -> Int? {
        let first = manuscript.blocks[start]
        if let name = nameLine(first) {
            var last =
                name.upperBound < first.range.upperBound && isEntry(start, from: name.upperBound + 1)
                ? start : nil
            let stop = self.stop(after: start, last: &last)
            guard let last else { return nil }
            return chainStart(before: stop, from: start + 1) ?? last + 1
        }
        guard start < Self.reach, isLinkRun(start) || isRepeatedRun(start) || isRepeatedList(start) else {
            return nil
        }
        var last: Int? = start
        let stop = self.stop(after: start, last: &last)
        let end = chainStart(before: stop, from: start) ?? (last ?? start) + 1
        return end > start ? end : nil
    }

    /// The line that says "Contents", if the block begins with it.
    private func nameLine(_ block: Block) -> Range<Int>? {
        guard manuscript.draft.mayOpen(block.range.prefix(100), besides: Self.signs, with: Self.isNameStart),
            let line = manuscript.draft.lines(in: block.range.prefix(100)).first(where: { _ in true }),
            line.count <= 60
        else {
            return nil
        }
        return Self.names.contains(Manuscript.key(manuscript.draft.string(line))) ? line : nil
    }

    /// Goes on while there are entries, with a few lines between them; `last` is then the last entry.
    private func stop(after start: Int, last: inout Int?) -> Int {
        var index = start + 1
        var strangers = 0
        while index < manuscript.blocks.count {
            let block = manuscript.blocks[index]
            if block.isHeading && !block.isLink || block.entry != nil && index > start + 1 { return index }
            if isEntry(index, from: block.range.lowerBound) {
                last = index
                strangers = 0
            } else {
                strangers += 1
                if strangers > 3 || manuscript.words(block) >= 25 { return index }
            }
            index += 1
        }
        return index
    }

    /// Whether a block, from an offset on, is lines of a table: numbered, with a page, or the words of a
    /// later heading.
    private func isEntry(_ index: Int, from offset: Int) -> Bool {
        let block = manuscript.blocks[index]
        if block.isLink { return true }
        guard offset < block.range.upperBound, block.range.count <= 12_000 else { return false }
        if patterns[index] != nil { return true }
        let lines = Array(manuscript.draft.lines(in: offset..<block.range.upperBound))
        guard lines.count <= 150, lines.allSatisfy({ $0.count <= 120 }) else { return false }
        if lastBlock[manuscript.key(block)].map({ $0 > index }) == true { return true }
        let entries = lines.count { line in
            let text = manuscript.draft.string(line)
            return hasPage(text) || HeadingPattern(text) != nil
                || lastBlock[Manuscript.key(text)].map { $0 > index } == true
        }
        return entries * 10 >= lines.count * 6
    }

    /// `THE VOYAGE . . . . .  64` or `The Voyage    64`, or the column's heading `Page`.
    private func hasPage(_ line: String) -> Bool {
        let text = line.trimming(\.isWhitespace)
        if text == "Page" || text == "PAGE" { return true }
        guard let space = text.lastIndex(where: { $0 == " " || $0 == "." || $0 == "\t" || $0 == "," }) else {
            return false
        }
        let page = text[text.index(after: space)...]
        guard Numeral.digits(page) != nil || page.first?.isLowercase == true && Numeral.roman(page) != nil
        else {
            return false
        }
        let before = text[..<space]
        return before.last.map { $0.isWhitespace || $0 == "." } ?? false
    }

    /// A run of at least three blocks that are links.
    private func isLinkRun(_ start: Int) -> Bool {
        start + 3 <= manuscript.blocks.count && manuscript.blocks[start..<start + 3].allSatisfy(\.isLink)
    }

    /// At least four headings without text between them, which all stand further down again.
    private func isRepeatedRun(_ start: Int) -> Bool {
        guard start + 4 <= manuscript.blocks.count else { return false }
        return (start..<start + 4).allSatisfy { index in
            let block = manuscript.blocks[index]
            guard patterns[index] != nil, !block.isHeading else { return false }
            return lastBlock[manuscript.key(block)].map { $0 > index + 4 } == true
        }
    }

    /// One paragraph with at least three numbered lines whose words stand further down as headings.
    private func isRepeatedList(_ start: Int) -> Bool {
        let lines = Array(manuscript.draft.lines(in: manuscript.blocks[start].range).prefix(151))
        guard 3...150 ~= lines.count else { return false }
        let repeated = lines.count { line in
            guard line.count <= 120, let pattern = HeadingPattern(manuscript.draft.string(line)) else {
                return false
            }
            return lastBlock[Manuscript.key(pattern.title)].map { $0 > start } == true
        }
        return repeated * 10 >= lines.count * 7
    }

    /// The first of the headings that stand directly before the text at `stop` and belong to it: `PART ONE`,
    /// `1`.
    ///
    /// Going back, each has to be wider than the one after it; and the last has to be a first chapter, or one
    /// that the table has named before.
    private func chainStart(before stop: Int, from start: Int) -> Int? {
        guard var index = previousHeading(before: stop, from: start, skipping: 3), let last = patterns[index]
        else {
            return nil
        }
        let key = manuscript.key(manuscript.blocks[index])
        let isNamedBefore = (start..<index).contains { isNamed(key, or: last.title, in: $0) }
        guard last.number == 1 || last.form == .named || isNamedBefore else { return nil }
        while let before = previousHeading(before: index, from: start, skipping: 1),
            let wider = patterns[before], let form = patterns[index]?.form, wider.form < form,
            !wider.form.isNumeral
        {
            index = before
        }
        return index
    }

    private func isNamed(_ key: String, or title: String, in index: Int) -> Bool {
        let block = manuscript.blocks[index]
        return manuscript.draft.lines(in: block.range).contains { line in
            let text = manuscript.draft.string(line)
            return Manuscript.key(text) == key
                || !title.isEmpty && Manuscript.key(text).contains(Manuscript.key(title))
        }
    }

    private func previousHeading(before end: Int, from start: Int, skipping: Int) -> Int? {
        var index = end - 1
        while index >= start, index >= end - 1 - skipping {
            if patterns[index] != nil { return index }
            index -= 1
        }
        return nil
    }
}
