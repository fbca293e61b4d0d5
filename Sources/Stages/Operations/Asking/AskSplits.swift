import Engine
import Learning
import Tensors
import Text

/// Asks an overseer which of two ways to cut a passage is better, and gathers what was said: what an `ask` stage about
/// splits does.
struct AskSplits: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.askSplits
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// What is asked.
        var questions: PoseSplits.Settings
        /// Who judges.
        var overseer: Judge
    }

    /// Who judges.
    enum Judge: Codable, Hashable {
        /// Somebody who counts the orphans that each way makes, and errs.
        case simulated(noise: Double)
        /// People, or a recording of them: their answers stand in files.
        case recorded(isReplay: Bool)
    }

    /// A typical difference of two ways to cut: the share of a passage's pronouns that lose their person. Noise is
    /// measured in it.
    static let spread = 0.05

    /// The questions of this ask, as a unit of their own.
    static func posing(_ work: Work) throws -> Work {
        var inputs = work.inputs
        for port in ["records", "elsewhere"] { inputs[port] = nil }
        return try Meaning.poseSplits.work(
            try work.settings.decode(Settings.self).questions, inputs: inputs, seed: work.seed)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let posed = try await job.perform(try Self.posing(job.work), label: "\(job.label) · questions")
        let readings = try JSON.decode([Reading].self, from: job.bytes(of: posed.main))
        guard !readings.isEmpty else {
            throw StageProblem(
                "there was nothing to compare: the proposals cut every passage alike, or leave it whole")
        }
        let feedback: FeedbackSet
        switch settings.overseer {
        case .simulated(let noise):
            let orphans = try JSON.decode([[Double]].self, from: job.bytes(of: posed.port("orphans")))
            feedback = simulated(readings, orphans, noise, settings.questions.scale ?? 9, job)
        case .recorded(let isReplay):
            let asking = settings.questions
            feedback = try job.recorded(
                readings, isReplay: isReplay, isWhole: asking.count != nil || asking.minutes != nil
            ) { PoseSplits.minutes(of: $0, wordsPerMinute: asking.wordsPerMinute) }
        }
        job.note(Figures.count(feedback.count, "judgement") + " of two ways to cut")
        return [
            "main": try feedback.encoded(), "statistics": try job.bytes(of: posed.port("statistics")),
        ]
    }

    private func simulated(
        _ readings: [Reading], _ orphans: [[Double]], _ noise: Double, _ points: Int, _ job: Job
    ) -> FeedbackSet {
        let person = SimulatedOverseer.person(
            judgingBy: "locality", noise: noise, seed: job.work.seed ?? 0)
        let scale = ComparisonScale(spread: Self.spread, noise: noise, points: points)
        var stream = job.stream().split(label: "judge")
        let pace = OversightPace()
        var feedback = FeedbackSet()
        for (reading, shares) in zip(readings, orphans) {
            // Fewer orphans are better.
            let point = scale.point(-shares[0], -shares[1], using: &stream)
            let efforts = pace.comparisons(
                passageWords: 0, candidateWords: reading.candidates.map { wordCount($0) })
            for question in reading.questions {
                feedback.append(
                    Comparison(
                        Judgement(
                            question: question, person: person, sides: [1, 2],
                            answer: .init(points: point, scale: reading.scale), effort: efforts[0])))
            }
        }
        return feedback
    }
}
