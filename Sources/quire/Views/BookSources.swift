import Engine
import Pipeline
import Stages

/// The files behind the books of a forest.
struct BookSources {
    let session: Session
    /// The stage that read them.
    let decompose: Step?

    /// Where a traced sentence stands in its file.
    func place(of trace: SentenceTrace, in book: ArtifactReader.Traceable) async throws -> SourcePlace? {
        guard let span = trace.span, let path = path(of: trace.book),
            let source = try session.engine.ledger.makers(of: book.book).last?.inputs["source"]?.first
        else { return nil }
        // The book's own bytes: the file may have changed since.
        let bytes = try? await session.engine.bytes(of: source)
        let isSame = try? session.engine.digest(ofFile: path) == source
        return SourcePlace(
            book.origins.lookup(span.start), file: isSame == true ? path : path + " as it was", bytes: bytes)
    }

    private func path(of book: String) -> String? {
        guard case .decompose(let step)? = decompose else { return nil }
        let books = try? session.works(.hashing(with: session.engine)).files.books(of: step.corpus)
        // A book that was cut in several ways has the way behind its name: "emma (fixed)".
        return books?.first { book == $0.name || book.hasPrefix($0.name + " (") }?.path
    }
}
