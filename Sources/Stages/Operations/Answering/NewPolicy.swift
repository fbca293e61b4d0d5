import Engine
import Learning
import Text

/// The untrained extractive policy that a pipeline calls `extractive`: nearly uniform over sentences.
struct NewPolicy: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.newPolicy
    /// What an untrained policy depends on besides the statistics and the seed.
    struct Settings: Codable {
        /// Width of the hidden layer.
        var hidden: Int
    }

    /// Width of the hidden layer where nothing else is asked for.
    static let usualWidth = 32

    /// The unit that makes an untrained policy with a hidden layer of `hidden` units.
    static func work(hidden: Int = usualWidth, statistics: Digest, seed: UInt64) throws -> Work {
        try Meaning.newPolicy.work(
            Settings(hidden: hidden),
            inputs: ["statistics": [statistics]], seed: seed)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        var stream = job.stream()
        let settings = try job.settings(as: Settings.self)
        let policy = ExtractivePolicy(
            statistics: try job.decoded(WordStatistics.self, "statistics"), hidden: settings.hidden,
            using: &stream)
        let card = ModelCard(
            method: "none", settings: ["hidden": String(settings.hidden)], from: "", counts: [:], metrics: [:]
        )
        return ["main": PolicyModel(.extractive(policy), card: card).encoded()]
    }
}

extension Job {
    /// An untrained extractive policy for everything.
    ///
    /// - Parameter hidden: width of its hidden layer.
    func newPolicy(hidden: Int = NewPolicy.usualWidth, statistics: Digest) async throws -> ModelSet {
        let work = try NewPolicy.work(hidden: hidden, statistics: statistics, seed: self.work.seed ?? 0)
        return ModelSet(shared: try await perform(work, label: "\(label) · new policy").main)
    }
}
