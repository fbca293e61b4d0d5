import Artifacts
import Text

/// One tree per book, with the passages at the leaves kept as bytes of their own.
///
/// What a `decompose` stage gives. Names of books are here and nowhere below: the work on a node depends on the
/// node's text only, so that renaming a book does nothing again.
package struct Forest: Codable, Hashable, Sendable {
    /// A book and how it was cut.
    package struct Entry: Codable, Hashable, Sendable {
        /// The book's name in trees and tables: its file's, and behind it the way to cut it where there are several.
        package var name: String
        /// The name of the book's file without its ending; the same for all ways to cut it.
        package var file: String
        /// The ``Text/Book`` that the tree cuts, as JSON.
        package var book: Digest
        /// How the book was cut.
        package var tree: Tree
        /// The text of each leaf, by the leaf's path.
        package var leaves: [String: Digest]
        /// Who is meant where, a ``Text/Coreference`` as JSON; `nil` where that is not known.
        package var coreference: Digest?
    }

    /// The books; one that was cut in several ways has an entry for each.
    package var entries: [Entry]
    /// ``Text/WordStatistics`` over all leaves: how many passages each word occurs in.
    package var statistics: Digest

    /// The books by the names that answers know them by; answers may leave out some of them.
    var entriesByName: [String: Entry] {
        Dictionary(entries.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
