import Engine
import Text

/// Takes the text of headings out of a book, so that its sections must be found by what is told.
struct StripHeadings: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.stripHeadings
    /// It has none.
    struct Settings: Codable {}

    /// The unit of this operation for a book.
    static func work(book: Digest) throws -> Work {
        try meaning.work(Settings(), inputs: ["book": [book]], seed: nil)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let book = try job.decoded(Book.self, "book")
        let stripped = book.withoutHeadings
        let removed = wordCount(book.text) - wordCount(stripped.text)
        job.note(
            "\(Figures.count(book.sections.count, "section")), headings taken out: \(Figures.count(removed, "word"))"
        )
        return ["main": try JSON.encode(stripped)]
    }
}
