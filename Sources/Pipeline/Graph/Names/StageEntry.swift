/// A stage as it runs: one of the file's, one that an `rlhf` stands for, or the judgements of a data set. Shared: every
/// reference to it would copy it.
final class StageEntry: Sendable {
    let name: String
    let place: Place
    let node: Node
    let isSound: Bool
    /// The `rlhf` stage from which this one was made.
    let shorthand: String?
    /// Whether it stands for a data set of judgements: nobody wrote it as a stage.
    let isReading: Bool
    /// The verb, nil when the stage has none.
    let verb: String?
    /// The keys that the verb allows, nil when the stage has none.
    let shape: Shape?
    /// The names that stand in it where something is referred to.
    let references: [Reference]
    /// What the stage gives; nil when that cannot be known.
    let gives: Sort?

    init(
        name: String, place: Place, node: Node, isSound: Bool, shorthand: String? = nil,
        isReading: Bool = false
    ) {
        self.name = name
        self.place = place
        self.node = node
        self.isSound = isSound
        self.shorthand = shorthand
        self.isReading = isReading
        verb = Self.verb(of: node, isReading: isReading)
        shape = verb.map { Schema.shape($0) }
        references = shape.map { Reference.all(in: node, $0) } ?? []
        gives = Self.sort(givenBy: verb, node)
    }

    /// The verb of a stage's map; nil when it has none.
    static func verb(of node: Node, isReading: Bool) -> String? {
        isReading ? "read" : node.pairs?.first { Schema.verbs.contains($0.key) }?.key
    }

    private static func sort(givenBy verb: String?, _ node: Node) -> Sort? {
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
