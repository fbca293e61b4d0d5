/// One thing that is wrong with a pipeline: where, what, and what would be right.
package struct Complaint: Hashable, Codable, Sendable {
    /// Whether the pipeline can still run.
    package enum Severity: String, Hashable, Codable, Sendable {
        /// An error keeps the pipeline from running; a warning does not.
        case error, warning
    }

    /// Whether the pipeline can run all the same.
    package var severity: Severity
    /// Where it stands in its file.
    package var place: Place
    /// One line, without a full stop.
    package var message: String
    /// Printed after the carets, such as `did you mean 'reward'?`.
    package var hint: String?
    /// Printed after the place instead of the source line, such as the stage and the sum that is too big.
    package var context: String?
    /// Printed below, each after `=`, such as the keys that are allowed here.
    package var notes: [String]

    /// A complaint about a place.
    package init(
        _ message: String, at place: Place, hint: String? = nil, context: String? = nil, notes: [String] = [],
        severity: Severity = .error
    ) {
        self.severity = severity
        self.place = place
        self.message = message
        self.hint = hint
        self.context = context
        self.notes = notes
    }
}

/// Everything that is wrong with a pipeline at once, with the texts that it is about.
package struct Complaints: Error, Hashable, Sendable, CustomStringConvertible {
    /// Sorted by place: the main file first, then included files in the order in which they were read.
    package var list: [Complaint]
    /// The text of every file that was read, by its path.
    package var sources: [String: String]

    /// Complaints, and the text of each file that they point into, by path.
    package init(_ list: [Complaint], sources: [String: String]) {
        self.list = list
        self.sources = sources
    }

    /// Whether anything keeps the pipeline from running.
    package var hasErrors: Bool { list.contains { $0.severity == .error } }

    /// The errors as they are printed on a terminal, without colour.
    package var description: String { Renderer(sources: sources).text(list) }
}
