import Engine
import Learning
import Text

/// How far the inputs of answers lie from the inputs that models learned on, height by height.
struct MeasureShift: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.measureShift
    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// What a unit of this operation depends on besides its inputs: nothing.
    private struct Settings: Codable {}

    /// The unit of this operation.
    ///
    /// - Parameters:
    ///   - answers: whose inputs are compared.
    ///   - feedback: what models learned from.
    ///   - practised: answers that models practised on.
    static func work(answers: Digest, feedback: [Digest], practised: [Digest], statistics: Digest) throws
        -> Work
    {
        try Meaning.measureShift.work(
            Settings(),
            inputs: [
                "answers": [answers], "feedback": feedback, "practised": practised,
                "statistics": [statistics],
            ], seed: nil)
    }

    /// Rows by height: the distance, and the distance that chance would make; each counts the inputs compared.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let statistics = try job.statistics(job.digest("statistics"), shelf)
        var seen: Set<PassageRecord> = []
        var trained: [Int: [[Double]]] = [:]
        for digest in job.digests("feedback") {
            for passage in try FeedbackSet(decoding: job.bytes(of: digest)).passages {
                try add(PassageRecord(passage), statistics, unless: &seen, to: &trained, job)
            }
        }
        for digest in job.digests("practised") {
            for record in try records(of: JSON.decode(Answers.self, from: job.bytes(of: digest)), job) {
                try add(record, statistics, unless: &seen, to: &trained, job)
            }
        }
        seen = []
        var own: [Int: [[Double]]] = [:]
        for record in try records(of: job.decoded(Answers.self, "answers"), job) {
            try add(record, statistics, unless: &seen, to: &own, job)
        }
        var scores = BookScores()
        for (height, rows) in own.sorted(by: { $0.key < $1.key }) {
            try job.checkStop()
            let known = trained[height] ?? []
            var stream = job.stream().split(label: UInt64(height))
            guard let shift = InputShift(trained: known, own: rows, using: &stream) else {
                scores.remarks.append(
                    known.isEmpty
                        ? "nothing was learned from an input at height \(height): it has no shift"
                        : "too few inputs at height \(height) to compare: it has no shift")
                continue
            }
            scores.rows += [("shift", shift.distance), ("shift-chance", shift.chance)].map {
                Scores.Row(metric: $0, book: nil, height: height, value: $1, count: rows.count)
            }
            scores.remarks.append(
                "shift at height \(height): \(Figures.count(rows.count, "input")) against \(known.count) learned on"
            )
        }
        return ["main": try JSON.encode(scores)]
    }

    private func records(of answers: Answers, _ job: Job) throws -> [PassageRecord] {
        try answers.entries.flatMap(\.nodes).map { node in
            PassageRecord(
                text: try job.directInput(node.input), earlier: try node.earlier.map(job.text(of:)),
                limit: node.limit, height: node.height)
        }
    }

    /// Inputs that are equal word for word are one.
    private func add(
        _ record: PassageRecord, _ statistics: WordStatistics, unless seen: inout Set<PassageRecord>,
        to rows: inout [Int: [[Double]]], _ job: Job
    ) throws {
        guard seen.insert(record).inserted else { return }
        try job.checkStop()
        rows[record.height, default: []].append(record.passage.inputFeatures(statistics: statistics))
    }
}
