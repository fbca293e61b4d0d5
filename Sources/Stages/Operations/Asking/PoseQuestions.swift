import Engine
import Learning
import Pipeline
import Tensors
import Text

/// Chooses what an overseer is asked, and has the candidates written: the first half of an `ask` stage.
struct PoseQuestions: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.poseQuestions
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// In turns, one after another.
        var kinds: [String]
        /// The nodes that are asked about.
        var nodes: NodeSets
        /// Judgements at most; a pair of candidates is one.
        var count: Int?
        /// Minutes at most, as the plan counts them.
        var minutes: Double?
        /// `oversight.words_per_minute`.
        var wordsPerMinute: Double
        /// Candidates on one screen.
        var samples: Int
        /// How much may be written at a node, and shown for it.
        var limits: AnswerLimits
        /// Whether an untrained extractive policy writes where no policy is given.
        var untrained: Bool
        /// The points of scales that are not the usual ones, by feedback kind; `nil` for none.
        var scales: [String: Int]?
        /// How many books or nodes may be left out; `nil` for none.
        var failures: Allowance?
    }

    /// How often a node is asked about at most before a stage is content with fewer judgements.
    static let mostPasses = 50

    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        var (nodes, omissions) = try await askedNodes(job, settings)
        let seed = job.work.seed ?? 0
        var plan = ReadingPlan(
            settings: settings, nodes: nodes.sorted { $0.rank(seed) < $1.rank(seed) },
            judgesStanding: !job.digests("answers").isEmpty)
        var readings: [Reading] = []
        var dealt = 0
        while let batch = plan.next() {
            try job.checkStop()
            dealt += batch.count
            let leniency = Leniency<ReadingPlan.Planned>(
                noun: .reading, allowance: settings.failures, used: omissions.count, total: dealt,
                name: { "\($0.node.passage.book) \($0.node.passage.node)" })
            let made = try await job.fanOut(batch, leniency) {
                try await reading($0, settings: settings, job: job)
            }
            omissions += made.omissions
            for planned in made.omitted { plan.drop(planned.node) }
            for reading in made.results {
                if let taken = plan.take(reading) { readings.append(taken) }
            }
        }
        var outputs = ["main": try JSON.encode(readings)]
        outputs.merge(try omissions.outputs()) { mine, _ in mine }
        return outputs
    }

    /// The nodes of the set with their direct inputs, answered where they must be.
    func askedNodes(_ job: Job, _ settings: Settings) async throws -> (
        nodes: [PracticeNode], omissions: [Omission]
    ) {
        let policies = job.digests("policy")
        let answers: Digest?
        var omissions: [Omission] = []
        if let given = job.digests("answers").first {
            answers = given
        } else if !policies.isEmpty || settings.untrained {
            let recomposing = try RecomposeForest.work(
                .init(
                    limits: settings.limits, nodes: settings.nodes,
                    parts: policies.map { _ in NodeSets([.all]) }, failures: settings.failures),
                forest: job.digest("forest"), policies: policies, seed: job.work.seed ?? 0)
            let outputs = try await job.perform(recomposing, label: "\(job.label) · answers below")
            answers = try outputs.main
            omissions = try job.omissions(of: outputs)
        } else {
            answers = nil
        }
        var writers = try policies.first.map { try job.models($0) }
        guard let answers else {
            let leaves = try PracticeNode.leaves(
                of: job.forest(job.digest("forest")), settings.nodes, settings.limits, job)
            return (leaves, omissions)
        }
        let decoded = try JSON.decode(Answers.self, from: job.bytes(of: answers))
        let forest = try job.forest(decoded.forest)
        if settings.untrained { writers = try await job.newPolicy(statistics: forest.statistics) }
        let nodes = try PracticeNode.nodes(
            of: decoded, forest, settings.nodes, settings.limits, job, candidates: settings.samples,
            writers: writers)
        return (nodes, omissions)
    }

    private func reading(_ planned: ReadingPlan.Planned, settings: Settings, job: Job) async throws -> Reading
    {
        let node = planned.node
        let list = try await candidates(planned, settings: settings, job: job)
        return Reading(
            kind: planned.kind, passage: node.passage, input: node.input, earlier: node.earlier,
            candidateList: list,
            candidates: try list.map { try JSON.decode([String].self, from: job.bytes(of: $0)) } ?? [],
            pass: planned.pass, scale: settings.scales?[planned.kind])
    }

    /// What is judged, as a JSON list: samples of the policy; for a kind that judges one answer the one that stands,
    /// where answers are asked about. `nil` where an answer is to be written.
    private func candidates(_ planned: ReadingPlan.Planned, settings: Settings, job: Job) async throws
        -> Digest?
    {
        let node = planned.node
        guard let showing = FeedbackKinds.named(planned.kind)?.showing, showing != .nothing else {
            return nil
        }
        if showing == .one, !job.digests("answers").isEmpty, let answer = node.answer {
            return try await job.store(JSON.encode([try job.text(of: answer)]))
        }
        guard let policy = node.policy else {
            throw StageProblem(
                "a \(planned.kind) needs a policy that writes the candidates: name one (`policy:`)")
        }
        let wanted = SampleAnswers.Settings(
            limit: node.passage.limit, height: node.passage.height,
            samples: showing == .one ? 1 : settings.samples, pass: planned.pass)
        let seed = job.work.seed ?? 0
        let sampling =
            switch try job.answerer(policy, shelf) {
            case .model:
                try SampleAnswers.work(
                    wanted, policy: policy, input: node.input, earlier: node.earlier, seed: seed)
            case .program(let model):
                try SampleByProgram.work(
                    wanted, policy: policy, model: model, input: node.input, earlier: node.earlier, seed: seed
                )
            }
        return try await job.perform(
            sampling, label: "\(job.label) · write \(node.passage.book) \(node.passage.node)"
        ).main
    }
}
