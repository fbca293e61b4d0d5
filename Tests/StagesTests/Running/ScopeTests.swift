import Engine
import Learning
import Pipeline
import SmallBooks
import Testing
import Text

@testable import Stages

/// One model for all, one a height, or one a chunk.
@Suite struct ScopeTests {
    private static func pipeline(
        bc: String = "all", reward: String = "all", rl: String, nodes: String = "all"
    ) -> String {
        SmallBooks.pipeline(
            """
            trees: {decompose: books.test, by: fixed}
            demos: {ask: trees, for: demonstration, nodes: all, policy: lead, overseer: reader, count: 99}
            bc: {train: policy, by: bc, from: extractive, using: demos, per: \(bc), with: {epochs: 1, hidden: 8}}
            pairs: {ask: trees, for: comparison, nodes: all, policy: bc, overseer: reader, count: 30}
            reward: {train: reward, from: bc, using: pairs, per: \(reward), with: {epochs: 1, hidden: 8, ensemble: 1}}
            rl: {train: policy, by: ppo, from: bc, in: trees, nodes: \(nodes), reward: reward, per: \(rl), with: {steps: 1, batch: 4, epochs: 1, minibatches: 1}}
            summaries: {recompose: trees, policy: rl}
            """)
    }

    private func tree(_ ran: Ran) async throws -> Tree {
        try await ran.read(Forest.self, "trees").entries[0].tree
    }

    @Test func `per height gives a model a height, each a training of its own`() async throws {
        let ran = try await Bench(Self.pipeline(bc: "height", reward: "height", rl: "height")).run()
        #expect(ran.result.state == .done)
        for stage in ["bc", "reward", "rl"] {
            #expect(
                try await ran.read(ModelSet.self, stage).heights.keys.sorted() == [0, 1, 2, 3], "\(stage)")
        }
        #expect(ran.units("fit-reinforcement") == 5)
        #expect(ran.units("fit-reward") == 5)
        #expect(ran.units("fit-cloning") == 5)
        let rl = try await ran.read(ModelSet.self, "rl")
        for node in try await ran.read(Answers.self, "summaries").entries[0].nodes {
            #expect(node.policy == rl.heights[node.height])
        }
    }

    @Test func `per node gives every chunk a training and a model of its own`() async throws {
        let ran = try await Bench(Self.pipeline(rl: "node")).run()
        let tree = try await tree(ran)
        let set = try await ran.read(ModelSet.self, "rl")
        let book = tree.book
        #expect(set.nodes.keys.sorted() == tree.nodes.map { "\(book)/\($0.path)" }.sorted())
        #expect(ran.units("fit-reinforcement") == tree.nodes.count + 1)
        #expect(Set(set.nodes.values).count == tree.nodes.count)
        for node in try await ran.read(Answers.self, "summaries").entries[0].nodes {
            #expect(node.policy == set.nodes["\(book)/\(node.path)"])
        }
    }

    @Test func `a node that was not practised on is answered by the shared model`() async throws {
        let ran = try await Bench(Self.pipeline(rl: "node", nodes: "first-leaves")).run()
        let set = try await ran.read(ModelSet.self, "rl")
        #expect(ran.units("fit-reinforcement") == set.nodes.count + 1)
        let tree = try await tree(ran)
        let first = NodeSet.firstLeaves.nodes(of: tree).map { "\(tree.book)/\($0.path)" }
        #expect(set.nodes.keys.sorted() == first.sorted())
        for node in try await ran.read(Answers.self, "summaries").entries[0].nodes {
            let own = set.nodes["\(tree.book)/\(node.path)"]
            #expect(node.policy == own ?? set.shared)
        }
    }

    @Test func `a reinforced policy is kept near the supervised one of the same scope`() async throws {
        let ran = try await Bench(Self.pipeline(bc: "height", rl: "height")).run()
        let (bc, rl) = try await (ran.read(ModelSet.self, "bc"), ran.read(ModelSet.self, "rl"))
        #expect(rl.anchor == ModelSet.Anchor(shared: bc.shared, heights: bc.heights, nodes: [:]))
    }

    @Test func `best of n answers with a model that nothing was trained for`() async throws {
        let stages = Self.pipeline(bc: "height", reward: "all", rl: "all").replacing(
            "rl: {train: policy, by: ppo, from: bc, in: trees, nodes: all, reward: reward, per: all, with: {steps: 1, batch: 4, epochs: 1, minibatches: 1}}",
            with: "rl: {train: policy, by: best-of, from: bc, reward: reward, with: {n: 4}}")
        let ran = try await Bench(stages).run()
        #expect(ran.result.state == .done)
        #expect(ran.units("bind-best-of") == 5)
        #expect(ran.units("fit-reinforcement") == 0)
        let set = try await ran.read(ModelSet.self, "rl")
        let model = try PolicyModel(decoding: await ran.engine.bytes(of: try #require(set.heights[1])))
        #expect(model.card.method == "best-of")
        #expect(model.card.settings == ["n": "4"])
    }

    @Test func `best of n goes on from an untrained policy too`() async throws {
        let ran = try await Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books.test, by: fixed}
                pairs: {ask: trees, for: comparison, nodes: leaves, policy: extractive, overseer: reader, count: 20}
                reward: {train: reward, from: extractive, using: pairs, with: {epochs: 1, hidden: 8, ensemble: 1}}
                best: {train: policy, by: best-of, from: extractive, reward: reward, with: {n: 3}}
                summaries: {recompose: trees, policy: best}
                rl: {train: policy, by: ppo, from: extractive, in: summaries, reward: reward, with: {steps: 1, batch: 4, epochs: 1, minibatches: 1}}
                """)
        ).run()
        #expect(ran.result.state == .done, "\(ran.result.results.map(\.result.message))")
    }

    @Test func `several policies answer the node sets that name them`() async throws {
        let ran = try await Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books.test, by: fixed}
                demos: {ask: trees, for: demonstration, nodes: leaves, overseer: reader, count: 6}
                bc: {train: policy, by: bc, from: extractive, using: demos, with: {epochs: 1, hidden: 8}}
                summaries: {recompose: trees, policy: {leaves: bc, all: lead}}
                """)
        ).run()
        let bc = try await ran.read(ModelSet.self, "bc").shared
        let nodes = try await ran.read(Answers.self, "summaries").entries[0].nodes
        #expect(nodes.allSatisfy { ($0.policy == bc) == ($0.height == 0) })
        #expect(Set(nodes.map(\.policy)).count == 2)
    }
}
