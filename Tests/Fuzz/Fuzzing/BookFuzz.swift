import SmallBooks
import Text

/// Books of one format: read, cleaned, cut into sentences and by every fixed decomposer.
package struct BookFuzz: FuzzSubject {
    package let name: String
    package let growth = 40

    private let format: String
    private let seeds: [[UInt8]]
    /// The members of small EPUBs.
    private let archives: [[FuzzInput.File]]
    private let spices: [String]

    /// - Parameter format: `txt`, `md`, `html` or `epub`.
    package init(format: String) {
        self.format = format
        name = "books-" + format
        var real: [[UInt8]] = []
        for (_, bytes) in ProjectFiles.books(ending: format == "html" ? [".htm", ".html"] : ["." + format])
        where format != "epub" {
            // The beginning and the end have the faults; the middle is like any other.
            for (start, length) in [
                (0, 3_000), (0, 12_000), (bytes.count / 2, 6_000), (bytes.count - 9_000, 9_000),
                (2_000, 25_000),
            ] {
                let start = max(0, min(start, bytes.count))
                real.append(Array(bytes[start..<min(bytes.count, start + length)]))
            }
        }
        let samples = ProjectFiles.names(in: "samples/tales", ending: [".txt"]).map {
            ProjectFiles.bytes("samples/tales/" + $0)
        }
        switch format {
        case "txt": seeds = real + samples + [Array(SmallBooks.book(1).utf8)] + Self.texts
        case "md": seeds = real + Self.texts + Self.markdowns + samples.prefix(2)
        case "html": seeds = real + Self.pages
        default: seeds = real
        }
        var archives = [
            EpubMonsters.members([
                EpubMonsters.page("one", "<h2>I</h2><p>Some words.</p>"),
                EpubMonsters.page("two", "<p id='x'>More &eacute; words. And more.</p>"),
            ])
        ]
        if format == "epub" {
            for (_, bytes) in ProjectFiles.books(ending: [".epub"]) {
                var left = 60_000
                archives.append(
                    Archive.members(of: bytes, most: 30_000).filter { member in
                        let isSmall =
                            member.bytes.count <= left || member.name.hasSuffix(".opf")
                            || member.name.hasSuffix(".xml")
                        if isSmall { left -= member.bytes.count }
                        return isSmall
                    })
            }
        }
        self.archives = archives
        spices = Self.spices
    }

    private static let texts = [
        """
        CONTENTS\r\n\r\nCHAPTER I\r\nCHAPTER II\r\n\r\nCHAPTER I\r\n\r\nThe Ferry\r\n\r\n\
        He said [Illustration: a [b]] “no”.
        [Pg 12]\r\n\r\n* * *\r\n\r\nMore.\r\n\r\n\r\n\r\n\
        CHAPTER II\r\n\r\nEnd. *** END OF THE PROJECT GUTENBERG EBOOK ***
        """,
        "*** START OF THE PROJECT GUTENBERG EBOOK X ***\n\nPART ONE\n\nI\n\nMr. A. went. “Who?” he said.\n\nII\n\nNo.\n\nEPILOGUE\n\nThe end.",
        "\u{202B}שלום עולם. זה ספר.\u{202C}\n\nפרק א\n\nמילה. עוד מילה!\n\n漢字仮名。次の文。\n\nمرحبا بالعالم؟ نعم.\n",
    ].map { Array($0.utf8) }
    private static let markdowns = [
        "---\ntitle: x\n---\n# Head *one*\n\nText [link](a) ![i](b) \\* `c` <b>d</b>\n\n> quote\n\n```\ncode\n```\n\nTwo\n===\n- x\n***\nend",
        "# A\n\n## B\n\n1. one\n2. two\n   - three\n\n| a | b |\n|---|---|\n| c | d |\n\n[^1]: note\n\n[ref]: http://x 'y'\n\n<div>html</div>\n\n~~~\nx\n~~~\n",
    ].map { Array($0.utf8) }
    private static let pages = [
        """
        <!DOCTYPE html><html><head><meta charset="utf-8"><title>t</title></head><body>\
        <h1 id="a">One</h1><p>A &mdash; b
        &#x201C;c&amp;<br><br/>d</p><hr><pre>x\n\n y</pre><table><tr><td>1</td></tr></table>\
        <p class="toc"><a href="#a">x</a></p>
        <svg><text y="1">l</text></svg><![CDATA[x]]><!-- c --></body></html>
        """,
        "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><html><body><h2>I.</h2><p>One.</p><p>Two <i>three</i>.</p><h2>II.</h2><ul><li>a<li>b</ul></body>",
    ].map { Array($0.utf8) }

    private static let spices = [
        "<", ">", "&", "\n\n\n", "\0", "[", "]", "\u{2028}", "<p>", "</div>", "IV.\n\n", "é", "&#0;", "PK",
        "\u{FEFF}", "\u{202E}", "\u{301}",
        "<div>", "</p>", "<script>", "<!--", "-->", "<![CDATA[", "]]>", "&lt;", "&#x10FFFF;", "&#xD800;",
        "&bogus;", "<br/>", "<h1>", "</h1>",
        "CHAPTER II\n\n", "CONTENTS\n\n", "* * *\n\n", "[Illustration",
        "*** END OF THE PROJECT GUTENBERG EBOOK ***\n", "Mr. ", "“", "”", "\"", "'",
        "```\n", "# ", "===\n", "![", "](", "*", "_", "\\", "> ", "- ", "|", "\r", "\r\n", "\t", "  \n",
        "charset=utf-16", "encoding=\"x\"",
        "<?xml version=\"1.0\" encoding=\"utf-16\"?>", "href=\"../../../x\"", "idref=\"p\"",
        "<itemref idref=\"one\"/>", "full-path=\"x\"", "<!ENTITY a \"b\">",
        "<!DOCTYPE html [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>", "&a;", "media-type=\"text/html\"",
        "properties=\"nav\"", "linear=\"no\"", "漢", "👩‍👩‍👧",
        "\u{85}", "\u{C}", "\u{B}", "\u{AD}", "\u{200B}", "\u{FFFD}", "\u{1F}", "CHAPTER THE LAST.",
        "MDCCCLXXXVIII.", "99999999999999999999.",
    ]

    package func input(_ index: Int, _ dice: inout Dice) -> FuzzInput {
        if format == "epub" {
            if index < EpubMonsters.count { return file(EpubMonsters.bytes(index, pages: [])) }
            return file(archive(&dice))
        }
        if index < BookMonsters.count(format) { return file(BookMonsters.bytes(index, format: format)) }
        var bytes = dice.pick(seeds)
        if dice.once(in: 10) { bytes = ByteMutations.spliced(bytes, dice.pick(seeds), &dice) }
        mutate(&bytes, &dice)
        return file(bytes)
    }

    /// An EPUB counts as what it says it unpacks to, as far as that is unpacked.
    package func size(of input: FuzzInput) -> Int {
        let bytes = input.files[0].bytes
        guard format == "epub" else { return bytes.count }
        let unpacked = Archive.directory(in: bytes).reduce(0) { sum, record in
            sum + (0..<4).reduce(0) { $0 | Int(bytes[record + 24 + $1]) << (8 * $1) }
        }
        return max(bytes.count, min(unpacked, 16 << 20, max(1 << 20, 50 * bytes.count)))
    }

    private func file(_ bytes: [UInt8]) -> FuzzInput { FuzzInput([.init("book." + format, bytes)]) }

    private func mutate(_ bytes: inout [UInt8], _ dice: inout Dice) {
        ByteMutations.apply(to: &bytes, spices: spices, &dice)
        switch dice.below(24) {
        case 0: bytes = [0xFF, 0xFE] + bytes.flatMap { [$0, 0] }
        case 1: bytes = [0xFE, 0xFF] + bytes.flatMap { [0, $0] } + (dice.once(in: 2) ? [0xD8] : [])
        case 2: bytes = [0xEF, 0xBB, 0xBF] + bytes
        case 3: bytes.removeAll { $0 == 0x0A }
        case 4: bytes.removeAll { $0 == 0x0D || $0 == 0x20 }
        case 5: for place in bytes.indices where bytes[place] == 0x0A { bytes[place] = 0x0D }
        case 6:
            for place in bytes.indices where dice.once(in: 50) {
                bytes[place] = UInt8(0x80 + dice.below(128))
            }
        case 7: for place in bytes.indices where dice.once(in: 80) { bytes[place] = 0 }
        case 8:
            let piece = BookMonsters.small(format: format, &dice)
            bytes.insert(
                contentsOf: piece.prefix(dice.pick([100, 2_000, 20_000])), at: dice.below(bytes.count))
        case 9: bytes = bytes.reversed()
        case 10: for place in bytes.indices where bytes[place] == 0x2E { bytes[place] = 0x20 }
        case 11:
            for place in bytes.indices where bytes[place] >= 0x61 && bytes[place] <= 0x7A {
                bytes[place] -= 0x20
            }
        default: break
        }
        if bytes.isEmpty { bytes = [0x41] }
    }

    /// An EPUB with damage inside its members, in the list of them, or in the archive itself.
    private func archive(_ dice: inout Dice) -> [UInt8] {
        var members = dice.pick(archives)
        guard !members.isEmpty else { return [0x50, 0x4B, 3, 4] }
        if !dice.once(in: 4) {
            for _ in 0...dice.below(3) {
                let place = dice.below(members.count)
                var bytes = members[place].bytes
                if dice.once(in: 8) { bytes = ByteMutations.spliced(bytes, dice.pick(members).bytes, &dice) }
                ByteMutations.apply(to: &bytes, spices: spices, most: 4, &dice)
                members[place].bytes = bytes
            }
        }
        if dice.once(in: 6) {
            let place = dice.below(members.count)
            switch dice.below(6) {
            case 0: members.remove(at: place)
            case 1: members.append(members[place])
            case 2:
                members[place].name = dice.pick([
                    "../../../etc/passwd", "/etc/passwd", "", "a/", "mimetype", "META-INF/encryption.xml",
                    "é", String(repeating: "n", count: 60_000),
                ])
            case 3: members[place].bytes = dice.pick(archives.flatMap(\.self)).bytes
            case 4: members.swapAt(place, dice.below(members.count))
            default: members[place].bytes = BookMonsters.repeated(dice.pick(spices), 20_000)
            }
        }
        var bytes = Archive.packed(members, compressed: dice.once(in: 3))
        if bytes.isEmpty { return [0x50, 0x4B, 3, 4] }
        if dice.once(in: 3) { damage(&bytes, &dice) }
        return bytes
    }

    /// Damages the archive's own records: sizes, methods, offsets, or any byte.
    private func damage(_ bytes: inout [UInt8], _ dice: inout Dice) {
        let records = Archive.directory(in: bytes)
        switch dice.below(4) {
        case 0 where !records.isEmpty:
            let (record, field) = (dice.pick(records), dice.pick([8, 10, 16, 20, 24, 28, 30, 32, 38, 42]))
            for offset in 0..<dice.pick([1, 2, 4]) {
                bytes[record + field + offset] = dice.pick([0, 0xFF, 0x7F, UInt8(dice.below(256))])
            }
        case 1: bytes.removeSubrange(dice.below(bytes.count)...)
        case 2:
            let end = bytes.count - min(bytes.count, 22)
            bytes[end + dice.below(bytes.count - end)] = UInt8(dice.below(256))
        default: ByteMutations.apply(to: &bytes, spices: spices, &dice)
        }
        if bytes.isEmpty { bytes = [0x50, 0x4B, 3, 4] }
    }

    package func check(_ input: FuzzInput) throws -> Bool {
        let bytes = input.files[0].bytes
        let book: Book
        do throws(BookError) {
            book = try Book.read(bytes, fileName: input.files[0].name)
        } catch {
            try promise(!error.wrong.isEmpty && !error.right.isEmpty, "refused without words")
            return false
        }
        try hold(book, of: bytes)
        try holdSentences(of: book)
        try holdTrees(of: book, bytes: bytes)
        return true
    }

    /// What a book promises of itself.
    private func hold(_ book: Book, of bytes: [UInt8]) throws(Fault) {
        let count = book.text.utf8.count
        try promise(count > 0 && book.text.utf8.last == 0x0A, "a book without an end")
        try promise(!book.text.contains("root:x:0"), "a file of this machine was read")
        var end = book.sections.first?.span.start ?? count
        for section in book.sections {
            try promise(
                section.span.start == end && section.heading.start == end
                    && section.heading.end <= section.span.end,
                "sections do not follow one another at \(end)")
            let hasName = section.title.unicodeScalars.contains {
                !$0.properties.isWhitespace && ![.control, .format].contains($0.properties.generalCategory)
            }
            try promise(section.level >= 1 && hasName, "a section without a name")
            end = section.span.end
        }
        try promise(end == count, "sections end at \(end) of \(count)")
        try promise(
            zip(book.sceneBreaks, book.sceneBreaks.dropFirst()).allSatisfy { $0 < $1 },
            "scene breaks out of order")
        try promise(book.sceneBreaks.allSatisfy { 0 < $0 && $0 < count }, "a scene break outside the text")
        for offset in stride(from: 0, through: count, by: max(1, count / 2_000)) {
            let origin = book.origins.lookup(offset)
            try promise(
                origin.member != nil || (0...bytes.count).contains(origin.offset),
                "byte \(offset) came from \(origin)")
        }
    }

    private func holdSentences(of book: Book) throws(Fault) {
        let parts = sentences(in: book.text)
        var end = 0
        for part in parts {
            try promise(
                part.start == end && part.end > part.start, "sentences leave out \(end)..<\(part.start)")
            end = part.end
        }
        try promise(end == book.text.utf8.count, "sentences end at \(end)")
        try promise(wordSpans(in: book.text).count == wordCount(book.text), "two counts of words")
        let statistics = WordStatistics(passages: [book.text])
        try promise(statistics.passages == 1, "statistics of no passage")
        _ = orphanPronouns(in: book.text)
        _ = entities(in: book.text)
    }

    private func holdTrees(of book: Book, bytes: [UInt8]) throws {
        // Limits that differ from one input to the next, but are the same for the same bytes.
        var dice = Dice(seed: UInt64(bytes.count), index: Int(bytes.first ?? 0), name: "limits")
        let isLong = book.text.utf8.count > 200_000
        let limits = CutLimits(
            leafWords: isLong ? 450 : dice.pick([1, 2, 7, 20, 50, 450]), fanIn: dice.pick([2, 3, 6]),
            snap: dice.pick(CutLimits.Snap.allCases))
        let all: [Decomposer] = [
            .fixed(limits), .random(limits), .structure(limits),
            .texttiling(limits, window: 1 + dice.below(5)), .whole,
        ]
        for decomposer in all {
            let tree = decompose(book, by: decomposer) { Double(dice.below(16)) / 16 }
            do { try tree.validate(against: book) } catch { throw Fault("\(decomposer): \(error)") }
            var end = 0
            for leaf in tree.leaves {
                let node = tree.nodes[leaf]
                try promise(
                    node.span.start == end, "\(decomposer): leaves leave out \(end)..<\(node.span.start)")
                end = node.span.end
                if decomposer != .whole {
                    try promise(
                        node.words <= limits.leafWords, "\(decomposer): a leaf of \(node.words) words")
                }
            }
            try promise(end == book.text.utf8.count, "\(decomposer): leaves end at \(end)")
            if decomposer != .whole {
                try promise(
                    tree.nodes.allSatisfy { $0.children.count <= limits.fanIn },
                    "\(decomposer): too many children")
            }
        }
    }
}
