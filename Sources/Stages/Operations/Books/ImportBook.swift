import Engine
import Text

/// Reads the bytes of a file as a book.
struct ImportBook: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.importBook
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable { var format: String }

    /// - Parameter format: the file's ending; its name does not matter.
    static func work(format: String, source: Digest) throws -> Work {
        try Meaning.importBook.work(
            Settings(format: format),
            inputs: ["source": [source]], seed: nil)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let format = try job.settings(as: Settings.self).format
        let bytes = try job.bytes(of: job.digest("source"))
        let reading: BookReading
        do {
            reading = try BookReading(bytes, fileName: "book." + format)
        } catch {
            // The unit does not know the file's name; the label of the failure does.
            throw StageProblem("this book \(error.wrong). \(error.right)")
        }
        job.note(reading.summary)
        return ["main": try JSON.encode(reading.book)]
    }
}

extension BookReading {
    /// "text, UTF-8, 26,486 words; 12 sections by outline; taken out: contents (34 words)".
    fileprivate var summary: String {
        let kind = [format, encoding, Figures.count(wordCount(book.text), "word")].compactMap(\.self)
        var parts = [kind.joined(separator: ", ")]
        parts.append(
            book.sections.isEmpty
                ? "no sections"
                : Figures.count(book.sections.count, "section") + (evidence.map { " by \($0)" } ?? ""))
        if !cleanings.isEmpty {
            parts.append(
                "taken out: "
                    + cleanings.map { "\($0.what) (\(Figures.count($0.words, "word")))" }
                    .joined(separator: ", "))
        }
        return parts.joined(separator: "; ")
    }
}
