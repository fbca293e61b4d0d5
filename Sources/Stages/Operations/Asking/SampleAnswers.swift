import Engine
import Learning

/// Several different answers by one policy to one node, for an overseer to judge.
struct SampleAnswers: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.sampleAnswers
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// Most words of an answer.
        var limit: Int
        /// The height of the node: 0 for a leaf.
        var height: Int
        /// How many answers are drawn.
        var samples: Int
        /// 0 the first time that this node is asked about; another draw every time.
        var pass: Int
        /// Draws before fewer candidates are accepted.
        var attempts = 12
    }

    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// The unit of this operation with these settings and inputs.
    static func work(_ settings: Settings, policy: Digest, input: [Digest], earlier: [Digest], seed: UInt64)
        throws
        -> Work
    {
        try Meaning.sampleAnswers.work(
            settings,
            inputs: ["policy": [policy], "text": input, "earlier": earlier], seed: seed)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let policy = try job.policy(job.digest("policy"), shelf)
        let passage = try job.passage(limit: settings.limit, height: settings.height)
        var stream = job.stream()
        var candidates: [String] = []
        for _ in 0..<settings.attempts where candidates.count < settings.samples {
            try job.checkStop()
            let text = policy.answer(passage, temperature: 1, using: &stream).text
            if !candidates.contains(text) { candidates.append(text) }
        }
        return ["main": try JSON.encode(candidates)]
    }
}
