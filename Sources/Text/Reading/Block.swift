/// A paragraph, heading or line of a draft, with what its source says about it.
struct Block {
    /// What the words are; the words of a `.text` block may still turn out to be a heading.
    enum Kind: Hashable {
        /// A paragraph of running text.
        case text
        /// The source marks it as a heading: 1 for `h1` or `#`, 2 for `h2` or `##`, and so on.
        case heading(Int)
    }

    /// What a book's own outline (an EPUB's navigation) says begins here.
    struct Entry: Hashable {
        var title: String
        var level: Int
    }

    // Narrow fields: a file may have a block for every third of its bytes.
    private var start: UInt32
    private var end: UInt32
    var kind: Kind
    /// Whether the source draws a line or an ornament before the block.
    var isAfterRule: Bool
    /// Whether the words are nothing but a link into the same book, as in a table of contents.
    var isLink: Bool
    private var lines: Int32
    private var entries: [Entry] = []

    init(range: Range<Int>, kind: Kind = .text, gap: Int = 1, isAfterRule: Bool = false, isLink: Bool = false)
    {
        (start, end) = (UInt32(clamping: range.lowerBound), UInt32(clamping: range.upperBound))
        (self.kind, self.isAfterRule, self.isLink) = (kind, isAfterRule, isLink)
        lines = Int32(clamping: gap)
    }

    /// The words' place in the draft; never without a sign that can be seen, never ending in a newline.
    var range: Range<Int> {
        get { Int(start)..<Int(end) }
        set { (start, end) = (UInt32(clamping: newValue.lowerBound), UInt32(clamping: newValue.upperBound)) }
    }

    /// Blank lines before the block, where the source has lines.
    var gap: Int { Int(lines) }

    /// What the outline says begins here.
    var entry: Entry? {
        get { entries.first }
        set { entries = newValue.map { [$0] } ?? [] }
    }

    var isHeading: Bool { kind != .text }
}

/// A book between reading and typesetting: a draft and its blocks in order.
///
/// The stages of cleaning drop blocks or shorten them; bytes outside the blocks do not reach the book.
struct Manuscript {
    var draft: Draft
    var blocks: [Block]

    func string(_ block: Block) -> String { draft.string(block.range) }

    /// The number of words, counted as stretches without blanks.
    func words(_ block: Block) -> Int {
        var words = 0
        var isInWord = false
        for offset in block.range {
            let isBlank = draft[offset] <= 0x20
            if !isBlank && !isInWord { words += 1 }
            isInWord = !isBlank
        }
        return words
    }
}
