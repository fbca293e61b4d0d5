import Engine
import Pipeline
import SmallBooks
import Testing
import Text

@testable import Stages

@Suite struct MatrixTests {
    private static let stages = """
        trees: {decompose: books.train, by: fixed}
        demos: {ask: trees, for: demonstration, nodes: leaves, overseer: reader, count: 8}
        bc: {train: policy, by: bc, from: extractive, using: demos, seed: $seed, with: {epochs: 1, hidden: 8}}
        unseen: {decompose: books.test, by: fixed}
        summaries: {recompose: unseen, policy: bc}
        leads: {recompose: unseen, policy: lead}
        """

    private static let matrix = SmallBooks.pipeline(stages, top: "matrix: {seed: [1, 2, 3]}")

    @Test func `an axis multiplies the stages that name it and those that need them, nothing else`()
        async throws
    {
        let ran = try await Bench(Self.matrix).run()
        #expect(
            ran.endings.keys.sorted() == [
                "bc[seed=1]", "bc[seed=2]", "bc[seed=3]", "demos", "leads", "summaries[seed=1]",
                "summaries[seed=2]",
                "summaries[seed=3]", "trees", "unseen",
            ])
        #expect(Set(ran.endings.values) == ["done"])
        #expect(ran.units("ask-overseer") == 1)
        #expect(ran.units("judge-reading") == 8)
        #expect(ran.units("fit-cloning") == 3)
        #expect(ran.units("grow-forest") == 2)
        #expect(Set(["bc[seed=1]", "bc[seed=2]", "bc[seed=3]"].map { ran.digests[$0] }).count == 3)
    }

    @Test func `one more seed costs only its own cells`() async throws {
        let bench = try Bench(Self.matrix)
        let first = try await bench.run()
        try bench.write("small.yaml", Self.matrix.replacing("[1, 2, 3]", with: "[1, 2, 3, 4]"))
        let second = try await bench.run()
        #expect(
            second.endings.filter { $0.value == "done" }.keys.sorted() == ["bc[seed=4]", "summaries[seed=4]"])
        for (cell, digest) in first.digests { #expect(second.digests[cell] == digest) }
    }

    @Test func `a cell has the artifacts of the same stage without a matrix`() async throws {
        let ran = try await Bench(Self.matrix).run(only: ["summaries[seed=2]"])
        let plain = try await Bench(SmallBooks.pipeline(Self.stages.replacing("$seed", with: "2"))).run()
        #expect(try ran.main("summaries[seed=2]") == plain.main("summaries"))
    }

    @Test func `rounds of rlhf each ask, train a reward and train a policy, near the supervised one`()
        async throws
    {
        let ran = try await Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books.test, by: fixed}
                demos: {ask: trees, for: demonstration, nodes: leaves, overseer: reader, count: 6}
                bc: {train: policy, by: bc, from: extractive, using: demos, with: {epochs: 1, hidden: 8}}
                loop: {rlhf: trees, from: bc, overseer: reader, rounds: [{nodes: first-leaves, count: 9}, {nodes: all, count: 12}], with: {steps: 1, batch: 4, epochs: 1, minibatches: 1}}
                summaries: {recompose: trees, policy: loop}
                """)
        ).run()
        #expect(ran.result.state == .done, "\(ran.result.results.compactMap(\.result.message))")
        let rounds = ran.endings.keys.filter { $0.hasPrefix("loop") }.sorted()
        #expect(
            rounds == [
                "loop.1.ask", "loop.1.policy", "loop.1.reward", "loop.2.ask", "loop.2.policy",
                "loop.2.reward",
            ])
        let bc = try await ran.read(ModelSet.self, "bc").shared
        let (first, last) = try await (
            ran.read(ModelSet.self, "loop.1.policy"), ran.read(ModelSet.self, "loop.2.policy")
        )
        #expect(first.anchor?.shared == bc)
        #expect(last.anchor?.shared == bc)
        #expect(first.shared != last.shared)
        let answers = try await ran.read(Answers.self, "summaries")
        #expect(answers.entries[0].nodes.allSatisfy { $0.policy == last.shared })
    }

    @Test func `recompose answers the nodes that are asked for, and what stands below them`() async throws {
        let ran = try await Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books.test, by: fixed}
                some: {recompose: trees, policy: lead, nodes: first-leaves}
                part: {recompose: trees, policy: lead, nodes: height-1}
                whole: {recompose: trees, policy: lead, nodes: root}
                """)
        ).run()
        let tree = try await ran.read(Forest.self, "trees").entries[0].tree
        func answered(_ stage: String) async throws -> Set<String> {
            Set(try await ran.read(Answers.self, stage).entries[0].nodes.map(\.path))
        }
        #expect(try await answered("some") == Set(NodeSet.firstLeaves.nodes(of: tree).map(\.path)))
        let low = tree.nodes.filter { $0.height == 1 || ($0.parent.map { tree.nodes[$0].height } == 1) }
        #expect(try await answered("part") == Set(low.map(\.path)))
        #expect(try await answered("whole") == Set(tree.nodes.map(\.path)))
        #expect(ran.units("answer-node") == tree.nodes.count, "each node once, whoever asks")
    }

    @Test func `only a stage and what it needs is run`() async throws {
        let ran = try await Bench().run(only: ["imitated"])
        #expect(ran.endings.keys.sorted() == ["bc", "demos", "imitated", "trees", "unseen"])
        #expect(ran.units("fit-reward") == 0)
        #expect(try ran.main("imitated") == (try await Undisturbed.ran.main("imitated")))
    }

    @Test func `a stage that stands after a gate needs the gate`() async throws {
        let ran = try await Bench().run(only: ["rl"])
        #expect(ran.endings["sound"] == "done")
    }

    @Test func `a variable that is set replaces the file's`() async throws {
        let bench = try Bench(
            SmallBooks.pipeline("trees: {decompose: books, by: fixed}", top: "vars: {books: \"books/*.txt\"}")
                .replacing("path: \"books/*.txt\"", with: "path: $books"))
        #expect(try await bench.run().read(Forest.self, "trees").entries.count == 4)
        let one = try await bench.run(set: ["vars.books=books/book-2.txt"])
        #expect(try await one.read(Forest.self, "trees").entries.map(\.name) == ["book-2"])
    }
}
