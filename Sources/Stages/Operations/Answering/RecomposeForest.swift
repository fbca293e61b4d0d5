import Engine
import Learning
import Pipeline
import Text

/// Answers every node of a forest from the leaves up: what a `recompose` stage does.
struct RecomposeForest: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.recomposeForest
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// How much may be written at a node, and shown for it.
        var limits: AnswerLimits
        /// Which nodes are wanted; what stands below them is answered too.
        var nodes: NodeSets
        /// By input at the port `policy`: the nodes that it answers; the first that has a node answers it.
        var parts: [NodeSets]
        /// How many books may be left out; `nil` for none.
        var failures: Allowance?
    }

    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// - Parameters:
    ///   - policies: a ``ModelSet`` for each of the settings' parts; empty for an untrained extractive policy.
    ///   - seed: where an untrained policy begins, and the draws of one that answers with the best of several.
    static func work(_ settings: Settings, forest: Digest, policies: [Digest], seed: UInt64) throws -> Work {
        try Meaning.recomposeForest.work(
            settings,
            inputs: ["forest": [forest], "policy": policies], seed: seed)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let digest = try job.digest("forest")
        let forest = try job.forest(digest)
        var policies = try job.digests("policy").map { try job.models($0) }
        var parts = settings.parts
        if policies.isEmpty {
            policies = [try await job.newPolicy(statistics: forest.statistics)]
            parts = [NodeSets([.all])]
        }
        let choice = PolicyChoice(parts: parts, policies: policies)
        let leniency = Leniency<Forest.Entry>(
            noun: .book, allowance: settings.failures, name: \.name)
        let answered = try await job.fanOut(forest.entries, leniency) { entry in
            let wanted = settings.nodes.paths(in: entry.tree)
            let book = BookAnswering(
                entry: entry, limits: settings.limits, wanted: wanted, choice: choice, shelf: shelf, job: job)
            return Answers.Entry(name: entry.name, nodes: try await book.answered())
        }
        var outputs = [
            "main": try JSON.encode(Answers(forest: digest, entries: answered.results)),
            Answers.pagePort: try Answers.page(of: answered.results, text: job.text(of:)),
        ]
        outputs.merge(try answered.omissions.outputs()) { mine, _ in mine }
        return outputs
    }
}

/// Which model answers which nodes.
struct PolicyChoice: Sendable {
    /// By input at the port `policy`: the nodes that it answers.
    var parts: [NodeSets]
    /// The sets of models, one a part.
    var policies: [ModelSet]
}
