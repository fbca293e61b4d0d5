import Engine
import Learning

/// Several different answers by a program to one node, for an overseer to judge.
struct SampleByProgram: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.sampleByProgram
    /// What is drawn, as by ``SampleAnswers``.
    typealias Settings = SampleAnswers.Settings

    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// The unit of this operation with these settings and inputs.
    static func work(
        _ settings: Settings, policy: Digest, model: ProgramModel, input: [Digest], earlier: [Digest],
        seed: UInt64
    ) throws -> Work {
        try Meaning.sampleByProgram.work(
            settings, inputs: model.ports(policy: policy, input: input, earlier: earlier), seed: seed)
    }

    /// `main` is the list of answers.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let policy = try job.digest("policy")
        let model = try job.program(policy, shelf)
        var candidates: [String] = []
        for attempt in 0..<settings.attempts where candidates.count < settings.samples {
            try job.checkStop()
            let work = try AnswerByProgram.work(
                .init(
                    limit: settings.limit, height: settings.height,
                    sample: settings.pass * settings.attempts + attempt),
                policy: policy, model: model, input: job.digests("text"), earlier: job.digests("earlier"),
                seed: job.work.seed)
            let text = try job.text(
                of: await job.perform(work, label: "\(job.label) · sample \(attempt + 1)").main)
            if !candidates.contains(text) { candidates.append(text) }
        }
        return ["main": try JSON.encode(candidates)]
    }
}
