import Engine
import Synchronization

/// What every unit of a run did, gathered from the engine's events until somebody writes it down.
package final class UnitLog: Sendable {
    /// Lines of one cell's log, each with its line feed.
    package struct Chunk: Hashable, Sendable {
        /// The cell.
        package var cell: String
        /// The lines.
        package var text: String
    }

    /// Which unit, as which asker calls it.
    private struct Unit: Hashable {
        /// The work's key.
        var key: Digest
        /// What a person calls it.
        var label: String
    }

    /// A unit at work.
    private struct Running {
        /// What it did so far.
        var record: UnitRecord
        /// Whether something happened that no line tells of yet.
        var hasNews = true
    }

    private struct State {
        var running: [Unit: Running] = [:]
        var attempts: [String: Int] = [:]
        var lines: [String: String] = [:]
    }

    /// Seconds that a unit is at work before a line tells of it; quicker ones have only the line of their end.
    private static let notable = 1.0

    private let state = Mutex(State())
    private let time: TimeSource

    /// An empty log by a clock.
    package init(time: TimeSource = .live) { self.time = time }

    /// Takes what happened to a unit.
    package func take(_ event: EngineEvent) {
        switch event.kind {
        case .started: start(event)
        case .hit: end(event, .reused)
        case .finished(let seconds): end(event, .done, seconds: seconds)
        case .failed(let message): end(event, .failed, message: message)
        case .interrupted: end(event, .interrupted)
        case .note(let line): change(event) { $0.notes = ($0.notes ?? []) + [line] }
        case .progress(let fraction, _): change(event, isNews: false) { $0.progress = fraction }
        case .metric(let step, let values):
            change(event, isNews: false) { record in
                record.step = step
                record.metrics = Dictionary(
                    values.map { ($0.name, $0.value) }.filter(\.1.isFinite), uniquingKeysWith: { $1 })
            }
        case .waiting: break
        }
    }

    /// Takes that a stage is tried again, or ended.
    package func take(_ notice: Workshop.Notice) {
        switch notice {
        case .retry(let cell, let retry):
            leave(cell.id)
            state.withLock { $0.attempts[cell.id] = retry.attempt }
        case .ended(let cell, _, _, _): leave(cell.id)
        case .started, .remark: break
        }
    }

    /// The lines that were gathered since the last time, and of units that are at work for long how they stand.
    package func flush() -> [Chunk] {
        let now = time.now()
        return state.withLock { state in
            for (unit, running) in state.running
            where running.hasNews && now - running.record.started >= Self.notable {
                var record = running.record
                record.seconds = now - record.started
                state.running[unit]?.hasNews = false
                state.lines[record.cell, default: ""] += record.line + "\n"
            }
            defer { state.lines = [:] }
            return state.lines.sorted { $0.key < $1.key }.map { Chunk(cell: $0.key, text: $0.value) }
        }
    }

    private func start(_ event: EngineEvent) {
        let now = time.now()
        state.withLock { state in
            state.running[Unit(key: event.key, label: event.label)] = Running(
                record: Self.record(event, .running, at: now, attempts: state.attempts))
        }
    }

    /// What was at work when its stage ended did not come to an end of its own.
    private func leave(_ cell: String) {
        let now = time.now()
        state.withLock { state in
            for (unit, running) in state.running where running.record.cell == cell {
                var record = running.record
                record.state = .interrupted
                record.seconds = now - record.started
                state.running[unit] = nil
                state.lines[cell, default: ""] += record.line + "\n"
            }
        }
    }

    private func change(
        _ event: EngineEvent, isNews: Bool = true, _ change: (inout UnitRecord) -> Void
    ) {
        let unit = Unit(key: event.key, label: event.label)
        state.withLock { state in
            guard var running = state.running[unit] else { return }
            change(&running.record)
            if isNews { running.hasNews = true }
            state.running[unit] = running
        }
    }

    private func end(
        _ event: EngineEvent, _ ending: UnitRecord.State, seconds: Double? = nil, message: String? = nil
    ) {
        let now = time.now()
        let unit = Unit(key: event.key, label: event.label)
        state.withLock { state in
            let isKnown = ending == .reused
            var record =
                (isKnown ? nil : state.running.removeValue(forKey: unit)?.record)
                ?? Self.record(event, ending, at: now, attempts: state.attempts)
            record.state = ending
            record.seconds = isKnown ? nil : seconds ?? max(0, now - record.started)
            record.message = message
            if ending == .done { record.progress = nil }
            state.lines[record.cell, default: ""] += record.line + "\n"
        }
    }

    private static func record(
        _ event: EngineEvent, _ state: UnitRecord.State, at now: Double, attempts: [String: Int]
    ) -> UnitRecord {
        UnitRecord(
            label: event.label, key: event.key.description, operation: event.operation, state: state,
            started: (now * 1000).rounded() / 1000, attempt: attempts[event.cell] ?? 1)
    }
}
