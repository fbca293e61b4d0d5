import SmallBooks
import Stages
import Testing

/// Which answers depend on the seed of their stage.
@Suite struct SeedTests {
    private static let pipeline = SmallBooks.pipeline(
        """
        trees: {decompose: books.train, by: fixed}
        demos: {ask: trees, for: demonstration, nodes: leaves, overseer: reader, count: 6}
        bc: {train: policy, by: bc, from: extractive, using: demos, with: {epochs: 1, hidden: 8}}
        pairs: {ask: trees, for: comparison, nodes: leaves, policy: bc, overseer: reader, count: 20}
        reward: {train: reward, from: bc, using: pairs, with: {epochs: 1, hidden: 8, ensemble: 1}}
        best: {train: policy, by: best-of, from: bc, reward: reward, with: {n: 3}}
        unseen: {decompose: books.test, by: fixed}
        greedy: {recompose: unseen, policy: bc, seed: $seed}
        chosen: {recompose: unseen, policy: best, seed: $seed}
        """, top: "matrix: {seed: [1, 2]}")

    @Test func `random cuts depend on the seed alone: another seed cuts elsewhere, a new start does not`()
        async throws
    {
        let pipeline = SmallBooks.pipeline(
            "trees: {decompose: books, by: random, seed: $seed}", top: "matrix: {seed: [1, 2]}"
        ).replacing("chapters: {kind: structure,", with: "random: {kind: random,")
        func cuts(_ ran: Ran, _ cell: String) async throws -> [[Int]] {
            try await ran.read(Forest.self, cell).entries.map { entry in
                entry.tree.nodes.filter(\.isLeaf).map(\.span.start)
            }
        }
        let ran = try await Bench(pipeline).run()
        let first = try await cuts(ran, "trees[seed=1]")
        let second = try await cuts(ran, "trees[seed=2]")
        #expect(first.count == 4)
        #expect(zip(first, second).allSatisfy { $0 != $1 })
        #expect(ran.units("cut-book") == 8)
        #expect(try await cuts(Bench(pipeline).run(), "trees[seed=1]") == first)
    }

    @Test func `greedy answers do not depend on the seed, and two seeds share them`() async throws {
        let ran = try await Bench(Self.pipeline).run(only: ["greedy[seed=1]", "greedy[seed=2]"])
        let nodes = try await ran.read(Forest.self, "unseen").entries[0].tree.nodes.count
        #expect(try ran.main("greedy[seed=1]") == ran.main("greedy[seed=2]"))
        #expect(ran.units("recompose-forest") == 2)
        #expect(ran.units("answer-node") == nodes)
    }

    @Test func `the best of several draws depends on the seed`() async throws {
        let bench = try Bench(Self.pipeline)
        let greedy = try await bench.run(only: ["greedy[seed=1]", "best"])
        let ran = try await bench.run(only: ["chosen[seed=1]", "chosen[seed=2]"])
        let nodes = try await greedy.read(Forest.self, "unseen").entries[0].tree.nodes.count
        #expect(try ran.main("chosen[seed=1]") != ran.main("chosen[seed=2]"))
        #expect(ran.units("answer-node") == 2 * nodes)
        let again = try await Bench(Self.pipeline).run(only: ["chosen[seed=2]"])
        #expect(try again.main("chosen[seed=2]") == ran.main("chosen[seed=2]"))
    }
}
