/// A pipeline file after merging: what stands at its top, and its parts as located nodes.
package struct Document: Hashable, Sendable {
    /// An axis of the matrix.
    package struct Axis: Hashable, Sendable {
        /// The name that the file gives it.
        package var name: String
        /// Its values, in the order of the file.
        package var values: [Node]
        /// Where it stands in its file.
        package var place: Place
    }

    /// A named entry of `models`, `decomposers`, `overseers` or `stages`.
    package struct Entry: Hashable, Sendable {
        /// The name that the file gives it.
        package var name: String
        /// Where it stands in its file.
        package var place: Place
        /// What stands under the name.
        package var node: Node
        /// Whether it fits the schema; one that does not was complained about, and nothing more is said of it.
        package var isSound: Bool
    }

    /// The main file's path as given.
    package var file: String
    /// Files in the order in which they were read, the main one first.
    package var files: [String]
    /// The text of each file, by path.
    package var sources: [String: String]
    /// The name that the file gives it.
    package var name: String
    /// What the pipeline is for; `nil` where the file does not say.
    package var summary: String?
    /// The seed of every random number.
    package var seed: UInt64
    /// The axes, in the order of the file.
    package var matrix: [Axis]
    /// The data sets, in the order of the file.
    package var data: [DataSet]
    /// What every node must do.
    package var task: Task?
    /// What people may be asked to bear.
    package var oversight: Oversight?
    /// The entries of `models`.
    package var models: [Entry]
    /// The entries of `decomposers`.
    package var decomposers: [Entry]
    /// The entries of `overseers`.
    package var overseers: [Entry]
    /// The entries of `stages`.
    package var stages: [Entry]
    /// The whole file after includes and vars.
    package var root: Node
    /// Axes of which a complaint was made, so that nothing more is said of them.
    var misusedAxes: Set<String>
    /// What was found wrong so far; `checked(with:)` reports it together with the rest.
    package var complaints: [Complaint]
}

/// A document that was checked as a whole.
package struct Checked: Hashable, Sendable {
    /// The document that was checked.
    package var document: Document
    /// Nil when there are errors.
    package var graph: Graph?
    /// Nil when there are errors in what it is made from.
    package var plan: OversightPlan?
    /// Errors and warnings, sorted by place.
    package var complaints: Complaints
}
