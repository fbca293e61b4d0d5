/// How one book is cut into tasks: leaves that partition the text, and nodes that put answers together.
package struct Tree: Hashable, Sendable {
    /// The book's name.
    package var book: String
    /// Breadth first: the root, its children, theirs. Nodes of one depth are in text order.
    package var nodes: [Node]

    /// A tree of nodes that are in order already; nothing is checked.
    package init(book: String, nodes: [Node]) {
        self.book = book
        self.nodes = nodes
    }

    /// The leaves' places in ``nodes``, in text order.
    package var leaves: [Int] {
        nodes.indices.filter { nodes[$0].isLeaf }.sorted { nodes[$0].span < nodes[$1].span }
    }

    /// The height of the root; 0 when the whole book is one task.
    package var height: Int { nodes.first?.height ?? 0 }

    /// All nodes' places in ``nodes``, children before their parent, in the order of the text.
    package var childrenFirst: [Int] {
        var order: [Int] = []
        var open: [(index: Int, next: Int)] = nodes.isEmpty ? [] : [(0, 0)]
        while let (index, next) = open.popLast() {
            let children = nodes[index].children
            if next < children.count {
                open.append((index, next + 1))
                open.append((children[next], 0))
            } else {
                order.append(index)
            }
        }
        return order
    }

    /// The node's part of the book's text.
    package func text(of node: Int, in book: Book) -> String { String(book.text.utf8(in: nodes[node].span)) }
}
