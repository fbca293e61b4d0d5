import Engine
import Learning

/// One node's answer by one policy: the unit that a changed chapter does again.
///
/// Its inputs are texts, never trees: the node's direct input and the earlier answers that are shown.
struct AnswerNode: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.answerNode
    /// What the answer depends on besides the texts, the policy and the seed.
    struct Settings: Codable {
        /// Most words of the answer.
        var limit: Int
        /// The height of the node: 0 for a leaf.
        var height: Int
    }

    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// The unit of this operation with these settings and inputs.
    static func work(_ settings: Settings, policy: Digest, input: [Digest], earlier: [Digest], seed: UInt64?)
        throws -> Work
    {
        try Meaning.answerNode.work(
            settings,
            inputs: ["policy": [policy], "text": input, "earlier": earlier], seed: seed)
    }

    /// `main` is the answer's text, `choice` the whole ``Answer``.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let policy = try job.policy(job.digest("policy"), shelf)
        let passage = try job.passage(limit: settings.limit, height: settings.height)
        var stream = job.stream()
        let answer = policy.answer(passage, temperature: 0, using: &stream)
        return ["main": Array(answer.text.utf8), "choice": try JSON.encode(answer)]
    }
}

extension Job {
    /// The node's direct input: a leaf's text, or the children's answers with a blank line between them.
    func directInput(_ parts: [Digest]) throws -> String {
        Passage.joined(try parts.map(text(of:)))
    }

    /// The passage made from the ports `text` and `earlier`.
    func passage(limit: Int, height: Int) throws -> Passage {
        Passage(
            text: try directInput(digests("text")), earlier: try digests("earlier").map(text(of:)),
            limit: limit,
            height: height)
    }
}

extension PolicyModel {
    /// Whether its answers depend on a seed even when it is greedy: the best of several is chosen among draws.
    var draws: Bool {
        if case .bestOf = kind { return true }
        return false
    }
}
