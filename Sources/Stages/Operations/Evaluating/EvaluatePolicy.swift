import Engine
import Learning
import Pipeline
import Tensors

/// Measures how far reward and gold go apart as a policy is optimised: what `evaluate: POLICY` does.
///
/// Of a supervised policy the best of every n, which follows from one set of draws at each node; of one that practised
/// the policies on its way, each with draws of its own at the same nodes. The answers below a node are the supervised
/// policy's own.
struct EvaluatePolicy: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.evaluatePolicy
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// Whose gold.
        var gold: Gold
        /// How much may be written at a node, and shown for it.
        var limits: AnswerLimits
        /// Draws at each node; `nil` for the usual number.
        var samples: Int?
        /// The largest n, or step, that is fitted; `nil` for the usual n, or all steps.
        var fit: Int?
    }

    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let policies = try await job.startModels()
        let snapshots = try job.digests("snapshots").first.map {
            try JSON.decode([PolicySnapshot].self, from: job.bytes(of: $0))
        }
        guard policies.anchor == nil || snapshots != nil else {
            throw StageProblem(
                "best of n is measured of a policy that no reward was optimised for: name the supervised policy that this one began as, or keep policies on its way (`with: {snapshots: 8}`)"
            )
        }
        let start = policies.supervised
        let nodes = try await job.practice(
            NodeSets([.all]), settings.limits, start: start, failures: nil
        ).nodes
        let drawing = DrawScoring(
            nodes: nodes, rewards: try job.models(job.digest("reward")), gold: settings.gold,
            forest: try job.forest(job.digest("forest")), notes: try job.notes("gold-notes"), job: job)
        let (samples, fit) = CurveExtent(samples: settings.samples, fit: settings.fit)
            .filled(alongTraining: snapshots != nil)
        let draws = try await drawing.draws(of: start, samples: samples)
        var later: [(step: Int, draws: [PassageDraws])] = []
        for snapshot in snapshots ?? [] {
            later.append(
                (snapshot.step, try await drawing.draws(of: snapshot.models, from: start, samples: samples)))
        }
        var curves: [OveroptimisationCurve] = []
        let heights = Set(nodes.map(\.passage.height)).sorted()
        for height in [nil] + heights.map(Optional.some) {
            try job.checkStop()
            let chosen = nodes.indices.filter { height == nil || nodes[$0].passage.height == height }
            let first = chosen.map { draws[$0] }
            let measurement =
                snapshots == nil
                ? OveroptimisationMeasurement(bestOf: first)
                : OveroptimisationMeasurement(
                    start: first,
                    snapshots: later.map { one in (one.step, chosen.map { one.draws[$0] }) })
            guard let measurement else { continue }
            let stream = job.stream().split(label: "resamples at \(height.map(String.init) ?? "all")")
            curves.append(measurement.curve(height: height, fit: fit, using: stream))
        }
        return ["main": try JSON.encode(Scores(curves: curves, of: nodes.count))]
    }
}

/// Draws answers at nodes and scores them, each node a unit of its own.
private struct DrawScoring: Sendable {
    /// Where answers are drawn.
    let nodes: [PracticeNode]
    /// The rewards that are optimised.
    let rewards: ModelSet
    /// Whose gold.
    let gold: Gold
    /// The forest that the nodes are of.
    let forest: Forest
    /// What is known about its books.
    let notes: Notes
    /// The unit of work that this is done for.
    let job: Job

    /// The draws at each node, in the nodes' order; with their KL from `start` where that is given.
    func draws(of policies: ModelSet, from start: ModelSet? = nil, samples: Int) async throws
        -> [PassageDraws]
    {
        let entries = forest.entriesByName
        let leniency = Leniency<PracticeNode>(
            noun: Noun(one: "passage", many: "passages"), name: { "\($0.passage.book) \($0.passage.node)" })
        return try await job.fanOut(nodes, leniency) { node in
            let passage = node.passage
            let model = { (set: ModelSet) in
                set.model(for: passage.node, height: passage.height, in: passage.book)
            }
            let file = entries[passage.book]?.file ?? passage.book
            let work = try ScoreDraws.work(
                .init(limit: passage.limit, height: passage.height, samples: samples, gold: gold),
                .init(
                    policy: model(policies), start: start.map(model), reward: model(rewards),
                    statistics: forest.statistics,
                    note: try await job.store(JSON.encode(notes.of(file).withoutName))),
                text: node.input, earlier: node.earlier, seed: job.work.seed ?? 0)
            let outputs = try await job.perform(work, label: "\(job.label) · \(passage.book) \(passage.node)")
            return try PassageDraws(decoding: job.bytes(of: outputs.main), book: file)
        }.results
    }
}
