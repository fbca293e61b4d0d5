extension Book {
    /// Reads a book from a file's bytes.
    ///
    /// The content decides where it is unmistakable (a ZIP archive, an HTML document), else the name's
    /// ending. Takes time in proportion to the bytes, whatever they are.
    ///
    /// - Parameter fileName: the file's name, with or without its folders; names the book and appears in
    ///   errors.
    /// - Throws: `BookError`, which says what is wrong with the file and what would be right.
    package static func read(_ bytes: [UInt8], fileName: String) throws(BookError) -> Book {
        try BookReading(bytes, fileName: fileName).book
    }

    static func name(of fileName: String) -> String {
        let last = fileName.split(separator: "/").last.map(String.init) ?? fileName
        guard let dot = last.lastIndex(of: "."), dot > last.startIndex else { return last }
        return String(last[..<dot])
    }
}
