import Engine
import Learning
import Pipeline

/// Reinforcement in each scope, near the latest supervised policy: what `train: policy` by `ppo`, `rloo` and `expert`
/// does.
struct TrainReinforcement: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.trainReinforcement
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// The method and its hyper-parameters.
        var method: ReinforcementMethod
        /// How many models are trained: one for all nodes, one a height or one a node.
        var per: TrainPer
        /// How many models, or books to practise on, may be left out; `nil` for none.
        var failures: Allowance?
        /// The nodes that are practised on.
        var nodes: NodeSets
        /// How much may be written at a node, and shown for it.
        var limits: AnswerLimits
        /// How many policies are kept on the way; nil for none.
        var snapshots: Int?
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let from = try await job.startModels()
        let rewards = try job.models(job.digest("reward"))
        let practice = try await job.practice(
            settings.nodes, settings.limits, start: from, failures: settings.failures)
        let nodes = practice.nodes
        guard !nodes.isEmpty else {
            throw StageProblem(
                "no node of the practice books is among \(settings.nodes.names.joined(separator: ", "))")
        }
        let scopes = TrainingScope.scopes(settings.per, over: nodes.map(\.passage))
        let models = try await job.fanOut(scopes, .models(settings.failures, used: practice.omissions.count))
        { scope in
            let passages = nodes.map(\.passage).filter(scope.contains).map(PassageRecord.init)
            let work = try FitReinforcement.work(
                .init(method: settings.method, snapshots: settings.snapshots),
                .init(
                    start: scope.model(in: from), anchor: scope.model(in: from.supervised),
                    reward: scope.model(in: rewards), passages: try await job.store(JSON.encode(passages))),
                seed: job.work.seed ?? 0)
            let outputs = try await job.perform(work, label: "\(job.label) · \(scope.name)")
            return (scope: scope, outputs: outputs)
        }
        let trained = try models.results.map { (scope: $0.scope, model: try $0.outputs.main) }
        var outputs = ["main": try JSON.encode(ModelSet(trained, anchor: from.supervised))]
        if settings.snapshots != nil {
            outputs[PolicySnapshot.port] = try JSON.encode(
                snapshots(of: models.results, anchor: from.supervised))
        }
        outputs.merge(try (practice.omissions + models.omissions).outputs()) { mine, _ in mine }
        return outputs
    }

    /// The sets of policies after each step at which all scopes kept one.
    private func snapshots(of fits: [(scope: TrainingScope, outputs: Outputs)], anchor: ModelSet) throws
        -> [PolicySnapshot]
    {
        let steps = fits.map { Set($0.outputs.ports.keys.compactMap(PolicySnapshot.step)) }
        let common = steps.dropFirst().reduce(steps.first ?? []) { $0.intersection($1) }
        return try common.sorted().map { step in
            let models = try fits.map {
                (scope: $0.scope, model: try $0.outputs.port(PolicySnapshot.port(step)))
            }
            return PolicySnapshot(step: step, models: try ModelSet(models, anchor: anchor))
        }
    }
}

extension Job {
    /// The nodes to practise on: answered ones as they are; a forest is answered by the start policy first.
    ///
    /// - Parameter failures: how many books of a forest may be left out; those that were are listed.
    func practice(_ nodes: NodeSets, _ limits: AnswerLimits, start: ModelSet, failures: Allowance?)
        async throws -> (nodes: [PracticeNode], omissions: [Omission])
    {
        let answers: Digest
        var omissions: [Omission] = []
        if let given = digests("answers").first {
            answers = given
        } else {
            let recomposing = try RecomposeForest.work(
                .init(limits: limits, nodes: nodes, parts: [NodeSets([.all])], failures: failures),
                forest: digest("forest"), policies: [try await store(JSON.encode(start))], seed: 0)
            let outputs = try await perform(recomposing, label: "\(label) · answers to practise on")
            answers = try outputs.main
            omissions = try self.omissions(of: outputs)
        }
        let decoded = try JSON.decode(Answers.self, from: bytes(of: answers))
        return (
            try PracticeNode.nodes(of: decoded, try forest(decoded.forest), nodes, limits, self), omissions
        )
    }
}
