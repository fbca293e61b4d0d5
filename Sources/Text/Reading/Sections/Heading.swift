/// The beginning of a section: which blocks are its heading, what it is called and how deep it stands.
struct Heading: HeadingCandidate, Hashable {
    /// The heading's blocks: number and subtitle may be two; empty, before the section's first block, when
    /// the book only names the section in its outline.
    var blocks: Range<Int>
    var title: String
    /// Smaller is wider; only the order matters until `levels` numbers them.
    var rank: Int
    var pattern: HeadingPattern?
    /// Whether the source itself says that this is a section: a heading's mark or an entry in the outline.
    var isMarked = false

    var isAlone: Bool { pattern?.isAlone ?? false }
    var hasPattern: Bool { pattern != nil }
    var isBareNumeral: Bool { pattern?.form == .numeral }
}

/// What of a heading decides whether it is one.
protocol HeadingCandidate {
    /// The heading's blocks.
    var blocks: Range<Int> { get }
    /// Smaller is wider.
    var rank: Int { get }
    /// Whether its words have the form of a heading.
    var hasPattern: Bool { get }
    /// Whether they are a number and nothing else.
    var isBareNumeral: Bool { get }
}

extension Manuscript {
    /// A block's words on one line, without the signs for emphasis.
    func title(_ block: Block) -> String {
        let range = draft.seen(block.range).prefix(600)
        if draft.isASCII(range) { return draft.plainTitle(range) }
        let words = draft.string(range).split { $0.isWhitespace }.joined(separator: " ")
        let title = words.filter { $0 != "_" }.trimming {
            "*|".contains($0) || $0.unicodeScalars.allSatisfy(\.isUnseen)
        }
        // A heading of nothing but such signs is called by them.
        return String(title.isEmpty ? words.prefix(200) : title.prefix(200))
    }

    /// The form of heading that a block has, if any.
    func pattern(_ block: Block) -> HeadingPattern? {
        guard block.range.count <= 300, draft.mayOpen(block.range, besides: "_*=#|", with: isPatternStart)
        else {
            return nil
        }
        return HeadingPattern(string(block))
    }

    private func isPatternStart(_ byte: UInt8) -> Bool {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }

    /// What makes two headings the same: letters and digits in lower case. Empty for a long block.
    func key(_ block: Block) -> String {
        guard block.range.count <= 200 else { return "" }
        return draft.isASCII(block.range) ? draft.plainKey(block.range) : Self.key(string(block))
    }

    static func key(_ text: some StringProtocol) -> String {
        text.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
