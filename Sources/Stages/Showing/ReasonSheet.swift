import Engine
import Pipeline

/// Why a stage would run, or why it would not.
package struct ReasonSheet: Sheet {
    /// How a stage stands.
    package enum Verdict: Hashable, Sendable {
        /// Nothing would be done; when it was made, and how long that took.
        case upToDate(made: Double, seconds: Double)
        /// It would run: how it differs from what was made then.
        case changed(since: Double, [FieldDifference])
        /// The same was made then, and its result is gone or damaged.
        case lost(made: Double)
        /// It would run for the first time.
        case never
        /// What it would do depends on these cells, which must run first.
        case open(until: [CellID])
        /// It cannot be said what it would do.
        case impossible(String)
    }

    /// Where the digests in a key come from.
    package struct Sources: Sendable {
        /// Outputs of cells.
        package var cells: [Digest: CellID] = [:]
        /// Paths of files.
        package var files: [Digest: String] = [:]

        /// No digest is known.
        package init() {}
    }

    /// What is said of one cell.
    package struct Line: Encodable, Hashable, Sendable {
        /// A field of the key that is not as it was.
        package struct Change: Encodable, Hashable, Sendable {
            /// The field's path in the key: `settings.epochs`, `inputs.text`.
            package var field: String
            /// The value then; `nil` where the field was not there.
            package var before: Value?
            /// The value now; `nil` where the field is gone.
            package var after: Value?
            /// Where an input comes from, or what a change of revision means; `nil` where nothing is known of
            /// it.
            package var note: String?
        }

        /// The cell that it is about.
        package var stage: String
        /// "up to date", "would run", "unknown", "impossible".
        package var verdict: String
        /// Why, in a few words; empty where the verdict says all.
        package var reason: String
        /// When it was last made, in seconds since 1970; `nil` where it never was.
        package var made: Double?
        /// How many seconds that took; `nil` unless it is up to date.
        package var seconds: Double?
        /// The fields of the key that differ.
        package var changes: [Change]
        /// The cells that must run before it is known what it would do.
        package var until: [String]
    }

    private let cell: CellID
    private let verdict: Verdict
    private let sources: Sources
    /// The pipeline file as the command line names it.
    private let file: String

    /// The sheet of one cell; `file` is the pipeline file as the command line names it.
    package init(_ cell: CellID, _ verdict: Verdict, sources: Sources = Sources(), file: String) {
        self.cell = cell
        self.verdict = verdict
        self.sources = sources
        self.file = file
    }

    /// The one line of the cell.
    package var lines: [Line] {
        var line = Line(stage: cell, verdict: "would run", reason: "", changes: [], until: [])
        switch verdict {
        case .upToDate(let made, let seconds):
            (line.verdict, line.made, line.seconds) = ("up to date", made, seconds)
        case .changed(let since, let differences):
            (line.reason, line.made) = ("changed", since)
            line.changes = differences.map {
                .init(field: $0.path, before: $0.before, after: $0.after, note: note($0))
            }
        case .lost(let made): (line.reason, line.made) = ("its result is gone or damaged", made)
        case .never: line.reason = "never run before"
        case .open(let until): (line.verdict, line.until) = ("unknown", until)
        case .impossible(let message): (line.verdict, line.reason) = ("impossible", message)
        }
        return [line]
    }

    /// The sheet as people read it.
    package func text(_ page: Page) -> String {
        switch verdict {
        case .upToDate(let made, let seconds):
            return
                "\(cell) is up to date: made \(Figures.time(made, zone: page.zone)) in \(Figures.duration(seconds))"
        case .never: return "\(cell) would run: never run before"
        case .lost(let made):
            return
                "\(cell) would run: made \(Figures.time(made, zone: page.zone)), but its result is gone or damaged"
        case .impossible(let message): return "\(cell) cannot be run: \(message)"
        case .open(let until):
            let stages = until.map { "`quire why \(file) \($0)`" }.joined(separator: ", ")
            return "\(cell): what it would do is not known before "
                + "\(until.joined(separator: ", ")) \(until.count == 1 ? "has" : "have") run; \(stages) \(until.count == 1 ? "says" : "say") why"
        case .changed(let since, let differences):
            return
                "\(cell) would run: it differs from what was made \(Figures.time(since, zone: page.zone))\n"
                + differences.map { difference in
                    "  \(difference.path)  \(brief(difference.before)) -> \(brief(difference.after))"
                        + (note(difference).map { "\n    \($0)" } ?? "")
                }.joined(separator: "\n")
        }
    }

    /// Where an input comes from, and what a change of revision means.
    private func note(_ difference: FieldDifference) -> String? {
        if difference.path == "revision" { return "this version of Quire does it differently" }
        guard difference.path.hasPrefix("inputs.") else { return nil }
        guard case .string(let text)? = difference.after, let digest = Digest(hex: text) else { return nil }
        if let cell = sources.cells[digest] { return "comes from stage \(cell): `quire why \(file) \(cell)`" }
        if let path = sources.files[digest] { return "is \(path)" }
        return nil
    }

    /// On one line; digests short.
    private func brief(_ value: Value?) -> String {
        guard let value else { return "(absent)" }
        if case .string(let text) = value, let digest = Digest(hex: text) { return digest.short }
        return value.json.cut(to: 60)
    }
}
