/// Puts values where `$name` stands as a whole value. `$$name` is the text `$name`.
struct Substitution {
    /// What the names mean.
    var values: [String: Node]
    /// Names that may stay as they are.
    var kept: Set<String> = []

    /// The name in `$name`, nil for any other text.
    static func name(in node: Node) -> String? {
        guard let text = node.scalar?.text, text.utf8.first == UInt8(ascii: "$") else { return nil }
        let name = String(text.dropFirst())
        return Name.isValid(name) ? name : nil
    }

    /// The node with every known name replaced; calls `unknown` for the others, which become broken.
    func apply(to node: Node, unknown: (Node, String) -> Void) -> Node {
        var result = node
        switch node.content {
        case .broken: break
        case .scalar(let scalar):
            if let name = Self.name(in: node) {
                if let value = values[name] {
                    return Node(
                        value.content, at: node.place, origin: Node.Origin(name: name, place: value.place))
                }
                if kept.contains(name) { return node }
                unknown(node, name)
                result.content = .broken
            } else if scalar.text.hasPrefix("$$") {
                result.content = .scalar(Scalar(quoted: String(scalar.text.dropFirst())))
            }
        case .sequence(let items):
            result.content = .sequence(items.map { apply(to: $0, unknown: unknown) })
        case .mapping(let pairs):
            result.content = .mapping(
                pairs.map {
                    Node.Pair(
                        key: $0.key, keyPlace: $0.keyPlace, value: apply(to: $0.value, unknown: unknown))
                })
        }
        return result
    }

    /// The names that stand in a node as `$name`, of those asked about.
    static func names(in node: Node, of asked: Set<String>) -> Set<String> {
        // Most pipelines ask for none, and have many nodes.
        if asked.isEmpty { return [] }
        return switch node.content {
        case .broken: []
        case .scalar: name(in: node).map { asked.contains($0) ? [$0] : [] } ?? []
        case .sequence(let items): items.reduce(into: []) { $0.formUnion(names(in: $1, of: asked)) }
        case .mapping(let pairs): pairs.reduce(into: []) { $0.formUnion(names(in: $1.value, of: asked)) }
        }
    }
}
