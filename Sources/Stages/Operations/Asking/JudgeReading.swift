import Engine
import Learning
import Text

/// What a simulated overseer says on one reading, seeing no more than the screen shows.
struct JudgeReading: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.judgeReading
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// The feedback kind that is asked for.
        var kind: String
        /// The known reward by which it judges.
        var gold: Gold
        /// 0 judges by the gold alone.
        var noise: Double
        /// Most words on the screen.
        var words: Int
        /// Most words of an answer.
        var limit: Int
        /// 0 for the first time that the node is asked about, 1 for the second …
        var pass: Int
    }

    /// What was said.
    struct Verdict: Codable {
        /// The answer that it wrote; `nil` where it compared candidates.
        var demonstration: String?
        /// Its judgements of pairs of candidates.
        var pairs: [PairJudgement] = []
        /// What writing the demonstration cost; for comparisons each pair has its own.
        var effort = Effort.none
    }

    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// The unit of this operation with these settings and inputs.
    static func work(_ settings: Settings, reading: Reading, statistics: Digest, note: Digest, seed: UInt64)
        throws
        -> Work
    {
        try Meaning.judgeReading.work(
            settings,
            inputs: [
                "text": reading.input, "earlier": reading.earlier,
                "candidates": reading.candidateList.map { [$0] } ?? [], "statistics": [statistics],
                "note": [note],
            ], seed: seed)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let candidates = try job.digests("candidates").first.map {
            try JSON.decode([String].self, from: job.bytes(of: $0))
        }
        let note = try job.decoded(Note.self, "note")
        let reward = GoldReward(
            settings.gold, statistics: try job.statistics(job.digest("statistics"), shelf),
            references: note.references, questions: note.questions)
        let overseer = SimulatedOverseer(reward: reward, noise: settings.noise, words: settings.words)
        let view = View(
            source: try job.directInput(job.digests("text")),
            earlier: try job.digests("earlier").map(job.text(of:)),
            candidates: candidates ?? [], words: settings.words)
        var stream = job.stream()
        var verdict = Verdict()
        if candidates != nil {
            verdict.pairs = overseer.comparisons(view, using: &stream)
        } else {
            let text = overseer.demonstration(view, limit: settings.limit, using: &stream)
            verdict.demonstration = text
            verdict.effort = OversightPace().demonstration(
                passageWords: view.words, writtenWords: wordCount(text))
        }
        return ["main": try JSON.encode(verdict)]
    }
}
