import Pipeline
import Testing
import Text

@testable import Stages

@Suite struct NodeSetTests {
    /// 0 ─┬ 0.0 (leaf)
    ///    ├ 0.1 ─┬ 0.1.0 (leaf)
    ///    │      └ 0.1.1 (leaf)
    ///    └ 0.2 ── 0.2.0 ── 0.2.0.0 (leaf)
    private static let tree: Tree = {
        func node(_ path: String, _ height: Int, _ start: Int, _ end: Int, parent: Int?, _ children: [Int])
            -> Text.Node
        {
            Text.Node(
                path: path, height: height, depth: path.split(separator: ".").count - 1,
                span: Span(start: start, end: end), words: 1, parent: parent, children: children)
        }
        return Tree(
            book: "b",
            nodes: [
                node("0", 3, 0, 40, parent: nil, [1, 2, 3]), node("0.0", 0, 0, 10, parent: 0, []),
                node("0.1", 1, 10, 30, parent: 0, [4, 5]), node("0.2", 2, 30, 40, parent: 0, [6]),
                node("0.1.0", 0, 10, 20, parent: 2, []), node("0.1.1", 0, 20, 30, parent: 2, []),
                node("0.2.0", 1, 30, 40, parent: 3, [7]), node("0.2.0.0", 0, 30, 40, parent: 6, []),
            ])
    }()

    private static let single = Tree(
        book: "b",
        nodes: [
            Text.Node(
                path: "0", height: 0, depth: 0, span: Span(start: 0, end: 5), words: 1, parent: nil,
                children: [])
        ])

    @Test(arguments: [
        (NodeSet.all, ["0", "0.0", "0.1", "0.2", "0.1.0", "0.1.1", "0.2.0", "0.2.0.0"]),
        (.leaves, ["0.0", "0.1.0", "0.1.1", "0.2.0.0"]), (.inner, ["0", "0.1", "0.2", "0.2.0"]),
        (.root, ["0"]),
        (.height(1), ["0.1", "0.2.0"]), (.height(2), ["0.2"]), (.height(9), []),
        (.firstLeaves, ["0.1.0", "0.1.1"]), (.firstSubtree, ["0.1.0", "0.1.1", "0.1"]),
    ])
    func `a set means these nodes of a tree`(set: NodeSet, paths: [String]) {
        #expect(set.nodes(of: Self.tree).map(\.path) == paths)
    }

    @Test(arguments: [NodeSet.all, .leaves, .root, .firstLeaves, .firstSubtree, .height(0)])
    func `a book of one leaf is its own first leaf`(set: NodeSet) {
        #expect(set.nodes(of: Self.single).map(\.path) == ["0"])
    }

    @Test func `several sets are their union`() {
        #expect(NodeSets([.root, .firstLeaves, .root]).paths(in: Self.tree) == ["0", "0.1.0", "0.1.1"])
    }

    @Test func `sets survive as names`() {
        let sets: [NodeSet] = [.all, .leaves, .inner, .root, .firstLeaves, .firstSubtree, .height(4)]
        #expect(NodeSets(sets).sets == sets)
    }
}
