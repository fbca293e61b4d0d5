import Engine
import Pipeline
import Stages

/// The files behind the books of a forest.
struct BookSources {
    /// The pipeline whose books they are.
    let session: Session
    /// The stage that read them.
    let decompose: Step?

    /// Where the places of a trace stand in their file; `nil` for each where the file is not known.
    func places(of trace: SentenceTrace, in book: ArtifactReader.Traceable) async throws -> [SourcePlace?] {
        guard let path = path(of: trace.book),
            let source = try session.engine.ledger.makers(of: book.book).last?.inputs["source"]?.first
        else { return trace.places.map { _ in nil } }
        // The bytes that the book was read from: the file may have changed since.
        let bytes = try? await session.engine.bytes(of: source)
        let same = [path.withoutDetours, path].first { (try? session.engine.digest(ofFile: $0)) == source }
        return trace.places.map { place in
            var place = SourcePlace(
                book.origins.lookup(place.span.start), file: same ?? path.withoutDetours, bytes: bytes)
            place.hasChanged = same == nil
            return place
        }
    }

    private func path(of book: String) -> String? {
        guard case .decompose(let step)? = decompose else { return nil }
        let books = try? session.works(.hashing(with: session.engine)).files.books(of: step.corpus)
        // A book that was cut in several ways has the way behind its name: "emma (fixed)".
        return books?.first { file in
            book == file.name || step.decomposers.contains { book == "\(file.name) (\($0.name))" }
        }?.path
    }
}

extension String {
    /// The same path without `name/..`.
    fileprivate var withoutDetours: String {
        var parts: [Substring] = []
        for part in split(separator: "/", omittingEmptySubsequences: false) {
            if part == "..", let last = parts.last, last != "..", !last.isEmpty {
                parts.removeLast()
            } else if part != "." {
                parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }
}
