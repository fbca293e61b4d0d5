/// Reads HTML and XHTML: its blocks become paragraphs, its headings are kept as such.
enum HTMLReader {
    static func manuscript(_ bytes: [UInt8], fileName: String) throws(BookError) -> Manuscript {
        let page = HTMLPage(try decoded(bytes, fileName: fileName, member: nil), member: nil)
        try parse(page, fileName: fileName, member: nil)
        return page.manuscript
    }

    /// Fills a page from its source.
    static func parse(_ page: HTMLPage, fileName: String, member: String?) throws(BookError) {
        guard longestTag(page.source) <= mostAttributes else {
            throw BookError(
                .damaged, file: fileName, member: member,
                wrong: "has a tag with more than \(mostAttributes) attributes",
                right: "A tag ends with > after a few attributes.")
        }
        HTMLParser.parse(page)
    }

    /// libxml2 compares each attribute with all before it, so that their number has to be bounded.
    private static let mostAttributes = 5_000

    /// The most blanks in a tag, which are at least as many as its attributes less one.
    private static func longestTag(_ source: Draft) -> Int {
        var longest = 0
        var blanks: Int?
        for (index, byte) in source.bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "<"):
                if blanks == nil, index + 1 < source.count, source[index + 1] | 0x20 >= UInt8(ascii: "a") {
                    blanks = 0
                }
            case UInt8(ascii: ">"):
                blanks = nil
            case 0x09, 0x0A, 0x20, UInt8(ascii: "="), UInt8(ascii: "/"):
                if let count = blanks {
                    blanks = count + 1
                    longest = max(longest, count + 1)
                }
            default:
                break
            }
        }
        return longest
    }

    /// The text of a document in the encoding that its mark, its head or its bytes tell.
    static func decoded(_ bytes: [UInt8], fileName: String, member: String?) throws(BookError) -> Draft {
        if let (encoding, mark) = TextEncoding.marked(bytes[...]) {
            return Decoding.draft(of: bytes, in: encoding, after: mark)
        }
        guard let encoding = encoding(of: bytes) else {
            throw BookError(
                .encoding, file: fileName, member: member,
                wrong:
                    "says that it is in \(declaredEncoding(bytes) ?? "no encoding"), which is not read here",
                right: "Save it in UTF-8, and say so in its head.")
        }
        return Decoding.draft(of: bytes, in: encoding)
    }

    /// The encoding that a document's mark, its head or its bytes tell; nil for one that is not read here.
    static func encoding(of bytes: [UInt8]) -> TextEncoding? {
        if let marked = TextEncoding.marked(bytes[...]) { return marked.encoding }
        guard let name = declaredEncoding(bytes) else { return TextEncoding.guessed(bytes[...]) }
        let encoding = TextEncoding.named(name)
        // A document that is valid UTF-8 is in UTF-8, and no other that can be read here says so.
        return encoding == .utf8 ? TextEncoding.guessed(bytes[...]) : encoding
    }

    /// The name after `encoding=` or `charset=` near the document's beginning.
    private static func declaredEncoding(_ bytes: [UInt8]) -> String? {
        let head = String(decoding: bytes.prefix(2048).map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
            .lowercased()
        let tags = head.split(separator: "<").filter { $0.hasPrefix("?xml") || $0.hasPrefix("meta") }
        for tag in tags {
            for key in ["encoding=", "charset="] {
                guard let value = tag.after(key) else { continue }
                let name = value.drop { "\"' ".contains($0) }.prefix {
                    $0.isLetter || $0.isNumber || "-_".contains($0)
                }
                if !name.isEmpty { return String(name) }
            }
        }
        return nil
    }
}

extension Substring {
    /// What follows the first occurrence of `key`.
    fileprivate func after(_ key: String) -> Substring? {
        var rest = self
        while !rest.isEmpty {
            if rest.hasPrefix(key) { return rest.dropFirst(key.count) }
            rest = rest.dropFirst()
        }
        return nil
    }
}
