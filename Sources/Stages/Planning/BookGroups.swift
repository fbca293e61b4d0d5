import Pipeline

/// Which books belong together, by a table: a line a book, columns by tab or comma, named in its first line.
package enum BookGroups {
    /// The group of each book, by the value of a column; the first column is the book.
    ///
    /// - Throws: ``CorpusProblem`` where the table lacks the column or a book.
    package static func groups(
        of books: [String], in table: [UInt8], by column: String, path: String, place: Place
    ) throws(CorpusProblem) -> [String: String] {
        let lines = String(decoding: table, as: UTF8.self).split { $0 == "\n" || $0 == "\r\n" }
        let separator: Character = lines.first?.contains("\t") == true ? "\t" : ","
        let columns =
            lines.first.map { $0.split(separator: separator, omittingEmptySubsequences: false) } ?? []
        guard let index = columns.firstIndex(where: { $0 == column }) else {
            throw CorpusProblem(
                place: place,
                message: "'\(path)' has no column '\(column)': it has \(columns.joined(separator: ", "))")
        }
        var groups: [String: String] = [:]
        for line in lines.dropFirst() {
            let fields = line.split(separator: separator, omittingEmptySubsequences: false)
            guard let book = fields.first, fields.indices.contains(index) else { continue }
            groups[String(book)] = String(fields[index])
        }
        let missing = books.filter { groups[$0] == nil }.sorted()
        guard missing.isEmpty else {
            throw CorpusProblem(
                place: place,
                message: "'\(path)' does not say the \(column) of '\(missing[0])'"
                    + (missing.count > 1 ? " and \(missing.count - 1) others" : ""))
        }
        return groups
    }
}
