/// A tree while it is being put together, from the leaves upwards.
package indirect enum Branch: Hashable, Sendable {
    /// A piece of the text that is not cut further.
    case leaf(Span)
    /// Branches in the order of the text.
    case node([Branch])

    /// Groups neighbours under new nodes, as evenly as can be and at most `fanIn` each, again and again until one is
    /// left. One alone stays as it is, without a node above it; none gives nil.
    ///
    /// A fan-in below 2 counts as 2.
    package static func grouping(_ branches: [Branch], fanIn: Int) -> Branch? {
        let fanIn = max(2, fanIn)
        var level = branches
        while level.count > fanIn {
            let groups = (level.count + fanIn - 1) / fanIn
            level = (0..<groups).map { group in
                let members = level[level.count * group / groups..<level.count * (group + 1) / groups]
                return members.count == 1 ? members[members.startIndex] : .node(Array(members))
            }
        }
        return level.count > 1 ? .node(level) : level.first
    }
}

extension Tree {
    /// The tree of a book with these leaves, which must partition its text, grouped evenly under at most `fanIn`.
    package init(of book: Book, leaves: [Span], fanIn: Int) {
        let branches = leaves.map(Branch.leaf)
        self.init(of: book, root: Branch.grouping(branches, fanIn: fanIn) ?? .leaf(Span(start: 0, end: 0)))
    }

    /// The tree of a book with this shape; the shape's leaves must partition the text.
    package init(of book: Book, root: Branch) {
        var nodes = [
            Node(
                path: "0", height: 0, depth: 0, span: Span(start: 0, end: 0), words: 0, parent: nil,
                children: [])
        ]
        var shapes = [root]
        var index = 0
        while index < shapes.count {
            if case .node(let children) = shapes[index] {
                nodes[index].children = Array(nodes.count..<nodes.count + children.count)
                for (position, child) in children.enumerated() {
                    nodes.append(
                        Node(
                            path: "\(nodes[index].path).\(position)", height: 0,
                            depth: nodes[index].depth + 1,
                            span: Span(start: 0, end: 0), words: 0, parent: index, children: []))
                    shapes.append(child)
                }
            }
            index += 1
        }
        // Children stand behind their parents, so one walk from the end sees every child before its parent.
        for index in nodes.indices.reversed() {
            if case .leaf(let span) = shapes[index] {
                nodes[index].span = span
                nodes[index].words = wordCount(String(book.text.utf8(in: span)))
            } else if let first = nodes[index].children.first, let last = nodes[index].children.last {
                nodes[index].span = Span(start: nodes[first].span.start, end: nodes[last].span.end)
                nodes[index].words = nodes[index].children.reduce(0) { $0 + nodes[$1].words }
                nodes[index].height = nodes[index].children.reduce(0) { max($0, nodes[$1].height + 1) }
            }
        }
        self.init(book: book.name, nodes: nodes)
    }
}
