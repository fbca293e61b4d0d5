import Engine
import Learning
import Pipeline

/// Compares the arms of an axis, pair by pair: what `compare` does.
struct CompareScores: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.compareScores
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// By input at the port `scores`: the arm, and where the folded axes stand.
        var arms: [Arm]
        /// The axis.
        var across: String
        /// The value of the axis that the others are compared with.
        var baseline: String
        /// `book`, or axes that are folded as well.
        var pairBy: [String]
        /// The metrics, in the order of the file.
        var metrics: [MetricName]
        /// The test.
        var test: SignificanceTest
        /// How the tests are held to one level.
        var correct: Pipeline.Correction
        /// The level.
        var alpha: Double
        /// The margin of equivalence; `nil` where it is not asked for.
        var equivalent: Double?
        /// The value of the axis that cannot matter; `nil` for none.
        var placebo: String?
    }

    /// One table of scores.
    struct Arm: Codable {
        /// The value of the axis.
        var value: String
        /// The other folded axes.
        var coordinates: [Coordinate]
    }

    /// Books below which a verdict warns.
    static let fewBooks = 10

    /// The unit of this operation for a step.
    static func work(_ step: Compare, scores: [Digest], seed: UInt64) throws -> Work {
        let settings = Settings(
            arms: step.arms.map {
                Arm(value: $0.value, coordinates: $0.coordinates.filter { $0.axis != step.across })
            },
            across: step.across, baseline: step.baseline, pairBy: step.pairBy, metrics: step.metrics,
            test: step.test, correct: step.correct, alpha: step.alpha, equivalent: step.equivalent,
            placebo: step.placebo)
        return try meaning.work(settings, inputs: ["scores": scores], seed: seed)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let tables = try job.digests("scores").map { try JSON.decode(Scores.self, from: job.bytes(of: $0)) }
        let pairing = ScorePairing(settings: settings, tables: tables)
        var verdict = Verdict(
            across: settings.across, baseline: settings.baseline, pairBy: settings.pairBy,
            test: settings.test.rawValue, correct: settings.correct.rawValue, alpha: settings.alpha,
            equivalent: settings.equivalent, placebo: settings.placebo, lines: [], bands: [], remarks: [])
        for metric in settings.metrics.flatMap(\.rowNames) {
            let band = pairing.placebo(metric)
            if let band { verdict.bands.append(band) }
            for arm in pairing.arms where arm != settings.baseline {
                try job.checkStop()
                guard let pairs = pairing.pairs(arm, metric) else { continue }
                let stream = job.stream().split(label: metric).split(label: arm)
                verdict.lines.append(
                    Verdict.Line(pairs, metric, arm, settings, band: band, using: stream))
            }
        }
        guard !verdict.lines.isEmpty else {
            throw StageProblem(
                "no metric has a value in '\(settings.baseline)' and in another arm for the same "
                    + settings.pairBy.joined(separator: " and "))
        }
        verdict.correct(settings)
        verdict.remarks = pairing.remarks(verdict.lines)
        return ["main": try JSON.encode(verdict)]
    }
}

extension MetricName {
    /// What its rows are called: the gold has one of nodes and one of whole books.
    fileprivate var rowNames: [String] { self == .gold ? [rawValue, ScoreBook.wholeBook] : [rawValue] }
}

extension Verdict {
    /// Holds all lines to one level.
    fileprivate mutating func correct(_ settings: CompareScores.Settings) {
        guard settings.correct == .holm else { return }
        for (index, adjusted) in holm(lines.map(\.chance)).enumerated() { lines[index].adjusted = adjusted }
    }
}
