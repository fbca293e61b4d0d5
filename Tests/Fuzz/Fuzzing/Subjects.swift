/// Everything that comes from outside.
package enum Subjects {
    /// The words on the command line.
    package static let names = ["pipelines", "books", "artifacts", "feedback", "imports"]

    /// The subject of a word; nil where there is none.
    ///
    /// - Parameter format: of books: `txt`, `md`, `html` or `epub`.
    package static func named(_ name: String, format: String) async throws -> (any FuzzSubject)? {
        switch name {
        case "pipelines": try PipelineFuzz()
        case "books" where ["txt", "md", "html", "epub"].contains(format): BookFuzz(format: format)
        case "artifacts": try await ArtifactFuzz()
        case "feedback": try FeedbackFuzz()
        case "imports": try ImportFuzz()
        default: nil
        }
    }
}
