import Ledger

/// How the stages of one run stand.
package struct StagesSheet: Sheet {
    /// One stage in one cell.
    package struct Line: Encodable, Hashable, Sendable {
        /// The run's number in the ledger.
        package var run: Int64
        /// The cell's name; the stage's where it has none.
        package var stage: String
        /// As in the ledger; "cut off" for a stage that ran when its process died.
        package var state: String
        /// When it started, in seconds since 1970; `nil` where it has not.
        package var started: Double?
        /// Seconds that it took, or has been at it; `nil` where it has not started or was cut off.
        package var seconds: Double?
        /// What went wrong, or what is waited for; `nil` where all is well.
        package var message: String?
    }

    /// A line a cell, in the ledger's order.
    package let lines: [Line]
    private let run: RunsSheet.Line
    private let now: Double

    /// The sheet of one run; `now` is in seconds since 1970, for how long a running stage has been at it.
    package init(_ run: RunsSheet.Line, stages: [StageRecord], now: Double) {
        self.run = run
        self.now = now
        lines = stages.map { stage in
            let isCut = stage.state == .running && run.state == "died"
            let seconds = stage.started.map { (stage.finished ?? now) - $0 }
            return Line(
                run: run.run, stage: stage.cell.isEmpty ? stage.name : stage.cell,
                state: isCut ? "cut off" : stage.state.rawValue, started: stage.started,
                seconds: isCut ? nil : seconds, message: stage.message)
        }
    }

    /// The sheet as people read it.
    package func text(_ page: Page) -> String {
        var heading =
            "\(run.name), run \(run.run): \(run.state), started \(Figures.time(run.started, zone: page.zone))"
        if let seconds = run.seconds(now: now) { heading += ", took \(Figures.duration(seconds))" }
        let table = Table(
            [.words("stage"), .words("state"), .words("time"), .rest("")],
            rows: lines.map { line in
                let took = ["planned", "skipped", "waiting"].contains(line.state) ? nil : line.seconds
                return [line.stage, line.state, took.map(Figures.duration) ?? "", line.message ?? ""]
            })
        var text = heading + "\n" + table.text(width: page.width, indent: 2)
        if run.state == "died" { text += "\nits process was killed; the same `quire run` goes on from there" }
        // Messages that the table had to cut stand whole below it.
        let room = page.width - 22 - (lines.map(\.stage.displayWidth).max() ?? 0)
        for line in lines where line.state != "skipped" {
            guard let message = line.message?.onOneLine, message.displayWidth > room else { continue }
            text += "\n\n\(line.stage):\n" + message.wrapped(to: page.width, indent: 2)
        }
        return text
    }
}
