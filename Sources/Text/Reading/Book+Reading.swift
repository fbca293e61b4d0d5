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
        let format = try BookFormat.of(bytes, fileName: fileName)
        var manuscript = try format.manuscript(bytes, fileName: fileName)
        manuscript = Contents.removing(from: Credits.removing(from: Wrapper.removing(from: manuscript)))
        guard manuscript.blocks.contains(where: { manuscript.words($0) > 0 }) else {
            throw BookError(
                .noText, file: fileName, wrong: "holds no text of a book",
                right: "A book needs at least one paragraph of words.")
        }
        return Typesetter.book(named: name(of: fileName), from: manuscript)
    }

    private static func name(of fileName: String) -> String {
        let last = fileName.split(separator: "/").last.map(String.init) ?? fileName
        guard let dot = last.lastIndex(of: "."), dot > last.startIndex else { return last }
        return String(last[..<dot])
    }
}
