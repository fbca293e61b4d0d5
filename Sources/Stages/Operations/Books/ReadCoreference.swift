import Engine
import Text

/// Reads who is meant where in a book.
struct ReadCoreference: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.readCoreference
    /// It has none.
    struct Settings: Codable {}

    /// The unit of this operation for a book, the file that it was read from, and the annotations of that file.
    static func work(book: Digest, source: Digest, annotations: Digest) throws -> Work {
        try meaning.work(
            Settings(), inputs: ["book": [book], "source": [source], "annotations": [annotations]], seed: nil)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let coreference: Coreference
        do {
            coreference = try Coreference(
                annotations: job.bytes(of: job.digest("annotations")),
                source: job.bytes(of: job.digest("source")), book: job.decoded(Book.self, "book"))
        } catch let error as CoreferenceError {
            throw StageProblem("its coreference cannot be read, \(error)")
        }
        job.note(
            "\(Figures.count(coreference.mentions.count, "mention")), \(coreference.lost) outside the book; "
                + Figures.count(coreference.references.count, "third-person pronoun"))
        return ["main": try JSON.encode(coreference)]
    }
}
