extension Book {
    /// The book without the text of its headings: sections begin with their first paragraph, and nothing at their borders
    /// shows that they do.
    ///
    /// With a heading goes what belongs to it: rows of marks around it, what ends its line, a line such as *End of Book One*
    /// before it, and an epigraph that names whose words it is (``Epigraph``). Every border becomes one blank line, scene breaks there are forgotten, and opening words in
    /// capitals (`IT WAS a bright day`) are written as the rest of the book writes them. All other offsets, and the
    /// origins of every byte that stays, are kept right.
    package var withoutHeadings: Book {
        let cut = HeadingCut(self)
        let bytes = cut.opened(text: cut.text, at: cut.starts)
        let ends = cut.starts.dropFirst() + [bytes.count]
        return Book(
            name: name, text: String(decoding: bytes, as: UTF8.self),
            sections: zip(sections, zip(cut.starts, ends)).map { section, span in
                Section(
                    title: section.title, level: section.level,
                    heading: Span(start: span.0, end: span.0), span: Span(start: span.0, end: span.1))
            },
            sceneBreaks: cut.sceneBreaks, origins: cut.origins)
    }
}

/// A text while the headings are taken out of it.
private struct HeadingCut {
    /// The bytes that stay.
    private(set) var text: [UInt8] = []
    /// Where the sections begin among them.
    private(set) var starts: [Int] = []
    /// Where scenes begin among them, but for those that begin with a section.
    private(set) var sceneBreaks: [Int] = []
    /// Where the bytes came from.
    private(set) var origins = OriginMap()

    init(_ book: Book) {
        let bytes = Array(book.text.utf8)
        var scenes = book.sceneBreaks[...]
        var kept = 0
        for section in book.sections {
            let end = Self.end(of: section, bytes)
            let start = max(kept, Self.start(before: section.span.start, from: kept, bytes))
            keep(kept..<start, of: book, bytes, &scenes)
            if !text.isEmpty, end < bytes.count { keepBlankLine(at: start, of: book) }
            while let scene = scenes.first, scene <= end { scenes.removeFirst() }
            starts.append(text.count)
            kept = max(kept, end)
        }
        keep(kept..<bytes.count, of: book, bytes, &scenes)
        starts = starts.map { min($0, text.count) }
    }

    /// Keeps a stretch of the book, and the scenes that begin in it.
    private mutating func keep(
        _ range: Range<Int>, of book: Book, _ bytes: [UInt8], _ scenes: inout ArraySlice<Int>
    ) {
        while let scene = scenes.first, scene < range.upperBound {
            if scene > range.lowerBound { sceneBreaks.append(text.count + scene - range.lowerBound) }
            scenes.removeFirst()
        }
        text += bytes[range]
        origins.append(book.origins, range: range)
    }

    /// Two line feeds that stand for whatever was at this place of the book.
    private mutating func keepBlankLine(at offset: Int, of book: Book) {
        text += [0x0A, 0x0A]
        let start = min(offset, max(0, book.text.utf8.count - 2))
        origins.append(book.origins, range: start..<min(start + 2, book.text.utf8.count))
    }

    /// Where the text of a section begins: after its heading, what ends the heading's line, and rows of marks.
    private static func end(of section: Section, _ bytes: [UInt8]) -> Int {
        var end = section.heading.end
        let limit = section.span.end
        if !section.heading.isEmpty {
            while end < limit, " .:;,-_*)]".utf8.contains(bytes[end]) { end += 1 }
        }
        while end < limit, bytes[end] <= 0x20 { end += 1 }
        while end < limit {
            let next = paragraphEnd(from: end, limit, bytes)
            guard !bytes[end..<next].contains(where: isWordByte) else { break }
            end = next
            while end < limit, bytes[end] <= 0x20 { end += 1 }
        }
        guard !section.heading.isEmpty, let epigraph = Epigraph.end(in: bytes, from: end, limit) else {
            return end
        }
        return epigraph
    }

