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
        let book: Book
        do {
            book = try Book.read(bytes, fileName: "book." + format)
        } catch {
            // The unit does not know the file's name; the label of the failure does.
            throw StageProblem("this book \(error.wrong). \(error.right)")
        }
        return ["main": try JSON.encode(book)]
    }
}
