import Engine
import SmallBooks
import Stages
import Testing
import Text

/// What a node is shown is a matter of its book, not of what else is wanted or of who is quicker.
@Suite struct ContextTests {
    /// A long chapter, a short one and a long one: leaves of different depths.
    private static let uneven: [String: String] = {
        func chapter(_ number: Int, _ sentences: Int) -> String {
            SmallBooks.book(20 + number, chapters: 1, sentences: sentences).replacing(
                "CHAPTER 1", with: "CHAPTER \(number)")
        }
        return ["uneven.txt": [chapter(1, 20), chapter(2, 3), chapter(3, 16)].joined(separator: "\n\n")]
    }()

    private static func pipeline(_ context: String, policy: String = "lead") -> String {
        SmallBooks.pipeline(
            """
            trees: {decompose: books, by: chapters}
            whole: {recompose: trees, policy: \(policy), nodes: all}
            leaves: {recompose: trees, policy: \(policy), nodes: leaves}
            first: {recompose: trees, policy: \(policy), nodes: first-leaves}
            low: {recompose: trees, policy: \(policy), nodes: height-1}
            """, context: context)
    }

    private func answers(_ ran: Ran, _ stage: String) async throws -> [String: Answers.Node] {
        let nodes = try await ran.read(Answers.self, stage).entries[0].nodes
        return Dictionary(uniqueKeysWithValues: nodes.map { ($0.path, $0) })
    }

    @Test(arguments: ["lead", "extractive"])
    func `what a node is shown does not depend on which other nodes are wanted`(policy: String) async throws {
        let ran = try await Bench(Self.pipeline("earlier", policy: policy), books: Self.uneven).run()
        let tree = try await ran.read(Forest.self, "trees").entries[0].tree
        let leaves = tree.leaves.map { tree.nodes[$0] }
        #expect(Set(leaves.map(\.depth)).count > 1, "the tree is uneven")
        let whole = try await answers(ran, "whole")
        #expect(whole.count == tree.nodes.count)
        for stage in ["leaves", "first", "low"] {
            let some = try await answers(ran, stage)
            #expect(some.count < whole.count)
            for (path, node) in some { #expect(node == whole[path], "\(stage) \(path)") }
        }
        let asked = try await answers(ran, "leaves")
        #expect(leaves.allSatisfy { asked[$0.path] != nil })
        #expect(ran.units("answer-node") == whole.count, "each node once, whoever wants it")
    }

    @Test func `a leaf beside inner nodes is shown their answers, also where only leaves are wanted`()
        async throws
    {
        let ran = try await Bench(Self.pipeline("earlier"), books: Self.uneven).run()
        let tree = try await ran.read(Forest.self, "trees").entries[0].tree
        let short = try #require(tree.nodes.first { $0.height == 0 && $0.depth == 1 })
        let before = tree.nodes.filter { $0.depth == 1 && $0.span.end <= short.span.start }
        #expect(before.map(\.height).min() ?? 0 > 0)
        let leaves = try await answers(ran, "leaves")
        #expect(leaves[short.path]?.earlier == before.compactMap { leaves[$0.path]?.answer })
        #expect(leaves["0"] == nil, "nothing needs the root")
    }

    @Test
    func `without context exactly what is wanted and what stands below it is answered, and nothing shown`()
        async throws
    {
        let ran = try await Bench(Self.pipeline("none"), books: Self.uneven).run()
        let tree = try await ran.read(Forest.self, "trees").entries[0].tree
        let leaves = try await answers(ran, "leaves")
        #expect(Set(leaves.keys) == Set(tree.leaves.map { tree.nodes[$0].path }))
        #expect(try await answers(ran, "whole").values.allSatisfy(\.earlier.isEmpty))
    }

    @Test func `where no policy is named for inner nodes, leaves are answered and shown each other`()
        async throws
    {
        let ran = try await Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books, by: chapters}
                leaves: {recompose: trees, policy: {leaves: lead}, nodes: leaves}
                """), books: Self.uneven
        ).run()
        #expect(ran.result.state == .done, "\(ran.result.results.compactMap(\.result.message))")
        let tree = try await ran.read(Forest.self, "trees").entries[0].tree
        let answered = try await answers(ran, "leaves")
        #expect(Set(answered.keys) == Set(tree.leaves.map { tree.nodes[$0].path }))
        let second = tree.nodes[tree.leaves[1]]
        let before = tree.leaves.map { tree.nodes[$0] }.filter {
            $0.depth == second.depth && $0.span.end <= second.span.start
        }
        #expect(answered[second.path]?.earlier == before.compactMap { answered[$0.path]?.answer })
    }

    @Test(arguments: ["none", "earlier"])
    func `one unit or three side by side give the same digests`(context: String) async throws {
        let books = SmallBooks.four.merging(Self.uneven) { $1 }
        let one = try await Bench(Self.pipeline(context, policy: "extractive"), books: books).run(jobs: 1)
        let three = try await Bench(Self.pipeline(context, policy: "extractive"), books: books).run(jobs: 3)
        #expect(one.result.state == .done)
        #expect(one.digests == three.digests)
        #expect(one.units("answer-node") == three.units("answer-node"))
    }
}
