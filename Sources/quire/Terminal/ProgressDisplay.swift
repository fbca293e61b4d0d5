import ArgumentParser
import Engine
import Foundation
import Pipeline
import Stages
import Synchronization

/// What a run shows while it runs: a bar with the time left on a terminal, plain lines elsewhere, or JSON lines.
final class ProgressDisplay: Sendable {
    /// What is known of the run, and what stands on the screen.
    private struct State {
        /// Stages of the run.
        var cells = 0
        /// Stages that ended.
        var ended = 0
        /// Stages that run now, in the order in which they started.
        var running: [StageProgress] = []
        /// Units of work that were computed.
        var units = 0
        /// When a plain line was last said of running stages.
        var lastLine = Date.distantPast
        /// When the bar was last drawn; the distant future once nothing may be drawn.
        var lastDraw = Date.distantPast
        /// When the run started.
        var started = Date()
        /// Whether the bar stands on the screen.
        var isDrawn = false
    }

    private let state = Mutex(State())
    private let json: Bool
    private let isInteractive: Bool
    private let hasColour: Bool

    /// A display that writes JSON lines, or draws for people where stderr is a terminal.
    init(json: Bool) {
        self.json = json
        isInteractive = !json && Terminal.isInteractive
        hasColour = Terminal.hasColour(STDERR_FILENO)
    }

    // MARK: Events

    /// Says which pipeline begins, with how many stages.
    func launch(name: String, file: String, cells: Int) {
        state.withLock {
            $0.cells = cells
            $0.started = Date()
        }
        if json {
            line([
                "event": .string("launch"), "quire": .string("0.1.0"), "name": .string(name),
                "file": .string(file),
                "stages": .int(cells),
            ])
        } else {
            Terminal.diagnose("\(name): \(Words.count(cells, "stage"))")
        }
    }

    /// Shows that a stage started, ended or left a remark.
    func take(_ notice: Workshop.Notice) {
        switch notice {
        case .remark(let cell, let remark):
            if json {
                line(["event": .string("remark"), "stage": .string(cell.id), "message": .string(remark)])
            } else {
                say("note: \(cell.id): \(remark)")
            }
        case .retry(let cell, let retry):
            if json {
                line(
                    retry.fields.merging(["event": .string("retry"), "stage": .string(cell.id)]) { $1 })
            } else {
                say(
                    "retry: stage '\(cell.id)': \(retry.reason)\n"
                        + "  attempt \(retry.attempt) of \(retry.most) begins in \(Words.duration(retry.pause))"
                )
            }
        case .started(let cell, _):
            state.withLock { $0.running.append(StageProgress(cell: cell.id, since: Date())) }
            if json { line(["event": .string("started"), "stage": .string(cell.id)]) }
            draw()
        case .ended(let cell, _, let result, let seconds):
            let ended = state.withLock { state in
                state.running.removeAll { $0.cell == cell.id }
                state.ended += 1
                return state.ended
            }
            if json {
                var fields: [String: Value] = [
                    "event": .string("ended"), "stage": .string(cell.id), "state": .string(result.word),
                    "seconds": .double(seconds),
                ]
                if let message = result.message { fields["message"] = .string(message) }
                line(fields)
            } else {
                say(endLine(cell, result, seconds: seconds, ended: ended))
            }
        }
    }

    /// Shows how far a unit of work is.
    func take(_ event: EngineEvent) {
        guard !json else { return }
        switch event.kind {
        case .finished: state.withLock { $0.units += 1 }
        case .progress(let fraction, let note):
            update(event.label) { $0.take(fraction, note, of: event.label) }
        case .waiting: update(event.label) { $0.note = "another process is at it" }
        default: return
        }
        draw()
    }

    /// Changes what is known of the stage that a unit belongs to.
    private func update(_ label: String, _ change: (inout StageProgress) -> Void) {
        state.withLock { state in
            guard
                let place = state.running.firstIndex(where: {
                    label == $0.cell || label.hasPrefix($0.cell + " · ")
                })
            else { return }
            change(&state.running[place])
        }
    }

    /// A line of its own, above the bar.
    func say(_ text: String) {
        if json { return }
        state.withLock { state in
            Terminal.write((state.isDrawn ? "\r\u{1B}[K" : "") + text + "\n", to: .standardError)
            state.isDrawn = false
            state.lastDraw = .distantPast
        }
        draw()
    }

    /// Takes the bar away for good.
    func finish() {
        state.withLock { state in
            if state.isDrawn { Terminal.write("\r\u{1B}[K", to: .standardError) }
            state.isDrawn = false
            state.lastDraw = .distantFuture
        }
    }

