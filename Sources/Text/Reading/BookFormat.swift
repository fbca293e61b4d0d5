/// The sorts of file that books are read from.
enum BookFormat: String, Hashable {
    /// Plain text.
    case text
    /// Markdown.
    case markdown
    /// A page of HTML.
    case html
    /// An EPUB archive.
    case epub

    /// More is not a book's text; it would need several times as much memory.
    private static let largestText = 64 << 20
    /// An EPUB may hold many pictures, which are not unpacked.
    private static let largestArchive = 512 << 20

    /// What the content says where it is unmistakable, else what the name's ending says, else plain text.
    static func of(_ bytes: [UInt8], fileName: String) throws(BookError) -> BookFormat {
        guard !bytes.isEmpty else {
            throw BookError(
                .empty, file: fileName, wrong: "is empty",
                right: "A book is a .txt, .md, .html or .epub file with text in it.")
        }
        let largest = isArchive(bytes) ? largestArchive : largestText
        guard bytes.count <= largest else {
            throw BookError(
                .tooLarge, file: fileName, wrong: "has \(bytes.count >> 20) MB",
                right: "A text may have at most \(largestText >> 20) MB, an EPUB \(largestArchive >> 20) MB.")
        }
        if let name = foreignFormat(bytes) {
            throw BookError(
                .unsupported, file: fileName, wrong: "is \(name), which is not read here",
                right: "Convert it to .epub, .html, .md or .txt.")
        }
        if isArchive(bytes) { return .epub }
        switch fileName.split(separator: ".").last?.lowercased() {
        case "epub": return .epub
        case "htm", "html", "xhtml": return .html
        case "md", "markdown": return .markdown
        default: return isHTML(bytes) ? .html : .text
        }
    }

    func manuscript(_ bytes: [UInt8], fileName: String) throws(BookError) -> Manuscript {
        switch self {
        case .text:
            PlainReader.manuscript(try PlainReader.decoded(bytes, fileName: fileName))
        case .markdown:
            MarkdownReader.manuscript(try PlainReader.decoded(bytes, fileName: fileName))
        case .html:
            try HTMLReader.manuscript(bytes, fileName: fileName)
        case .epub:
            try EPUBReader.manuscript(bytes, fileName: fileName)
        }
    }

    /// The encoding that a file is read in; nil for an EPUB, each page of which has its own.
    func encoding(of bytes: [UInt8]) -> TextEncoding? {
        switch self {
        case .text, .markdown: TextEncoding.marked(bytes[...])?.encoding ?? TextEncoding.guessed(bytes[...])
        case .html: HTMLReader.encoding(of: bytes)
        case .epub: nil
        }
    }

    private static func isArchive(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 3, 4])
    }

    private static func isHTML(_ bytes: [UInt8]) -> Bool {
        let head = String(decoding: bytes.prefix(600), as: UTF8.self).lowercased()
            .drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        return head.hasPrefix("<!doctype html") || head.hasPrefix("<html")
            || head.hasPrefix("<?xml") && head.contains("<html")
    }

    /// What a file is that is no book, by the bytes it begins with.
    private static func foreignFormat(_ bytes: [UInt8]) -> String? {
        let signatures: [(bytes: [UInt8], name: String)] = [
            (Array("%PDF".utf8), "a PDF"), (Array("{\\rtf".utf8), "an RTF document"),
            ([0xD0, 0xCF, 0x11, 0xE0], "a Word document"), ([0x1F, 0x8B], "a gzip archive"),
            (Array("Rar!".utf8), "a RAR archive"), ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive"),
            ([0x89, 0x50, 0x4E, 0x47], "a PNG image"), ([0xFF, 0xD8, 0xFF], "a JPEG image"),
            ([0xFF, 0xFE, 0, 0], "a text in UTF-32"),
        ]
        if let found = signatures.first(where: { bytes.starts(with: $0.bytes) }) { return found.name }
        return bytes.dropFirst(60).starts(with: "BOOKMOBI".utf8) ? "a Kindle book" : nil
    }
}
