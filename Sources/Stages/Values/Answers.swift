import Artifacts
import Text

/// An answer at every node that was asked for; intermediate answers are never discarded.
package struct Answers: Codable, Hashable, Sendable {
    /// What was answered at one node, and what the policy was shown for it.
    package struct Node: Codable, Hashable, Sendable {
        /// The node's path in its tree: `0` for the root, `0.3.7` below it.
        package var path: String
        /// The height of the node: 0 for a leaf.
        package var height: Int
        /// The direct input: the leaf's text, or the children's answers in text order.
        package var input: [Digest]
        /// Earlier answers at the same depth that were shown, oldest first.
        package var earlier: [Digest]
        /// The answer's text, UTF-8.
        package var answer: Digest
        /// The ``Learning/Answer`` with the sentences chosen, as JSON.
        package var choice: Digest
        /// Most words that the answer was allowed.
        package var limit: Int
        /// The policy that answered.
        package var policy: Digest
    }

    /// The answers to one book, children before parents.
    package struct Entry: Codable, Hashable, Sendable {
        /// The book's name, as in the ``Forest``.
        package var name: String
        /// The answered nodes, children before parents.
        package var nodes: [Node]

        /// The answered node at a path; `nil` where that node was not asked for.
        package func node(at path: String) -> Node? { nodes.first { $0.path == path } }
    }

    /// The port of a `recompose` unit with ``page(of:)``, so that who shows it need not read all answers.
    package static let pagePort = "page"

    /// Markdown with the answer at the top of each book's tree under the book's name; a book whose root was not asked
    /// for is left out.
    ///
    /// - Parameter text: the text of an answer.
    package static func page(of entries: [Entry], text: (Digest) throws -> String) rethrows -> [UInt8] {
        var page = ""
        for entry in entries {
            guard let root = entry.node(at: "0") else { continue }
            page += "# \(entry.name)\n\n\(try text(root.answer))\n\n"
        }
        return Array(page.utf8)
    }

    /// The ``Forest`` that was answered.
    package var forest: Digest
    /// The books, in the forest's order; some may be left out.
    package var entries: [Entry]
}
