/// A name that stands in a map where something is referred to.
struct Reference: Sendable {
    /// Where the name stands.
    var node: Node
    /// What the name may stand for.
    var wanted: [Sort]

    /// Every reference in a map that has the keys of a shape.
    static func all(in node: Node, _ shape: Shape) -> [Reference] {
        var all: [Reference] = []
        for pair in node.pairs ?? [] {
            guard let key = shape[pair.key] else { continue }
            let narrowed = sorts(for: pair.key, shape, node)
            find(in: pair.value, key.type) { found, wanted in
                all.append(Reference(node: found, wanted: narrowed ?? wanted))
            }
        }
        return all
    }

    private static func find(in node: Node, _ type: KeyType, _ take: (Node, [Sort]) -> Void) {
        switch type {
        case .reference(let sorts): if node.scalar != nil { take(node, sorts) }
        case .list(let item, _), .oneOrMore(let item):
            guard let items = node.items else { return find(in: node, item, take) }
            for node in items { find(in: node, item, take) }
        case .map(let item, _): for pair in node.pairs ?? [] { find(in: pair.value, item, take) }
        case .either(let types):
            if let type = types.first(where: { $0.hasForm(of: node) }) { find(in: node, type, take) }
        default: break
        }
    }

    /// What a key needs in this very stage; nil where that does not depend on its other keys.
    private static func sorts(for key: String, _ shape: Shape, _ node: Node) -> [Sort]? {
        switch (shape.name, key) {
        case ("ask", "ask"):
            return node["about"]?.text == "splits" ? [.corpus] : [.forest, .answers]
        case ("train", "from"):
            switch node["train"]?.text {
            case "policy": return [.policy]
            case "reward": return [.policy, .reward]
            case "decomposer": return [.decomposer, .policy]
            default: return nil
            }
        case ("train", "in"):
            switch node["train"]?.text {
            case "policy": return [.forest, .answers]
            case "decomposer": return [.corpus]
            default: return nil
            }
        default: return nil
        }
    }
}
