import Engine
import Learning
import Text

/// What a simulated overseer says on one reading, seeing no more than the screen shows.
struct JudgeReading: StageOperation {
    static let meaning = Meaning.judgeReading
    struct Settings: Codable {
        var kind: String
        var gold: Gold
        /// 0 judges by the gold alone.
        var noise: Double
        /// Most words on the screen.
        var words: Int
        var limit: Int
        var pass: Int
    }

    /// What was said.
    struct Verdict: Codable {
        var demonstration: String?
        var pairs: [PairJudgement] = []
        var effort = Effort.none
    }

    let shelf: Shelf

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
