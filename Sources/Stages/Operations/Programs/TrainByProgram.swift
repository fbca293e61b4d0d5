import Engine
import Foundation
import Learning
import Synchronization

/// A policy that a program trains: what `train: policy, by: command` does.
struct TrainByProgram: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.trainByProgram
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// The revision of what programs are told and asked for.
        var `protocol` = ProgramModel.revision
        /// The program with its own files, which are inputs too.
        var program: Program
        /// The task's instruction.
        var instruction: String
        /// Whose passages are practised on.
        var nodes: NodeSets
        /// How much may be written at a node.
        var limits: AnswerLimits?
    }

    /// What the program is told.
    private struct Request: Encodable {
        let quire = ProgramModel.revision
        let `do` = "train"
        var instruction: String
        var seed: UInt32
    }

    /// A node to practise on, a line of `nodes.jsonl`.
    private struct NodeLine: Encodable {
        var book: String
        var node: String
        var passage: PassageRecord
        var answer: String?
    }

    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// `main` is the set of the one policy, `policy` that policy, `metrics` what was measured.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        var program = settings.program
        var files = [
            "request.json": try JSON.encode(Request(instruction: settings.instruction, seed: job.programSeed))
        ]
        var counts: [String: Int] = [:]
        if !job.digests("feedback").isEmpty {
            let feedback = try job.feedback()
            let judged = try feedback.judgements.map { try JudgedRecord($0) }
            files["feedback.jsonl"] = try JSON.lines(judged)
            files["pairs.jsonl"] = try JSON.lines(feedback.comparedRecords.map(\.record))
            files["demonstrations.jsonl"] = try JSON.lines(feedback.writtenRecords.map(\.record))
            counts["judgements"] = judged.count
        }
        if let lines = try practice(settings, job) {
            files["nodes.jsonl"] = try JSON.lines(lines)
            counts["nodes"] = lines.count
        }
        var card = ModelCard(method: "command", settings: ["argv": program.name], counts: counts)
        if let from = try start(job) {
            card.from = from.digest.short
            program = program.adding(
                from.model.modelFiles.map { file in
                    let path = "from" + file.path.dropFirst(ProgramModel.modelFolder.count)
                    return .init(path: path, digest: file.digest, isExecutable: file.isExecutable)
                })
        }
        let reading = MetricsFile()
        let made = try await job.run(program, files: files, keeps: true) { folder in
            for metrics in reading.new(in: folder) { job.tell(metrics) }
        } result: { folder in
            let files = try folder.files(below: ProgramModel.modelFolder)
            return (
                files: try files.map { (file: $0, bytes: try folder.read($0.path)) },
                metrics: try MetricsFile().all(in: folder)
            )
        }
        var modelFiles: [Program.File] = []
        for (file, bytes) in made.files {
            modelFiles.append(
                .init(
                    path: file.path, digest: try await job.store(bytes), isExecutable: file.isExecutable))
        }
        let policy = try JSON.encode(
            ProgramModel(
                program: settings.program.adding(modelFiles), instruction: settings.instruction, card: card))
        return [
            "main": try JSON.encode(ModelSet(shared: Digest(of: policy))), "policy": policy,
            "metrics": try JSON.encode(made.metrics),
        ]
    }

    /// What it starts from, where that is what a program trained.
    private func start(_ job: Job) throws -> (digest: Digest, model: ProgramModel)? {
        guard let set = job.digests("from").first else { return nil }
        let digest = try job.models(set).shared
        guard case .program(let model) = try job.answerer(digest, shelf) else {
            throw StageProblem("a program can start only from what a program trained")
        }
        return (digest, model)
    }

    /// The nodes of the port `forest` or `answers`; `nil` where neither is there.
    private func practice(_ settings: Settings, _ job: Job) throws -> [NodeLine]? {
        guard let limits = settings.limits else { return nil }
        var nodes: [PracticeNode] = []
        if let answers = job.digests("answers").first {
            let answers = try JSON.decode(Answers.self, from: job.bytes(of: answers))
            nodes = try PracticeNode.nodes(
                of: answers, job.forest(answers.forest), settings.nodes, limits, job)
        } else if let forest = job.digests("forest").first {
            nodes = try PracticeNode.leaves(of: job.forest(forest), settings.nodes, limits, job)
        } else {
            return nil
        }
        return try nodes.map { node in
            NodeLine(
                book: node.passage.book, node: node.passage.node, passage: PassageRecord(node.passage),
                answer: try node.answer.map(job.text(of:)))
        }
    }
}

/// The file `metrics.jsonl` that a program may write while it trains: a line a step, such as
/// `{"step": 10, "loss": 0.7}`.
private final class MetricsFile: Sendable {
    private let known = Mutex(0)

    /// What was measured, by all lines that can be read.
    func all(in folder: ProgramFolder) throws -> [TrainingMetrics] {
        guard let bytes = try folder.readIfThere("metrics.jsonl") else { return [] }
        return try bytes.split(separator: UInt8(ascii: "\n")).map { line in
            guard let metrics = Self.metrics(line) else {
                throw folder.failure(
                    "wrote a line into 'metrics.jsonl' that is no object of a whole number 'step' and other numbers: "
                        + String(decoding: line.prefix(200), as: UTF8.self))
            }
            return metrics
        }
    }

    /// What was measured since the last call.
    func new(in folder: String) -> [TrainingMetrics] {
        guard let bytes = try? Files.read(folder + "/metrics.jsonl") else { return [] }
        let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let start = known.withLock { known in
            defer { known = max(known, whole) }
            return min(known, whole)
        }
        return bytes[start..<whole].split(separator: UInt8(ascii: "\n")).compactMap(Self.metrics)
    }

    private static func metrics(_ line: ArraySlice<UInt8>) -> TrainingMetrics? {
        guard let fields = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
            let step = fields["step"] as? Int
        else { return nil }
        var values: [Metric] = []
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) where name != "step" {
            guard let number = value as? Double, number.isFinite else { return nil }
            values.append(Metric(name, number))
        }
        return TrainingMetrics(step: step, values: values)
    }
}

extension Job {
    /// Tells what a program has measured; a value named `progress`, from 0 to 1, says how much is done.
    fileprivate func tell(_ metrics: TrainingMetrics) {
        metric(step: metrics.step, metrics.values.map { ($0.name, $0.value) })
        if let progress = metrics.values.first(where: { $0.name == "progress" })?.value {
            report(progress: min(1, max(0, progress)))
        }
    }
}
