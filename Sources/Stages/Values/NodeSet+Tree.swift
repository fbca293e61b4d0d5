import Pipeline
import Text

extension NodeSet {
    /// The nodes of a tree that belong to this set, in the tree's order.
    func nodes(of tree: Tree) -> [Text.Node] {
        switch self {
        case .all: tree.nodes
        case .leaves: tree.nodes.filter { $0.height == 0 }
        case .inner: tree.nodes.filter { $0.height > 0 }
        case .root: Array(tree.nodes.prefix(1))
        case .height(let height): tree.nodes.filter { $0.height == height }
        case .firstLeaves: firstParent(in: tree).map { $0.children.map { tree.nodes[$0] } } ?? tree.nodes
        case .firstSubtree:
            firstParent(in: tree).map { $0.children.map { tree.nodes[$0] } + [$0] } ?? tree.nodes
        }
    }

    /// The first node of height 1 in the order of the text; `nil` where the root is a leaf.
    private func firstParent(in tree: Tree) -> Text.Node? {
        tree.nodes.filter { $0.height == 1 }.min { $0.span.start < $1.span.start }
    }
}

/// Node sets as settings of a unit of work: by their names.
struct NodeSets: Codable, Hashable {
    /// The names of the sets, as a pipeline file writes them.
    var names: [String]

    /// The settings that name these sets.
    init(_ sets: [NodeSet]) { names = sets.map(\.name) }

    /// The sets that the names mean; a name that means none is passed over.
    var sets: [NodeSet] { names.compactMap(NodeSet.init(name:)) }

    /// The paths in any of the sets.
    func paths(in tree: Tree) -> Set<String> {
        Set(sets.flatMap { $0.nodes(of: tree) }.map(\.path))
    }
}
