/// Why nodes are not a tree of a book: where, what is wrong, and what would be right.
package struct TreeError: Error, Hashable, Codable, Sendable, CustomStringConvertible {
    /// The book's name.
    package var book: String
    /// The path of the node at fault.
    package var path: String
    /// What is wrong, and what would be right.
    package var problem: String

    /// A fault of a node.
    package init(book: String, path: String, problem: String) {
        self.book = book
        self.path = path
        self.problem = problem
    }

    /// The sentence that is printed for it.
    package var description: String { "tree of \(book), node \(path): \(problem)" }
}
