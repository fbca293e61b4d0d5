import Engine
import Learning

/// Draws many answers by one policy to one node, and picks the one to worry about with what to hold against it.
struct FindWorst: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.findWorst
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// Most words of an answer.
        var limit: Int
        /// The height of the node: 0 for a leaf.
        var height: Int
        /// How many answers are shown.
        var samples: Int
        /// How many answers are drawn.
        var draws: Int
        /// 0 the first time that this node is searched; another draw every time.
        var pass: Int
        /// The gold that says what an answer is worth; `nil` where the reward's ensemble does.
        var gold: Gold?
    }

    /// What the search of one node found.
    struct Found: Codable {
        /// The answers to show, the suspect first; none where all draws were the same or the gold has nothing to say.
        var candidates: [String]
        /// ``AdversarialPick/severity``; 0 where there are no candidates.
        var severity: Double
    }

    /// The port of the candidates alone, in the form in which judges read them.
    static let candidatesPort = "candidates"

    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let policy = try job.policy(job.digest("policy"), shelf)
        let reward = try job.reward(job.digest("reward"), shelf)
        let passage = try job.passage(limit: settings.limit, height: settings.height)
        var stream = job.stream()
        var texts: [String] = []
        for _ in 0..<settings.draws {
            try job.checkStop()
            let text = policy.answer(passage, temperature: 1, using: &stream).text
            if !texts.contains(text) { texts.append(text) }
        }
        let reading = reward.reading(of: passage)
        let judged = texts.map { reward.judge(Answer(text: $0), for: reading) }
        var found = Found(candidates: [], severity: 0)
        let worths = try worths(texts, judged, of: passage, settings, job)
        if worths.count == texts.count,
            let pick = AdversarialPick(
                rewards: judged.map(\.score), worths: worths, count: settings.samples)
        {
            found = Found(candidates: pick.shown.map { texts[$0] }, severity: pick.severity)
        }
        return ["main": try JSON.encode(found), Self.candidatesPort: try JSON.encode(found.candidates)]
    }

    /// What each answer is worth; none where the gold has nothing to say.
    private func worths(
        _ texts: [String], _ judged: [(score: Double, spread: Double)], of passage: Passage,
        _ settings: Settings, _ job: Job
    ) throws -> [Double] {
        guard let gold = settings.gold else {
            return judged.map { $0.score - AdversarialPick.caution * $0.spread }
        }
        let note = try job.decoded(Note.self, "note")
        let prepared = GoldReward(
            gold, statistics: try job.statistics(job.digest("statistics"), shelf),
            references: note.references, questions: note.questions
        ).prepare(source: passage.text)
        return try texts.compactMap {
            try job.checkStop()
            return prepared.score($0)
        }
    }
}
