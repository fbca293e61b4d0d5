import Artifacts
import Learning
import Text

extension ArtifactReader {
    /// An answered book with the map from its cleaned text to its file.
    package struct Traceable: Sendable {
        /// The book's answers with their texts.
        package var answers: AnsweredBook
        /// Where each place of the cleaned text stands in the book's file.
        package var origins: OriginMap
        /// The ``Forest``'s entry.
        package var book: Digest
    }

    /// The books of some answers, for tracing.
    package func traceable(_ digest: Digest) async throws -> [Traceable] {
        let answers = try await decoded(Answers.self, digest)
        let forest = try await decoded(Forest.self, answers.forest)
        let entries = forest.entriesByName
        var books: [Traceable] = []
        for answered in answers.entries {
            guard let entry = entries[answered.name] else { continue }
            let starts = Dictionary(
                entry.tree.nodes.map { ($0.path, $0.span.start) }, uniquingKeysWith: { first, _ in first })
            var nodes: [AnsweredBook.Node] = []
            for node in answered.nodes {
                var leaf: AnsweredBook.Leaf?
                if node.height == 0, let input = node.input.first, let start = starts[node.path] {
                    leaf = .init(text: try await text(input), start: start)
                }
                nodes.append(
                    .init(
                        path: node.path, height: node.height,
                        answer: try await decoded(Answer.self, node.choice),
                        leaf: leaf))
            }
            books.append(
                Traceable(
                    answers: AnsweredBook(name: entry.name, nodes: nodes),
                    origins: try await decoded(Book.self, entry.book).origins, book: entry.book))
        }
        return books
    }
}
