import Text

/// How files were read as books, so that a corpus can be looked over before anything runs on it.
package struct BookSheet: Sheet {
    /// One file.
    package struct Line: Encodable, Hashable, Sendable {
        /// A section of the book.
        package struct Section: Encodable, Hashable, Sendable {
            /// Its heading.
            package var title: String
            /// How deep it stands: 1 for the outermost.
            package var level: Int
            /// Words of its own, up to the next section.
            package var words: Int
            /// The member of the EPUB where it begins.
            package var member: String?
            /// The line where it begins, counted from 1, in the file or the member as stored.
            package var line: Int?
            /// The byte where it begins, in the file or the member as stored.
            package var byte: Int
        }

        /// The file's path as it was named.
        package var file: String
        /// What is wrong with the file, where it cannot be read; then nothing but `file` stands here.
        package var refused: String?
        /// "text", "markdown", "html" or "epub".
        package var format: String?
        /// The file's encoding; nil for an EPUB.
        package var encoding: String?
        /// Words of the cleaned text.
        package var words: Int?
        /// What the sections were found by.
        package var evidence: String?
        /// The sections, in order.
        package var sections: [Section] = []
        /// How many scenes begin inside sections.
        package var scenes: Int?
        /// Words that were taken out, by what they are.
        package var removed: [String: Int] = [:]
    }

    /// The files, in the order in which they were named.
    package var lines: [Line]
    /// Whether each section is shown.
    package var showsSections: Bool

    /// A sheet of files that were read.
    package init(_ lines: [Line], showsSections: Bool = false) {
        self.lines = lines
        self.showsSections = showsSections
    }

    /// The sheet as people read it.
    package func text(_ page: Page) -> String {
        let read = lines.filter { $0.refused == nil }
        let refused = lines.compactMap(\.refused)
        var parts: [String] = []
        if showsSections {
            parts += read.map { "\($0.summary)\n\($0.table.text(width: page.width, indent: 2))" }
        } else if !read.isEmpty {
            parts.append(Self.table(of: read).text(width: page.width))
        }
        if !refused.isEmpty { parts.append(refused.map { "not read: \($0)" }.joined(separator: "\n")) }
        if lines.count > 1 {
            let words = read.reduce(0) { $0 + ($1.words ?? 0) }
            parts.append(
                "\(Figures.count(read.count, "book")), \(Figures.count(words, "word"))"
                    + (refused.isEmpty ? "" : "; \(Figures.count(refused.count, "file")) not read"))
        }
        return parts.joined(separator: "\n\n")
    }

    private static func table(of lines: [Line]) -> Table {
        Table(
            [
                .words("book"), .words("read as"), .number("words"), .words("sections"), .words("found by"),
                .number("scenes"), .number("words taken out"),
            ],
            rows: lines.map { line in
                [
                    line.name.cut(to: 36),
                    [line.format, line.encoding].compactMap(\.self).joined(separator: ", "),
                    Figures.grouped(line.words ?? 0), line.counts, line.evidence ?? "",
                    Figures.grouped(line.scenes ?? 0),
                    Figures.grouped(line.removed.values.reduce(0, +)),
                ]
            })
    }
}

extension BookSheet.Line {
    /// A file that was read.
    ///
    /// - Parameter bytes: the file's own, in which lines are counted; an EPUB's are not.
    package init(_ reading: BookReading, file: String, bytes: [UInt8]) {
        let book = reading.book
        var lines = LineCount(bytes)
        self.init(
            file: file, format: reading.format, encoding: reading.encoding, words: wordCount(book.text),
            evidence: reading.evidence,
            sections: book.sections.map { section in
                let place = book.origins.lookup(section.span.start)
                return Section(
                    title: section.title, level: section.level,
                    words: wordCount(String(book.text.utf8(in: section.span))), member: place.member,
                    line: place.member == nil ? lines.line(of: place.offset) : nil, byte: place.offset)
            },
            scenes: book.sceneBreaks.count,
            removed: Dictionary(uniqueKeysWithValues: reading.cleanings.map { ($0.what, $0.words) }))
    }

    /// A file that cannot be read, and why.
    package init(refused reason: String, file: String) {
        self.init(file: file)
        refused = reason
    }

    /// The file's name without its folders.
    fileprivate var name: String { file.split(separator: "/").last.map(String.init) ?? file }

    /// Sections by level, the outermost first: "6 + 34".
    fileprivate var counts: String {
        let deepest = sections.map(\.level).max() ?? 0
        guard deepest > 0 else { return "none" }
        return (1...deepest).map { level in String(sections.count { $0.level == level }) }.joined(
            separator: " + ")
    }

    fileprivate var takenOut: String {
        removed.sorted { $0.key < $1.key }.map { "\(Figures.count($0.value, "word")) of \($0.key)" }.joined(
            separator: ", ")
    }

    fileprivate var summary: String {
        var parts = [format, encoding].compactMap(\.self)
        parts.append(Figures.count(words ?? 0, "word"))
        parts.append(
            sections.isEmpty ? "no sections" : "\(counts) sections by \(evidence ?? "their form")")
        parts.append(Figures.count(scenes ?? 0, "scene break"))
        return "\(name): \(parts.joined(separator: ", "))"
            + (removed.isEmpty ? "" : "; taken out: \(takenOut)")
    }

    fileprivate var table: Table {
        Table(
            [.number("words"), .words("place"), .rest("section")],
            rows: sections.map { section in
                let place = section.line.map { "line \(Figures.grouped($0))" } ?? section.member ?? ""
                let indent = String(repeating: "  ", count: section.level - 1)
                return [Figures.grouped(section.words), place, indent + section.title]
            })
    }
}

/// Counts lines up to offsets that come in ascending order.
private struct LineCount {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The line that holds a byte, counted from 1; lines end with LF.
    mutating func line(of offset: Int) -> Int {
        while position < min(offset, bytes.count) {
            if bytes[position] == 0x0A { line += 1 }
            position += 1
        }
        return line
    }
}
