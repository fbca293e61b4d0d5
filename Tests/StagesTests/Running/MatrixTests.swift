import SmallBooks
import Stages
import Testing

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
