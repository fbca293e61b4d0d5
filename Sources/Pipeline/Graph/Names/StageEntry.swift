/// A stage as it runs: one of the file's, one that an `rlhf` stands for, or the judgements of a data set.
struct StageEntry {
    var name: String
    var place: Place
    var node: Node
    var isSound: Bool
    /// The `rlhf` stage from which this one was made.
    var shorthand: String?

    /// Whether it stands for a data set of judgements: nobody wrote it as a stage.
    var isReading = false

    /// The verb, nil when the stage has none.
    var verb: String? { isReading ? "read" : node.pairs?.first { Schema.verbs.contains($0.key) }?.key }

    var shape: Shape? { verb.map { Schema.shape($0) } }

    /// What the stage gives; nil when that cannot be known.
    var gives: Sort? {
        switch verb {
        case "decompose": .forest
        case "ask", "read": .feedback
        case "train":
            node["train"]?.text.flatMap { Sort(rawValue: $0) }.flatMap {
                [.policy, .reward, .decomposer].contains($0) ? $0 : nil
            }
        case "rlhf": .policy
        case "recompose": .answers
        case "evaluate": .scores
        case "compare": .verdict
        default: nil
        }
    }
}
