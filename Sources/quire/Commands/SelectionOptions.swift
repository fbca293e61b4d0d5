import ArgumentParser
import Pipeline

/// Which of a pipeline's stages are meant: all, a few with what they need, or all up to one.
struct SelectionOptions: ParsableArguments {
    /// The stages that are run, with all that they need.
    @Option(
        help: ArgumentHelp(
            "Take this stage and what it needs, nothing else; may be given several times.", valueName: "stage"
        ))
    var only: [String] = []

    /// The stages at whose ends it stops.
    @Option(
        help: ArgumentHelp(
            "Take every stage in running order up to and with this one, none after it.", valueName: "stage"))
    var until: [String] = []

    /// Refuses both at once, before anything is done.
    func validate() throws {
        if !only.isEmpty, !until.isEmpty {
            throw ValidationError(
                "--only and --until cannot stand together: --only takes what a stage needs, --until all before it"
            )
        }
    }

    /// The cells that are meant; `nil` for all.
    ///
    /// - Throws: ``UserError`` where the pipeline has no such stage.
    func cells(of session: Session) throws -> Set<CellID>? {
        if !only.isEmpty {
            let named = try only.flatMap { try session.cells(named: $0).map(\.id) }
            return Set(session.graph.needed(Set(named)).map(\.id))
        }
        guard !until.isEmpty else { return nil }
        let named = Set(try until.flatMap { try session.cells(named: $0).map(\.id) })
        let last = session.graph.cells.lastIndex { named.contains($0.id) } ?? session.graph.cells.startIndex
        return Set(session.graph.cells[...last].map(\.id))
    }
}
