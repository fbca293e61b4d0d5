extension Tree: Codable {
    private enum CodingKeys: String, CodingKey { case book, nodes }

    /// Reads a tree; throws `DecodingError` where its nodes are no tree, so that whoever walks over one ends.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            book: try container.decode(String.self, forKey: .book),
            nodes: try container.decode([Node].self, forKey: .nodes))
        if let fault {
            throw DecodingError.dataCorruptedError(
                forKey: .nodes, in: container, debugDescription: "The nodes are no tree: \(fault).")
        }
    }

    /// Writes the book's name and the nodes.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(book, forKey: .book)
        try container.encode(nodes, forKey: .nodes)
    }

    /// What is wrong with the places and numbers of the nodes, without a look at the book; nil if nothing is.
    private var fault: String? {
        guard !nodes.isEmpty else { return "there is none" }
        var next = 1
        for (index, node) in nodes.enumerated() {
            guard node.children.count <= nodes.count,
                node.children == Array(next..<next + node.children.count),
                next + node.children.count <= nodes.count
            else { return "the children of \(node.path) do not follow those before them" }
            guard node.children.allSatisfy({ nodes[$0].parent == index && $0 > index }) else {
                return "a child of \(node.path) has another parent"
            }
            next += node.children.count
            guard 0 <= node.span.start, node.span.start <= node.span.end, node.span.end <= Self.longest,
                (0...Self.longest).contains(node.words), (0..<nodes.count).contains(node.height),
                (0..<nodes.count).contains(node.depth)
            else { return "the numbers of \(node.path) cannot be" }
        }
        return next == nodes.count ? nil : "a node is no other node's child"
    }

    /// Bytes and words of a text that no book reaches.
    private static let longest = 1 << 40
}
