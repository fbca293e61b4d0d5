/// Builds blocks from the elements and words of a page as the parser meets them.
///
/// Blanks are collapsed as a browser does; `<br>` is a newline and two of them end the paragraph.
final class HTMLPage {
    let source: Draft
    private let member: UInt16?
    private var draft = Draft()
    private var blocks: [Block] = []
    private var open: [HTMLElement] = []
    /// Where each `id` stands: the index of the block it is in or before.
    private(set) var anchors: [String: Int] = [:]
    /// How many pictures the page shows.
    private(set) var pictures = 0

    private var blockStart: Int?
    private var blockHeading: Int?
    private var blockGap = 1
    private var linked = 0
    /// Blanks and line ends that are set only if words follow: the source offset of the first, and the line ends.
    private var blank: Int?
    private var lineEnds = 0
    private var gap = 1
    private var isAfterRule = false

    init(_ source: Draft, member: UInt16?) {
        self.source = source
        self.member = member
    }

    var manuscript: Manuscript { Manuscript(draft: draft, blocks: blocks) }

    func start(_ name: String, _ attributes: [String: String], at offset: Int) {
        let element = HTMLElement(name, attributes, in: open.last)
        if element.isBlock && !element.isSkipped { closeBlock() }
        if name == "img" || name == "image" || name == "svg" { pictures += 1 }
        open.append(element)
        guard !element.isSkipped else { return }
        if let id = attributes["id"] ?? (name == "a" ? attributes["name"] : nil), !id.isEmpty {
            anchors[id] = blocks.count
        }
        switch name {
        case "br":
            if lineEnds > 0 && element.heading == nil { closeBlock() } else { lineEnds += 1 }
            blank = blank ?? offset
        case "hr":
            isAfterRule = true
        case "td", "th":
            blank = blank ?? offset
        default:
            break
        }
    }

    func end(_ name: String) {
        guard let index = open.suffix(300).lastIndex(where: { $0.name == name }) else { return }
        if open[index].isBlock && !open[index].isSkipped { closeBlock() }
        open.removeSubrange(index...)
    }

    func finish() {
        closeBlock()
        open.removeAll()
    }

    /// Words that stand in the source as they are.
    func text(_ range: Range<Int>) {
        guard open.last?.isSkipped != true else { return }
        let isPreformatted = open.last?.isPreformatted == true
        var offset = range.lowerBound
        while offset < range.upperBound {
            let byte = source[offset]
            if byte == 0x0A && isPreformatted {
                if lineEnds > 0 {
                    closeBlock()
                    gap += 1
                }
                lineEnds += 1
                blank = offset
                offset += 1
            } else if byte == 0x20 || byte == 0x0A || byte == 0x09 {
                if isPreformatted, blockStart == nil || lineEnds > 0 || blank != nil {
                    offset += 1
                } else {
                    blank = blank ?? offset
                    offset += 1
                }
            } else {
                var end = offset + 1
                while end < range.upperBound, source[end] > 0x20 { end += 1 }
                beginWord()
                if open.last?.isLink == true { linked += end - offset }
                draft.append(source, range: offset..<end, member: member)
                offset = end
            }
        }
    }

    /// Words that stand for other bytes of the source, such as an entity.
    func text(_ letters: some Collection<UInt8>, standingFor range: Range<Int>) {
        guard open.last?.isSkipped != true else { return }
        let word = String(decoding: letters, as: UTF8.self)
        if word.allSatisfy({ $0 == " " || $0.isNewline || $0 == "\t" }) {
            blank = blank ?? range.lowerBound
            return
        }
        let invisible: Set<Unicode.Scalar> = ["\u{AD}", "\u{200B}", "\u{2060}", "\u{FEFF}"]
        guard !word.unicodeScalars.allSatisfy(invisible.contains) else { return }
        beginWord()
        if open.last?.isLink == true { linked += letters.count }
        draft.append(letters, standingFor: range, of: source, member: member)
    }

    /// Sets what was held back before a word, and opens a block if none is open.
    private func beginWord() {
        if blockStart == nil {
            blockStart = draft.count
            blockHeading = open.last?.heading
            blockGap = gap
            linked = 0
        } else if let blank {
            let isBlank = blank < source.count && source[blank] <= 0x20
            draft.append(
                [lineEnds > 0 ? 0x0A : 0x20], standingFor: blank..<blank + (isBlank ? 1 : 0), of: source,
                member: member)
        }
        blank = nil
        lineEnds = 0
    }

    private func closeBlock() {
        blank = nil
        lineEnds = 0
        guard let start = blockStart else { return }
        blockStart = nil
        let range = start..<draft.count
        gap = 1
        if draft.isBlank(range) {
            gap = 2
        } else if blockHeading == nil, Ornament.isOrnament(draft, range) {
            isAfterRule = true
        } else {
            blocks.append(
                Block(
                    range: range, kind: blockHeading.map { .heading($0) } ?? .text, gap: blockGap,
                    isAfterRule: isAfterRule, isLink: linked * 10 >= range.count * 8))
            isAfterRule = false
        }
    }
}
