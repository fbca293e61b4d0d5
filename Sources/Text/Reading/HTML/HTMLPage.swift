/// Builds blocks from the elements and words of a page as the parser meets them.
///
/// Blanks are collapsed as a browser does; `<br>` is a newline and two of them end the paragraph.
final class HTMLPage {
    let source: Draft
    private let member: UInt16?
    private let readsDrawings: Bool
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
    /// Blanks and line ends that are set only if words follow: the source offset of the first, and the line
    /// ends.
    private var blank: Int?
    private var lineEnds = 0
    private var preformatted: Range<Int>?
    private var gap = 1
    private var isAfterRule = false

    /// - Parameter readsDrawings: whether the lines of text in SVG drawings are the book's.
    init(_ source: Draft, member: UInt16?, readsDrawings: Bool = false) {
        self.source = source
        self.member = member
        self.readsDrawings = readsDrawings
    }

    var manuscript: Manuscript { Manuscript(draft: draft, blocks: blocks) }

    func start(_ name: String, _ attributes: [String: String], at offset: Int) {
        let element = HTMLElement(name, attributes, in: open.last, readsDrawings: readsDrawings)
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
        case "tspan" where readsDrawings && attributes["y"] != "0":
            blank = blank ?? offset
        case "text" where readsDrawings:
            lineEnds = 1
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
        guard let element = open.last, !element.isSkipped else { return }
        var offset = range.lowerBound
        while offset < range.upperBound {
            let isBlank = source[offset] <= 0x20
            var end = offset + 1
            while end < range.upperBound, (source[end] <= 0x20) == isBlank { end += 1 }
            if !isBlank {
                beginWord()
                if element.isLink { linked += end - offset }
                draft.append(source, range: offset..<end, member: member)
            } else if element.isPreformatted {
                keepBlanks(offset..<end)
            } else {
                blank = blank ?? offset
            }
            offset = end
        }
    }

    /// Holds back the blanks and the line end between two preformatted words; a blank line ends the
    /// paragraph.
    private func keepBlanks(_ range: Range<Int>) {
        let ends = range.count { source[$0] == 0x0A }
        if ends > 1 {
            closeBlock()
            gap = ends - 1
        } else if blockStart != nil {
            preformatted = range
        }
    }

    /// Words that stand for other bytes of the source, such as an entity.
    func text(_ letters: some Collection<UInt8>, standingFor range: Range<Int>) {
        guard open.last?.isSkipped != true else { return }
        for scalar in String(decoding: letters, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\u{AD}", "\u{200B}", "\u{2060}", "\u{FEFF}":
                continue
            case " ", "\n", "\r", "\t":
                blank = blank ?? range.lowerBound
            default:
                beginWord()
                let letter = Array(String(scalar).utf8)
                if open.last?.isLink == true { linked += letter.count }
                draft.append(letter, standingFor: range, of: source, member: member)
            }
        }
    }

    /// Sets what was held back before a word, and opens a block if none is open.
    private func beginWord() {
        if blockStart == nil {
            blockStart = draft.count
            blockHeading = open.last?.heading
            blockGap = gap
            linked = 0
        } else if let preformatted {
            draft.append(source, range: preformatted, member: member)
        } else if let blank {
            let isBlank = blank < source.count && source[blank] <= 0x20
            draft.append(
                [lineEnds > 0 ? 0x0A : 0x20], standingFor: blank..<blank + (isBlank ? 1 : 0), of: source,
                member: member)
        }
        forgetBlanks()
    }

    private func forgetBlanks() {
        blank = nil
        preformatted = nil
        lineEnds = 0
    }

    private func closeBlock() {
        forgetBlanks()
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
