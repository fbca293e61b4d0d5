import Ledger

/// The runs of a workspace.
package struct RunsSheet: Sheet {
    /// One run.
    package struct Line: Encodable, Hashable, Sendable {
        /// The run's number in the ledger.
        package var run: Int64
        /// The pipeline's name.
        package var name: String
        /// Seconds since 1970.
        package var started: Double
        /// Seconds since 1970; `nil` for a run that has not ended.
        package var finished: Double?
        /// As in the ledger; "died" for a run that no living process has.
        package var state: String
        /// What went wrong, or what is waited for; `nil` where all is well.
        package var message: String?
        /// Stages by state.
        package var stages: [String: Int]

        /// The line of a run as the ledger has it.
        ///
        /// - Parameters:
        ///   - stages: how many of its stages stand in each state.
        ///   - isAlive: whether a process is at it; what is said of a run that is not running does not matter.
        package init(_ run: RunRecord, stages: [StageRecord.State: Int], isAlive: Bool) {
            self.run = run.id
            name = run.name
            started = run.started
            finished = run.finished
            state = run.state == .running && !isAlive ? "died" : run.state.rawValue
            message = run.message
            self.stages = Dictionary(uniqueKeysWithValues: stages.map { ($0.key.rawValue, $0.value) })
        }
    }

    /// A line a run, in the order given.
    package let lines: [Line]
    private let now: Double

    /// - Parameter now: seconds since 1970, for how long a running one has been at it.
    package init(_ lines: [Line], now: Double) {
        self.lines = lines
        self.now = now
    }

    /// The sheet as people read it.
    package func text(_ page: Page) -> String {
        guard !lines.isEmpty else { return "no runs yet" }
        let (shown, rest) = page.first(lines, of: "run")
        let states = ["done", "reused", "failed", "waiting"].filter { state in
            state == "done" || shown.contains { $0.stages[state] != nil }
        }
        let hasOpen = shown.contains { $0.open > 0 }
        var table = Table([.number("run"), .words("name"), .words("started"), .words("state")])
        table.columns += states.map(Table.Column.number)
        if hasOpen { table.columns.append(.number("not done")) }
        table.columns.append(.words("took"))
        for line in shown {
            var row = [String(line.run), line.name, Figures.time(line.started, zone: page.zone), line.state]
            row += states.map { line.stages[$0].map(String.init) ?? "" }
            if hasOpen { row.append(line.open > 0 ? String(line.open) : "") }
            row.append(line.seconds(now: now).map(Figures.duration) ?? "?")
            table.rows.append(row)
        }
        return table.text(width: page.width) + (rest.map { "\n\($0)" } ?? "")
    }
}

extension RunsSheet.Line {
    /// Stages that were planned, skipped or cut off.
    fileprivate var open: Int {
        ["planned", "running", "skipped"].map { stages[$0] ?? 0 }.reduce(0, +)
    }

    /// Seconds that the run took, or has been at it until `now`; `nil` where it died.
    func seconds(now: Double) -> Double? {
        if let finished { return finished - started }
        return state == "running" ? max(0, now - started) : nil
    }
}
