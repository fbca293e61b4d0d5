/// Reads Markdown: `#` and underlined headings, rules, quotations, fenced code; the rest is paragraphs.
struct MarkdownReader {
    private let source: Draft
    private var draft = Draft()
    private var blocks: [Block] = []
    private var paragraph: [Range<Int>] = []
    private var gap = 0
    private var isAfterRule = false
    private var fence: UInt8?

    static func manuscript(_ decoded: Draft) -> Manuscript {
        var reader = MarkdownReader(source: Markers.removing(from: decoded))
        reader.read()
        return Manuscript(draft: reader.draft, blocks: reader.blocks)
    }

    private init(source: Draft) {
        self.source = source
    }

    private mutating func read() {
        draft.reserve(source.count)
        // A block needs a line; memory that is not touched costs nothing.
        blocks.reserveCapacity(source.bytes.count { $0 == UInt8(ascii: "\n") } + 1)
        let lines = source.lines(in: 0..<source.count)
        for line in lines.dropFirst(frontMatterEnd(Array(lines.prefix(62)))) { read(line) }
        close()
    }

    private mutating func read(_ line: Range<Int>) {
        let text = line.drop { source[$0] == 0x20 || source[$0] == 0x09 }
        guard let first = text.first.map({ source[$0] }) else {
            close()
            gap += 1
            return
        }
        if isFence(text, first) { return }
        if fence != nil {
            paragraph.append(line)
        } else if first == UInt8(ascii: "#"), let level = level(ofHeading: text) {
            close()
            paragraph = [headingText(text.lowerBound + level..<text.upperBound)]
            close(as: .heading(level))
        } else if !paragraph.isEmpty, let level = underline(text) {
            close(as: .heading(level))
        } else if Ornament.isOrnament(source, text) {
            close()
            isAfterRule = true
            gap = 0
        } else if first == UInt8(ascii: ">") {
            quote(text)
        } else {
            paragraph.append(line)
        }
    }

    /// A line of a quotation, without its signs; an empty one ends the paragraph.
    private mutating func quote(_ text: Range<Int>) {
        let inner = text.drop { source[$0] == UInt8(ascii: ">") || source[$0] == 0x20 }
        if inner.isEmpty {
            close()
            gap += 1
        } else {
            paragraph.append(inner)
        }
    }

    private mutating func close(as kind: Block.Kind = .text) {
        defer { paragraph.removeAll(keepingCapacity: true) }
        guard !paragraph.isEmpty else { return }
        let start = draft.count
        MarkdownInline.copy(paragraph, of: source, to: &draft)
        guard draft.count > start else { return }
        guard !draft.isBlank(start..<draft.count) else {
            gap += 1
            return
        }
        blocks.append(Block(range: start..<draft.count, kind: kind, gap: gap, isAfterRule: isAfterRule))
        gap = 0
        isAfterRule = false
    }

    /// Opens or closes a fence of three or more backticks or tildes; inside, signs mean nothing.
    private mutating func isFence(_ text: Range<Int>, _ first: UInt8) -> Bool {
        guard first == UInt8(ascii: "`") || first == UInt8(ascii: "~"), fence == nil || fence == first,
            text.prefix(while: { source[$0] == first }).count >= 3
        else { return false }
        close()
        fence = fence == nil ? first : nil
        return true
    }

    private func level(ofHeading text: Range<Int>) -> Int? {
        let level = text.prefix { source[$0] == UInt8(ascii: "#") }.count
        guard level <= 6, level < text.count, source[text.lowerBound + level] == 0x20 else { return nil }
        return level
    }

    /// Without the blanks around it and the signs that may close it.
    private func headingText(_ range: Range<Int>) -> Range<Int> {
        let start = range.drop { source[$0] == 0x20 }
        var end = start.upperBound
        while end > start.lowerBound, source[end - 1] == UInt8(ascii: "#") || source[end - 1] == 0x20 {
            end -= 1
        }
        return start.lowerBound..<end
    }

    /// The level that a line of `=` or `-` gives the line before it.
    private func underline(_ text: Range<Int>) -> Int? {
        guard text.count >= 3, paragraph.count == 1 else { return nil }
        if text.allSatisfy({ source[$0] == UInt8(ascii: "=") }) { return 1 }
        return text.allSatisfy { source[$0] == UInt8(ascii: "-") } ? 2 : nil
    }

    /// The number of lines of YAML between `---` lines at the top.
    private func frontMatterEnd(_ lines: [Range<Int>]) -> Int {
        func isMark(_ line: Range<Int>) -> Bool {
            line.count == 3 && line.allSatisfy { source[$0] == UInt8(ascii: "-") }
        }
        guard let first = lines.first, isMark(first), lines.count > 1, !lines[1].isEmpty,
            let end = lines.dropFirst().prefix(60).firstIndex(where: isMark)
        else { return 0 }
        return end + 1
    }
}
