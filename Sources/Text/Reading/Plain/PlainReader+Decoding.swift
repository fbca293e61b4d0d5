extension PlainReader {
    /// The text of a file in whatever encoding it is, without its byte order mark.
    static func decoded(_ bytes: [UInt8], fileName: String) throws(BookError) -> Draft {
        let marked = TextEncoding.marked(bytes[...])
        guard marked?.encoding.isWide == true || looksLikeText(bytes.prefix(64 << 10)) else {
            throw BookError(
                .notText, file: fileName, wrong: "is not text: it has zero bytes or many control characters",
                right: "A text has to be in UTF-8, UTF-16 with a byte order mark, Latin-1 or Windows-1252.")
        }
        return Decoding.draft(
            of: bytes, in: marked?.encoding ?? TextEncoding.guessed(bytes[...]), after: marked?.mark ?? 0)
    }

    /// Whether fewer than one byte in a hundred, and no byte that is zero, can stand in no text.
    private static func looksLikeText(_ head: ArraySlice<UInt8>) -> Bool {
        var faults = 0
        for byte in head where byte < 0x20 && !(0x09...0x0D ~= byte) && byte != 0x1A {
            if byte == 0 { return false }
            faults += 1
        }
        return faults * 100 <= head.count
    }
}

extension TextEncoding {
    fileprivate var isWide: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }
}
