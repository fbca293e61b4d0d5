import Engine
import Learning
import Tensors
import Text

/// A reward of ways to cut from comparisons: what `train: reward` does with feedback about splits.
struct TrainSplitReward: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.trainSplitReward

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: SplitRewardTraining.Settings.self)
        let compared = try job.feedback().comparisons.map(ComparedRecord.init)
        let fitting = try FitSplitReward.work(
            settings, comparisons: try await job.store(JSON.encode(compared)), seed: job.work.seed ?? 0)
        let model = try await job.perform(fitting, label: "\(job.label) · learn").main
        return ["main": try JSON.encode(ModelSet(shared: model))]
    }
}

/// One reward of ways to cut.
struct FitSplitReward: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.fitSplitReward

    /// The unit of this operation for comparisons, as JSON.
    static func work(_ settings: SplitRewardTraining.Settings, comparisons: Digest, seed: UInt64) throws
        -> Work
    {
        try meaning.work(settings, inputs: ["comparisons": [comparisons]], seed: seed)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: SplitRewardTraining.Settings.self)
        let compared = try job.decoded([ComparedRecord].self, "comparisons")
        var readings: [String: CutReading] = [:]
        let examples = try compared.compactMap { record -> SplitRewardTraining.Example? in
            try job.checkStop()
            let text = record.passage.text
            let reading = readings[text] ?? CutReading(ofPassage: text)
            readings[text] = reading
            guard let first = Self.rows(record.first, reading), let second = Self.rows(record.second, reading)
            else { return nil }
            return .init(first: first, second: second, preference: record.preference, passage: text)
        }
        guard !examples.isEmpty else {
            throw StageProblem("none of the comparisons is of two outlines of a passage")
        }
        var training = SplitRewardTraining(settings: settings, examples: examples, seed: job.stream())
        let metrics = try job.finish(&training)
        job.note("\(Figures.count(examples.count, "comparison")) of two ways to cut")
        return ["main": training.model.encoded(), "metrics": try JSON.encode(metrics)]
    }

    /// The features of the cuts of an outline, row by row.
    private static func rows(_ outline: String, _ reading: CutReading) -> [Float]? {
        guard let cuts = SplitOutline(text: outline)?.cuts(in: reading.places), !cuts.isEmpty else {
            return nil
        }
        return cuts.flatMap { reading.rows($0..<($0 + 1)) }
    }
}

extension CutReading {
    /// Reads a passage as a text of its own, at every end of a sentence.
    fileprivate init(ofPassage text: String) {
        let book = Book(name: "", text: text, sections: [], sceneBreaks: [], origins: OriginMap())
        let boundaries = Boundaries(of: book)
        self.init(
            of: book,
            places: CutPlaces(of: boundaries, snap: .sentence, spacing: max(1, boundaries.tokens.count)))
    }
}
