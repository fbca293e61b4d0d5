import Engine
import Text

extension Job {
    /// How a book's orphans are counted: by coreference where it is known, else by the surface rule.
    func orphans(in book: Book, _ coreference: Digest?) throws -> LeafOrphans {
        guard let coreference else { return .mentions(personMentions(in: book.text)) }
        return .references(try JSON.decode(Coreference.self, from: bytes(of: coreference)).references)
    }
}
