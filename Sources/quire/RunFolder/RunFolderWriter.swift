import Engine
import Foundation
import Pipeline
import Stages
import Synchronization

/// Writes `artifacts/runs/<name>/<id>/`: plain files about one run, for other tools and for later eyes.
///
/// `run.json` says what ran and how it ended, `events.jsonl` what happened to its stages when; below `stages/<stage>/`
/// are `units.jsonl`, what each unit did, `metrics.jsonl`, the curves of its trainings, `scores.json` or
/// `verdict.json`, its table, and `answers.md`, what it says about each book. No run reads any of it back; `quire log` shows it. Where something of it
/// cannot be written, the run goes on, and `problem` says so.
final class RunFolderWriter: Sendable {
    private let folder = Mutex("")
    private let files = LineFiles()
    private let units = UnitLog()

    /// The folder; empty before it is made.
    var path: String { folder.withLock { $0 } }

    /// Why some of it could not be written; `nil` where all was.
    var problem: String? { files.problem }

    /// Makes the folder; what happened before is written into it.
    func open(workspace: String, name: String, run: Int64, checked: Checked) {
        let stamp = ISO8601DateFormatter().string(from: Date()).filter { $0 != "-" && $0 != ":" }
        let path = "\(workspace)/runs/\(name)/\(stamp)-\(run)"
        folder.withLock { $0 = path }
        files.open(in: path)
        write("pipeline.yaml", Array((checked.document.sources[checked.document.file] ?? "").utf8))
        writeRecord(name: name, run: run, state: .running, results: [])
    }

    /// Writes, while `body` runs, what happens as it happens: what happened is on its way to the disk within a
    /// quarter of a second, whatever becomes of this process.
    func whileWriting<T: Sendable>(_ body: () async throws -> T) async throws -> T {
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                while !_Concurrency.Task.isCancelled {
                    try? await _Concurrency.Task.sleep(for: .milliseconds(250))
                    self.flush()
                }
            }
            return try await body()
        }
    }

    /// Writes what was gathered.
    func flush() {
        for chunk in units.flush() { files.add(chunk.text, to: RunFolder.units(of: chunk.cell)) }
        files.flush()
    }

    /// Writes that a stage started, is tried again, ended or left a remark.
    func take(_ notice: Workshop.Notice) {
        units.take(notice)
        switch notice {
        case .started(let cell, _): event("started", cell.id, [:])
        case .ended(let cell, _, let result, let seconds):
            var fields: [String: Value] = ["state": .string(result.word), "seconds": .double(seconds)]
            if let message = result.message { fields["message"] = .string(message) }
            event("ended", cell.id, fields)
            flush()
            files.close(RunFolder.folder(of: cell.id) + "/")
        case .remark(let cell, let remark): event("remark", cell.id, ["message": .string(remark)])
        case .retry(let cell, let retry): event("retry", cell.id, retry.fields)
        }
    }

    /// Writes what a unit did, and what its training measured.
    func take(_ event: EngineEvent) {
        units.take(event)
        guard case .metric(let step, let values) = event.kind else { return }
        var fields: [String: Value] = ["step": .int(step), "unit": .string(event.label)]
        for (name, value) in values where value.isFinite { fields[name] = .double(value) }
        files.add(Value.object(fields).json + "\n", to: RunFolder.metrics(of: event.cell))
    }

    /// Writes how the run ended, the tables of its `evaluate` stages and the books' answers of its `recompose` stages.
    func close(_ result: RunResult, of cells: [Cell], name: String, engine: Engine) async throws {
        for cell in cells {
            guard let outputs = result[cell.id]?.outputs else { continue }
            let folder = RunFolder.folder(of: cell.id)
            switch ArtifactKind(cell.step) {
            case .scores: write(folder + "/scores.json", try await engine.bytes(of: outputs.main))
            case .verdict: write(folder + "/verdict.json", try await engine.bytes(of: outputs.main))
            case .answers: write(folder + "/answers.md", try await Self.page(of: outputs, engine))
            default: break
            }
        }
        writeRecord(name: name, run: result.run, state: result.state, results: result.results)
        flush()
        files.close()
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

    private func write(_ name: String, _ bytes: [UInt8]) { files.write(bytes, to: name) }

    private func event(_ kind: String, _ label: String, _ fields: [String: Value]) {
        var fields = fields
        fields["event"] = .string(kind)
        fields["label"] = .string(label)
        fields["at"] = .double((Date().timeIntervalSince1970 * 1000).rounded() / 1000)
        files.add(Value.object(fields).json + "\n", to: RunFolder.events)
    }
}

extension Workshop.Retry {
    /// As it stands in JSON lines.
    var fields: [String: Value] {
        [
            "attempt": .int(attempt), "of": .int(most), "message": .string(reason), "pause": .double(pause),
        ]
    }
}
