import Engine
import Learning
import Tensors
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
        /// The points of the scale that is asked for; `nil` for the kind's usual one, or where it has none.
        var scale: Int?
    }

    /// What was said. Comparisons and demonstrations have a form of their own, from when there was nothing else: so
    /// their keys and bytes stay.
    struct Verdict: Codable {
        /// The answer that it wrote; `nil` where it judged candidates.
        var demonstration: String?
        /// Its judgements of pairs of candidates.
        var pairs: [PairJudgement] = []
        /// What writing the demonstration cost; for comparisons each pair has its own.
        var effort = Effort.none
        /// What it said to each question, for all other kinds.
        var said: [Said]?
    }

    /// What was said to one question.
    struct Said: Codable {
        /// The answer, in the form of its kind.
        var answer: JSONValue
        /// What it cost.
        var effort: Effort
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
        let overseer = SimulatedOverseer(
            reward: reward, noise: settings.noise, words: settings.words, points: settings.scale ?? 9,
            scale: settings.scale ?? Rating.usualScale)
        let view = View(
            source: try job.directInput(job.digests("text")),
            earlier: try job.digests("earlier").map(job.text(of:)),
            candidates: candidates ?? [], words: settings.words)
        var stream = job.stream()
        var verdict = Verdict()
        switch settings.kind {
        case Comparison.name:
            verdict.pairs = overseer.comparisons(view, using: &stream)
        case Demonstration.name:
            let text = overseer.demonstration(view, limit: settings.limit, using: &stream)
            verdict.demonstration = text
            verdict.effort = OversightPace().demonstration(
                passageWords: view.words, writtenWords: wordCount(text))
        default:
            guard let kind = FeedbackKinds.named(settings.kind) else {
                throw StageProblem("there is no feedback of kind '\(settings.kind)'")
            }
            verdict.said = try kind.said(by: overseer, seeing: view, limit: settings.limit, using: &stream)
        }
        return ["main": try JSON.encode(verdict)]
    }
}

extension Learning.FeedbackKind {
    /// What a simulated overseer says, as a verdict holds it.
    fileprivate static func said(
        by overseer: SimulatedOverseer, seeing view: View, limit: Int, using stream: inout RandomStream
    ) throws -> [JudgeReading.Said] {
        try simulated(by: overseer, seeing: view, limit: limit, using: &stream).map {
            JudgeReading.Said(answer: try JSONValue(encoding: $0.answer), effort: $0.effort)
        }
    }
}
