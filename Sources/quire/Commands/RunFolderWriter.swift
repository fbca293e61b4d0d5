import Engine
import Foundation
import Pipeline
import Stages
import Synchronization

/// Writes `artifacts/runs/<name>/<id>/`: plain files about one run, for other tools and for later eyes.
///
/// `run.json` says what ran and how it ended, `events.jsonl` what happened when; below `stages/<stage>/` are
/// `metrics.jsonl`, the curves of its trainings, `scores.json`, its table, and `answers.md`, what it says about each
/// book. Nothing is ever read back from here: where something of it cannot be written, the run goes on, and `problem`
/// says so.
final class RunFolderWriter: Sendable {
    /// The open files of the run's folder.
    private struct State {
        /// The folder; empty before it is made.
        var path = ""
        /// `events.jsonl`, while it is open.
        var events: AppendedFile?
        /// The open `metrics.jsonl` of each cell.
        var metrics: [String: AppendedFile] = [:]
        /// Events from before the folder was made.
        var early: [[String: Value]] = []
        /// Why something could not be written.
        var problem: String?

        /// Writes something; that it cannot be is remembered.
        mutating func attempt(_ body: (inout State) throws -> Void) {
            do { try body(&self) } catch { problem = problem ?? "\(error)" }
        }
    }

    private let state = Mutex(State())

    /// The folder; empty before it is made.
    var path: String { state.withLock { $0.path } }

    /// Why some of it could not be written; `nil` where all was.
    var problem: String? { state.withLock { $0.problem } }

    /// Makes the folder; what happened before is written into it.
    func open(workspace: String, name: String, run: Int64, checked: Checked) {
        // This one does not bring ICU into memory, as ISO8601DateFormatter does.
        let stamp = Date().ISO8601Format(
            Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted, timeZone: .gmt))
        let path = "\(workspace)/runs/\(name)/\(stamp)-\(run)"
        state.withLock { state in
            state.path = path
            state.attempt {
                try Files.makeFolder(path)
                $0.events = try AppendedFile(path: path + "/events.jsonl")
            }
        }
        write("pipeline.yaml", Array((checked.document.sources[checked.document.file] ?? "").utf8))
        writeRecord(name: name, run: run, state: .running, results: [])
    }

    /// Writes that a stage started, ended or left a remark.
    func take(_ notice: Workshop.Notice) {
        switch notice {
        case .started(let cell, _): event("started", cell.id, [:])
        case .ended(let cell, _, let result, let seconds):
            var fields: [String: Value] = ["state": .string(result.word), "seconds": .double(seconds)]
            if let message = result.message { fields["message"] = .string(message) }
            event("ended", cell.id, fields)
            state.withLock { $0.metrics[cell.id] = nil }
        case .remark(let cell, let remark): event("remark", cell.id, ["message": .string(remark)])
        }
    }

    /// The folder of one stage below the run's; a cell's name may hold what a path must not.
    private static func folder(of cell: CellID) -> String { "stages/" + cell.replacing("/", with: "_") }

    /// Writes that a unit ended or failed, or what its training measured.
    func take(_ event: EngineEvent) {
        switch event.kind {
        case .finished(let seconds):
            self.event(
                "unit", event.label, ["operation": .string(event.operation), "seconds": .double(seconds)])
        case .failed(let message): self.event("unit-failed", event.label, ["message": .string(message)])
        case .metric(let step, let values):
            var fields: [String: Value] = ["step": .int(step), "unit": .string(event.label)]
            for (name, value) in values where value.isFinite { fields[name] = .double(value) }
            metric(fields, of: String(event.label.split(separator: " · ").first ?? ""))
        default: break
        }
    }

    /// Writes how the run ended, the tables of its `evaluate` stages and the books' answers of its `recompose` stages.
    func close(_ result: RunResult, of cells: [Cell], name: String, engine: Engine) async throws {
        for cell in cells {
            guard let outputs = result[cell.id]?.outputs else { continue }
            let folder = Self.folder(of: cell.id)
            switch ArtifactKind(cell.step) {
            case .scores: write(folder + "/scores.json", try await engine.bytes(of: outputs.main))
            case .answers: write(folder + "/answers.md", try await Self.page(of: outputs, engine))
            default: break
            }
        }
        writeRecord(name: name, run: result.run, state: result.state, results: result.results)
        state.withLock { state in
            state.events = nil
            state.metrics = [:]
        }
    }

    /// The answer at the top of each book's tree, under the book's name. Answers that were kept before they had a
    /// page of their own are read whole.
    private static func page(of outputs: Outputs, _ engine: Engine) async throws -> [UInt8] {
        if let page = outputs[Answers.pagePort] { return try await engine.bytes(of: page) }
        let answers = try JSON.decode(Answers.self, from: await engine.bytes(of: outputs.main))
        var texts: [Digest: String] = [:]
        for root in answers.entries.compactMap({ $0.node(at: "0") }) {
            texts[root.answer] = String(decoding: try await engine.bytes(of: root.answer), as: UTF8.self)
        }
        return Answers.page(of: answers.entries) { texts[$0] ?? "" }
    }

    private func writeRecord(
        name: String, run: Int64, state: RunRecord.State, results: [(cell: CellID, result: CellResult)]
    ) {
        let stages = results.map { cell, result in
            var fields: [String: Value] = ["stage": .string(cell), "state": .string(result.word)]
            for (port, digest) in result.outputs?.ports ?? [:] where port == "main" {
                fields["artifact"] = .string(digest.description)
            }
            if let message = result.message { fields["message"] = .string(message) }
            return Value.object(fields)
        }
        let record = Value.object([
            "quire": .string("0.1.0"), "name": .string(name), "run": .int(Int(run)),
            "state": .string(state.rawValue),
            "stages": .array(stages),
        ])
        write("run.json", Array((record.json + "\n").utf8))
    }

    private func write(_ name: String, _ bytes: [UInt8]) {
        state.withLock { state in
            state.attempt {
                let file = $0.path + "/" + name
                try Files.makeFolder((file as NSString).deletingLastPathComponent)
                try Files.replace(file, with: bytes, by: file + ".unfinished")
            }
        }
    }

    private func event(_ kind: String, _ label: String, _ fields: [String: Value]) {
        var fields = fields
        fields["event"] = .string(kind)
        fields["label"] = .string(label)
        fields["at"] = .double((Date().timeIntervalSince1970 * 1000).rounded() / 1000)
        state.withLock { state in
            guard let events = state.events else {
                if state.path.isEmpty { state.early.append(fields) }
                return
            }
            let lines = (state.early + [fields]).map { Value.object($0).json + "\n" }.joined()
            state.early = []
            state.attempt { _ in try events.append(Array(lines.utf8)) }
        }
    }

    private func metric(_ fields: [String: Value], of cell: String) {
        state.withLock { state in
            guard !state.path.isEmpty else { return }
            state.attempt { state in
                if state.metrics[cell] == nil {
                    let folder = state.path + "/" + Self.folder(of: cell)
                    try Files.makeFolder(folder)
                    state.metrics[cell] = try AppendedFile(path: folder + "/metrics.jsonl")
                }
                try state.metrics[cell]?.append(Array((Value.object(fields).json + "\n").utf8))
            }
        }
    }
}
