import Engine

/// What a cleaning removed, and how large the artifacts folder is now.
package struct CleaningSheet: Sheet {
    /// What was removed of one kind, or how much one kind takes.
    package struct Line: Encodable, Hashable, Sendable {
        /// What was removed: "runs", "units" …; `nil` in a line about a size.
        package var removed: String?
        /// How many were.
        package var count: Int?
        /// Their bytes.
        package var bytes: Int?
        /// What takes so much: "ledger", "store" … and "all"; `nil` in a line about what was removed.
        package var kind: String?
        /// Bytes before.
        package var before: Int?
        /// Bytes after.
        package var after: Int?
        /// A pipeline whose latest runs need `bytes`, where the folder is too large with them alone.
        package var pipeline: String?
    }

    private let report: CleaningReport
    private let limit: Int?
    private let isDryRun: Bool

    /// - Parameters:
    ///   - limit: bytes that the folder may take.
    ///   - isDryRun: whether nothing was removed yet.
    package init(_ report: CleaningReport, limit: Int?, isDryRun: Bool) {
        (self.report, self.limit, self.isDryRun) = (report, limit, isDryRun)
    }

    private typealias Kind = (name: String, one: String, many: String, share: CleaningReport.Share)

    private var shares: [Kind] {
        [
            ("runs", "run", "runs", .init(count: report.runs.count)),
            ("units", "unit of work", "units of work", report.units),
            ("blobs", "blob", "blobs", report.blobs),
            ("run-folders", "run folder", "run folders", report.runFolders),
            ("checkpoints", "checkpoint", "checkpoints", report.checkpoints),
            ("store-files", "file of the store", "files of the store", report.strays),
            ("unfinished-files", "unfinished file", "unfinished files", report.leftovers),
            ("damaged-ledgers", "damaged ledger", "damaged ledgers", report.damagedLedgers),
        ]
    }

    private var sizes: [(kind: String, before: Int, after: Int)] {
        FolderSizes.Kind.allCases.map { ($0.rawValue, report.before[$0], report.after[$0]) }
            + [("all", report.before.total, report.after.total)]
    }

    /// A line for each kind of thing that was removed, for each kind's size, and for each pipeline that needs too much.
    package var lines: [Line] {
        shares.map { Line(removed: $0.name, count: $0.share.count, bytes: $0.share.bytes) }
            + sizes.map { Line(kind: $0.kind, before: $0.before, after: $0.after) }
            + report.needs.map { Line(bytes: $0.bytes, pipeline: $0.name) }
    }

    /// The sheet as people read it.
    package func text(_ page: Page) -> String {
        ([removed.wrapped(to: page.width, indent: 0), table(page), pages] + needs).filter { !$0.isEmpty }
            .joined(separator: "\n")
    }

    private var removed: String {
        let parts = shares.filter { $0.share.count > 0 }.map {
            Figures.count($0.share.count, $0.one, $0.many)
        }
        guard !parts.isEmpty else {
            return "nothing to remove: \(Figures.count(report.keptRuns, "run")) kept"
        }
        let names = Dictionary(grouping: report.runs, by: \.name).sorted { $0.key < $1.key }.map {
            name, runs in
            "\(name) \(runs.map { String($0.id) }.joined(separator: ", "))"
        }
        return (isDryRun ? "would remove " : "removed ") + parts.joined(separator: ", ")
            + (names.isEmpty ? "" : " (\(names.joined(separator: "; ")))")
            + "; \(Figures.count(report.keptRuns, "run")) kept"
    }

    private func table(_ page: Page) -> String {
        let rows = sizes.filter { $0.before > 0 || $0.after > 0 }.map { kind, before, after in
            [kind, Figures.bytes(before), (isDryRun ? "about " : "") + Figures.bytes(after)]
        }
        return Table([.words(""), .number("before"), .number("after")], rows: rows).text(width: page.width)
    }

    private var pages: String {
        guard case .reused(let bytes, let reason) = report.pages else { return "" }
        return
            "\(Figures.bytes(bytes)) of the ledger are free for later work; its file did not shrink: \(reason)"
    }

    private var needs: [String] {
        guard let limit, !report.needs.isEmpty else { return [] }
        return ["larger than \(Figures.bytes(limit)), with the latest run of each pipeline alone; they need:"]
            + report.needs.map { "  \($0.name): \(Figures.bytes($0.bytes))" }
    }
}