    /// The last JSON line.
    func done(_ result: RunResult, folder: String, seconds: Double) {
        line([
            "event": .string("done"), "state": .string(result.state.rawValue),
            "exit_code": .int(Int(result.state.exitCode.rawValue)), "run": .int(Int(result.run)),
            "folder": .string(folder), "seconds": .double(seconds),
        ])
    }

    /// The last JSON line of a run that did not begin.
    func refused(_ state: RunRecord.State, exitCode: ExitCode) {
        line([
            "event": .string("done"), "state": .string(state.rawValue),
            "exit_code": .int(Int(exitCode.rawValue)),
        ])
    }

    // MARK: Drawing

    private func line(_ fields: [String: Value]) { Terminal.print(Value.object(fields).json) }

    private func endLine(_ cell: Cell, _ result: CellResult, seconds: Double, ended: Int) -> String {
        let (mark, colour): (String, String) =
            switch result {
            case .done(_, let reused): reused ? ("known", "2") : ("done", "32")
            case .failed, .exhausted: ("failed", "31")
            case .skipped: ("skipped", "33")
            case .waiting: ("waiting", "33")
            case .interrupted: ("stopped", "33")
            }
        let cells = state.withLock { $0.cells }
        let position = "[\(String(ended).leftPadded(to: String(cells).count))/\(cells)]"
        let word = hasColour ? "\u{1B}[\(colour)m\(mark)\u{1B}[0m" : mark
        let time = if case .done(_, false) = result { " in \(Words.duration(seconds))" } else { "" }
        return "\(position) \(cell.id): \(word)\(time)"
    }

    /// Draws the bar at most ten times a second; where nothing can be drawn, says a line at most every 30 s.
    private func draw() {
        guard !json else { return }
        state.withLock { state in
            let now = Date()
            guard isInteractive else {
                guard now.timeIntervalSince(max(state.lastLine, state.started)) >= 30, !state.running.isEmpty
                else { return }
                state.lastLine = now
                Terminal.diagnose(describe(state, now))
                return
            }
            guard now.timeIntervalSince(state.lastDraw) >= 0.1, !state.running.isEmpty else { return }
            state.lastDraw = now
            state.isDrawn = true
            let done = Double(state.ended) + state.running.map(\.fraction).reduce(0, +)
            let filled = Int((done / Double(max(1, state.cells)) * 20).rounded(.down))
            let bar =
                String(repeating: "█", count: min(20, filled))
                + String(repeating: "░", count: max(0, 20 - filled))
            let text = "\(bar) \(describe(state, now))"
            Terminal.write(
                "\r\u{1B}[K" + String(text.prefix(max(20, Terminal.width - 1))), to: .standardError)
        }
    }

    /// How many running stages a line names; a matrix runs dozens at once.
    private static let mostNamed = 4

    private func describe(_ state: State, _ now: Date) -> String {
        let named = state.running.prefix(Self.mostNamed).map { $0.text(now) }
        var text = "\(state.ended)/\(state.cells) · " + named.joined(separator: ", ")
        if state.running.count > named.count { text += " and \(state.running.count - named.count) more" }
        if state.units > 0 { text += " · \(Words.count(state.units, "unit"))" }
        return Terminal.safe(text)
    }
}

/// How far a running stage is.
private struct StageProgress {
    /// The cell's name.
    var cell: String
    /// When it started.
    var since: Date
    /// From 0 to 1.
    var fraction = 0.0
    /// What it says of itself: "3 of 12".
    var note = ""
    /// Whether the stage itself has told; then what a unit below it tells does not count.
    private var isOwn = false

    /// A stage that has just started.
    init(cell: String, since: Date) {
        self.cell = cell
        self.since = since
    }

    /// Books what a unit tells of its progress, from 0 to 1; progress never goes back, except when the stage
    /// begins to tell itself.
    mutating func take(_ fraction: Double, _ note: String, of label: String) {
        if label == cell {
            if !isOwn { self.fraction = 0 }
            isOwn = true
        } else if isOwn {
            return
        }
        self.fraction = min(1, max(self.fraction, fraction))
        self.note = note
    }

    /// "rl 40 %, about 3 s left".
    func text(_ now: Date) -> String {
        guard fraction > 0.01 else { return note.isEmpty ? cell : "\(cell) (\(note))" }
        let left = now.timeIntervalSince(since) * (1 - fraction) / fraction
        let done = note.isEmpty ? "\(Int(fraction * 100)) %" : note
        return "\(cell) \(done), about \(Words.duration(left.rounded(.up))) left"
    }
}

extension CellResult {
    /// As it stands in JSON lines.
    var word: String {
        switch self {
        case .done(_, let reused): reused ? "reused" : "done"
        case .failed: "failed"
        case .skipped: "skipped"
        case .waiting: "waiting"
        case .exhausted: "exhausted"
        case .interrupted: "interrupted"
        }
    }
}

extension String {
    /// With spaces before it.
    func leftPadded(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
