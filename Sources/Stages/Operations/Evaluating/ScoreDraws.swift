import Engine
import Learning

/// Many answers by one policy to one node, and what reward and gold they have: the unit that a measurement of
/// over-optimisation is put together from.
struct ScoreDraws: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.scoreDraws
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// Most words of an answer.
        var limit: Int
        /// The height of the node: 0 for a leaf.
        var height: Int
        /// How many answers are drawn.
        var samples: Int
        /// Whose gold.
        var gold: Gold
    }

    /// What the draws depend on besides texts.
    struct Inputs {
        /// Who draws.
        var policy: Digest
        /// Whom KL is measured to; nil where none is.
        var start: Digest?
        /// The reward that is optimised.
        var reward: Digest
        /// The word statistics that the gold counts rarity in.
        var statistics: Digest
        /// What is known about the book, without its name.
        var note: Digest
    }

    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// The unit of this operation for a node with these texts.
    static func work(_ settings: Settings, _ inputs: Inputs, text: [Digest], earlier: [Digest], seed: UInt64)
        throws -> Work
    {
        var ports = [
            "policy": [inputs.policy], "reward": [inputs.reward], "statistics": [inputs.statistics],
            "note": [inputs.note], "text": text, "earlier": earlier,
        ]
        if let start = inputs.start { ports["start"] = [start] }
        return try meaning.work(settings, inputs: ports, seed: seed)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let policy = try job.extractive("policy", shelf)
        let reward = try job.reward(job.digest("reward"), shelf)
        let passage = try job.passage(limit: settings.limit, height: settings.height)
        let note = try job.decoded(Note.self, "note")
        let gold = GoldReward(
            settings.gold, statistics: try job.statistics(job.digest("statistics"), shelf),
            references: note.references, questions: note.questions
        ).prepare(source: passage.text)
        let start =
            try job.digests("start").isEmpty
            ? nil : job.extractive("start", shelf).sharingStatistics(of: policy)
        let reading = policy.reading(of: passage)
        let judged = reward.reading(of: passage)
        var stream = job.stream()
        var draws = PassageDraws(proxy: [], gold: [])
        // Few answers are likely, and most are drawn again and again.
        var known: [String: (proxy: Double, gold: Double?)] = [:]
        for _ in 0..<settings.samples {
            try job.checkStop()
            let answer = policy.answer(reading, temperature: 1, using: &stream)
            let score =
                known[answer.text] ?? (reward.score(answer, for: judged), gold.score(answer.text))
            known[answer.text] = score
            draws.proxy.append(score.proxy)
            if let gold = score.gold { draws.gold.append(gold) }
            if let start { draws.kl += policy.kl(to: start, in: reading, along: answer.choices ?? []) ?? 0 }
        }
        draws.kl /= Double(settings.samples)
        // A gold that says nothing about some answers to a passage says nothing about the passage.
        if draws.gold.count < draws.proxy.count { draws.gold = [] }
        return ["main": draws.encoded()]
    }
}
