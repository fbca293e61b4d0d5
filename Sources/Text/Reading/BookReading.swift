/// How a file was read as a book: what it is, how its sections were found, and what was taken out of it.
package struct BookReading: Hashable, Sendable {
    /// A sort of words that are in the file and not in the book.
    package struct Cleaning: Hashable, Sendable {
        /// What they are, such as "contents".
        package var what: String
        /// How many words were taken out.
        package var words: Int
    }

    /// "text", "markdown", "html" or "epub".
    package var format: String
    /// The file's encoding, such as "UTF-8"; nil for an EPUB, each page of which has its own.
    package var encoding: String?
    /// What the sections were found by, such as "outline"; nil where there are none.
    package var evidence: String?
    /// What was taken out, in the order in which it was; nothing stands here with no words.
    package var cleanings: [Cleaning]
    /// The book.
    package var book: Book

    /// Reads a file, and keeps what there is to say about it; takes what ``Book/read(_:fileName:)`` takes.
    ///
    /// - Throws: `BookError`, which says what is wrong with the file and what would be right.
    package init(_ bytes: [UInt8], fileName: String) throws(BookError) {
        let format = try BookFormat.of(bytes, fileName: fileName)
        let whole = try format.manuscript(bytes, fileName: fileName)
        let body = Wrapper.removing(from: whole)
        let uncredited = Credits.removing(from: body)
        let clean = Contents.removing(from: uncredited)
        guard clean.blocks.contains(where: { clean.words($0) > 0 }) else {
            throw BookError(
                .noText, file: fileName, wrong: "holds no text of a book",
                right: "A book needs at least one paragraph of words.")
        }
        let finder = SectionFinder(clean)
        let (headings, evidence) = finder.headings()
        self.format = format.rawValue
        encoding = format.encoding(of: bytes)?.rawValue
        self.evidence = evidence?.rawValue
        cleanings = [
            Cleaning(what: "licence and header", words: body.wordsMissing(of: whole)),
            Cleaning(what: "makers' notes", words: uncredited.wordsMissing(of: body)),
            Cleaning(what: "contents", words: clean.wordsMissing(of: uncredited)),
        ].filter { $0.words > 0 }
        book = Typesetter.book(named: Book.name(of: fileName), from: clean, headings: headings)
    }
}

extension Manuscript {
    /// The words of another manuscript of the same draft that are not in this one.
    fileprivate func wordsMissing(of other: Manuscript) -> Int {
        let bytes = other.blocks.reduce(0) { $0 + $1.range.count } - blocks.reduce(0) { $0 + $1.range.count }
        return bytes == 0
            ? 0 : other.blocks.reduce(0) { $0 + words($1) } - blocks.reduce(0) { $0 + words($1) }
    }
}
