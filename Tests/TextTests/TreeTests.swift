import Foundation
import Testing

@testable import Text

@Suite struct TreeTests {
    let book = DecomposerTests.book("One two. Three four. Five six.")
    var tree: Tree {
        Tree(
            of: book, leaves: [Span(start: 0, end: 9), Span(start: 9, end: 21), Span(start: 21, end: 30)],
            fanIn: 2)
    }

    @Test func nodesAreBreadthFirst() {
        #expect(tree.nodes.map(\.path) == ["0", "0.0", "0.1", "0.1.0", "0.1.1"])
        #expect(tree.nodes.map(\.height) == [2, 0, 1, 0, 0])
        #expect(tree.nodes.map(\.depth) == [0, 1, 1, 2, 2])
        #expect(tree.nodes.map(\.words) == [6, 2, 4, 2, 2])
        #expect(tree.nodes.map(\.parent) == [nil, 0, 0, 2, 2])
        #expect(tree.leaves == [1, 3, 4])
        #expect(tree.height == 2)
    }

    @Test func encodingIsStable() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(Tree(of: book, root: .leaf(Span(start: 0, end: 30))))
        #expect(
            String(decoding: data, as: UTF8.self)
                == #"{"book":"test","nodes":[{"children":[],"depth":0,"height":0,"path":"0","span":{"end":30,"start":0},"words":6}]}"#
        )
        #expect(try JSONDecoder().decode(Tree.self, from: try encoder.encode(tree)) == tree)
    }

    @Test func aTreeOfTheBookIsValid() throws {
        try tree.validate(against: book)
        try Tree(of: book, root: .leaf(Span(start: 0, end: 30))).validate(against: book)
    }

    static let faults: [(String, @Sendable (inout Tree) -> Void)] = [
        ("there is no node", { $0.nodes = [] }),
        ("the tree is of other", { $0.book = "other" }),
        ("the root covers", { $0.nodes[0].span.end = 29 }),
        ("must be the root", { $0.nodes[0].depth = 1 }),
        ("breadth first", { $0.nodes[0].children = [1, 3] }),
        ("no other node's child", { $0.nodes.append($0.nodes[4]) }),
        ("beyond the last", { $0.nodes.removeLast() }),
        ("must begin at 9", { $0.nodes[2].span.start = 10 }),
        ("a leaf has height", { $0.nodes[4].height = 1 }),
        ("it says 7 words", { $0.nodes[4].words = 7 }),
        ("cuts through", { $0.nodes[4].span.end = 99 }),
        ("it is child 1", { $0.nodes[2].path = "0.7" }),
        ("its parent must be 0", { $0.nodes[2].parent = 1 }),
        ("depth 5 below 0", { $0.nodes[2].depth = 5 }),
        ("its children make it 2", { $0.nodes[0].height = 3 }),
        ("its children have 6", { $0.nodes[0].words = 5 }),
    ]

    @Test(arguments: faults) func faultsAreNamed(_ problem: String, _ change: @Sendable (inout Tree) -> Void)
    {
        var tree = tree
        change(&tree)
        let error = #expect(throws: TreeError.self) { try tree.validate(against: book) }
        #expect(error?.description.contains(problem) == true, "\(String(describing: error))")
    }

    @Test func groupsAreEvenAndNeverOfOne() {
        for fanIn in 2...7 {
            for count in 1...60 {
                let leaves = (0..<count).map { Branch.leaf(Span(start: $0, end: $0 + 1)) }
                check(Branch.grouping(leaves, fanIn: fanIn), fanIn)
            }
        }
        #expect(Branch.grouping([], fanIn: 2) == nil)
    }

    private func check(_ branch: Branch?, _ fanIn: Int) {
        guard case .node(let children)? = branch else { return }
        #expect(children.count >= 2 && children.count <= fanIn)
        for child in children { check(child, fanIn) }
    }
}