    /// Where the text before a section ends: before white space, rows of marks, and a line that says what ends.
    private static func start(before offset: Int, from limit: Int, _ bytes: [UInt8]) -> Int {
        var start = offset
        while start > limit {
            var end = start
            while end > limit, bytes[end - 1] <= 0x20 { end -= 1 }
            let first = paragraphStart(before: end, limit, bytes)
            let paragraph = bytes[first..<end]
            guard first < end else { return end }
            let isMarks = !paragraph.contains(where: isWordByte)
            guard isMarks || (first > limit && saysWhatEnds(paragraph)) else { return end }
            start = first
        }
        return start
    }

    private static func saysWhatEnds(_ paragraph: ArraySlice<UInt8>) -> Bool {
        let words = terms(in: String(decoding: paragraph, as: UTF8.self))
        let line = words.first == "the" ? words.dropFirst() : words[...]
        return line.count <= 8 && line.starts(with: ["end", "of"])
    }

    private static func paragraphStart(before end: Int, _ limit: Int, _ bytes: [UInt8]) -> Int {
        var start = end
        while start > limit, !(bytes[start - 1] == 0x0A && start - 1 > limit && bytes[start - 2] == 0x0A) {
            start -= 1
        }
        return start
    }

    /// A letter or digit, or a byte of a scalar beyond ASCII that is not punctuation.
    private static func isWordByte(_ byte: UInt8) -> Bool {
        Characters.isAlphanumeric(byte) || (byte >= 0xC3 && byte != 0xE2)
    }
}

extension HeadingCut {
    /// The text with the opening words of sections written as the rest of the text writes them.
    func opened(text bytes: [UInt8], at starts: [Int]) -> [UInt8] {
        let words = words(in: String(decoding: bytes, as: UTF8.self))
        var openings: [[Word]] = []
        var taken = Set<Int>()
        for start in starts {
            let first = words.partitioningIndex { $0.span.start >= start }
            let run = words[first...].prefix { Self.isShouted(bytes[$0.span.range]) }
            guard run.contains(where: { $0.span.count > 1 }) else { continue }
            openings.append(Array(run))
            taken.formUnion(run.indices)
        }
        guard !openings.isEmpty else { return bytes }
        let wanted = Set(openings.joined().map(\.form))
        // How often each word stands in lower case, with a capital, and in capitals.
        var uses: [String: [Int]] = [:]
        for (index, word) in words.enumerated() where wanted.contains(word.form) && !taken.contains(index) {
            let way =
                !word.isCapitalised
                ? 0 : word.span.count > 1 && Self.isShouted(bytes[word.span.range]) ? 2 : 1
            uses[word.form, default: [0, 0, 0]][way] += 1
        }
        var result = bytes
        for opening in openings {
            for (index, word) in opening.enumerated() where word.form != "i" && !word.form.hasPrefix("i'") {
                let counts = uses[word.form] ?? [1, 0, 0]
                if counts[2] > counts[0] + counts[1] { continue }
                let keepsFirst = index == 0 || counts[1] > counts[0]
                Self.lower(&result, word.span.range.dropFirst(keepsFirst ? 1 : 0))
            }
        }
        return result
    }

    /// Whether all letters are ASCII capitals or those of Latin-1.
    private static func isShouted(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.contains { $0 &- 0x41 < 26 } && !bytes.contains { $0 &- 0x61 < 26 || $0 &- 0x30 < 10 }
    }

    private static func lower(_ bytes: inout [UInt8], _ range: Range<Int>) {
        for index in range {
            if bytes[index] &- 0x41 < 26 {
                bytes[index] |= 0x20
            } else if index > 0, bytes[index - 1] == 0xC3, bytes[index] &- 0x80 < 0x1F, bytes[index] != 0x97 {
                bytes[index] += 0x20
            }
        }
    }
}
