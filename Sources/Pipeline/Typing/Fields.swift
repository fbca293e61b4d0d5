/// The values of a map that fits its shape, with the shape's defaults.
struct Fields {
    let node: Node
    let shape: Shape

    init(_ node: Node, _ shape: Shape) {
        self.node = node
        self.shape = shape
    }

    init(_ node: Node, _ shape: String) { self.init(node, Schema.shape(shape)) }

    /// What is written, or else the default.
    subscript(key: String) -> Node? {
        node[key]
            ?? shape[key]?.defaultScalar.map { Node(.scalar($0), at: node.place) }
    }

    /// Whether the key is written.
    func has(_ key: String) -> Bool { node[key] != nil }

    /// Where the key is written, or else where the map begins.
    func place(_ key: String) -> Place { node[key]?.place ?? node.place }

    /// Where the key itself stands.
    func keyPlace(_ key: String) -> Place { node.pairs?.first { $0.key == key }?.keyPlace ?? node.place }

    func integer(_ key: String) -> Int? { self[key]?.scalar?.integer }
    func number(_ key: String) -> Double? { self[key]?.scalar?.number }
    func text(_ key: String) -> String? { self[key]?.text }
    func flag(_ key: String) -> Bool {
        if case .flag(let value)? = self[key]?.scalar?.value { return value }
        return false
    }

    /// One value or a list, as nodes.
    func nodes(_ key: String) -> [Node] { self[key].map { $0.items ?? [$0] } ?? [] }

    /// One value or a list, as texts.
    func texts(_ key: String) -> [String] { nodes(key).compactMap(\.text) }

    func choice<Choice: RawRepresentable<String>>(_ key: String, _ type: Choice.Type = Choice.self) -> Choice?
    {
        text(key).flatMap { Choice(rawValue: $0) }
    }

    func choices<Choice: RawRepresentable<String>>(_ key: String, _ type: Choice.Type = Choice.self)
        -> [Choice]
    {
        texts(key).compactMap { Choice(rawValue: $0) }
    }

    func nodeSets(_ key: String) -> [NodeSet] { texts(key).compactMap { NodeSet(name: $0) } }
}
