/// A name that stands in a map where something is referred to.
struct Reference {
    var key: String
    var node: Node
    var wanted: [Sort]

    /// Every reference in a map that has the keys of a shape.
    static func all(in node: Node, _ shape: Shape) -> [Reference] {
        (node.pairs ?? []).flatMap { pair -> [Reference] in
            guard let key = shape[pair.key] else { return [] }
            return find(in: pair.value, key.type).map { found, wanted in
                Reference(key: pair.key, node: found, wanted: narrowed(wanted, key: pair.key, shape, node))
            }
        }
    }

    private static func find(in node: Node, _ type: KeyType) -> [(Node, [Sort])] {
        switch type {
        case .reference(let sorts): node.scalar == nil ? [] : [(node, sorts)]
        case .list(let item, _), .oneOrMore(let item): (node.items ?? [node]).flatMap { find(in: $0, item) }
        case .map(let item, _): (node.pairs ?? []).flatMap { find(in: $0.value, item) }
        case .either(let types): types.first { $0.hasForm(of: node) }.map { find(in: node, $0) } ?? []
        default: []
        }
    }

    /// What a key needs in this very stage, where that depends on its other keys.
    private static func narrowed(_ wanted: [Sort], key: String, _ shape: Shape, _ node: Node) -> [Sort] {
        switch (shape.name, key) {
        case ("ask", "ask"):
            return node["about"]?.text == "splits" ? [.corpus] : [.forest, .answers]
        case ("train", "from"):
            switch node["train"]?.text {
            case "policy": return [.policy]
            case "reward": return [.policy, .reward]
            case "decomposer": return [.decomposer, .policy]
            default: return wanted
            }
        case ("train", "in"):
            switch node["train"]?.text {
            case "policy": return [.forest, .answers]
            case "decomposer": return [.corpus]
            default: return wanted
            }
        default: return wanted
        }
    }
}
