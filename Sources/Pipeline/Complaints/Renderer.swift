/// Prints complaints with the source line and carets.
package struct Renderer: Sendable {
    package var sources: [String: String]
    package init(sources: [String: String]) { self.sources = sources }
    /// All complaints, each ending with a line break.
    package func text(_ complaints: [Complaint]) -> String { complaints.map { text($0) }.joined() }
    /// One complaint, ending with a line break.
    package func text(_ complaint: Complaint) -> String { complaint.message + "\n" }
}
