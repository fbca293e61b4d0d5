import SmallBooks
import Stages
import Testing

/// A training that has nothing to learn fails: what it began with is not published as what was learned.
@Suite struct NothingToLearnTests {
    private static let message =
        "there is nothing to learn from: none of the passages has a sentence that fits the limit of words"

    /// A book whose sentences are all longer than an answer may be.
    private static let long = ["first", "second", "third", "fourth", "fifth", "sixth"].map { year in
        let weather = Array(repeating: "the rain fell and the snow came", count: 4)
        return "In the \(year) year " + weather.joined(separator: " and ") + "."
    }.joined(separator: " ")

    private static let pipeline = SmallBooks.pipeline(
        """
        trees: {decompose: books.train, by: fixed}
        pairs: {ask: trees, for: comparison, nodes: leaves, policy: extractive, overseer: reader, count: 12}
        reward: {train: reward, from: extractive, using: pairs, with: {epochs: 1, hidden: 8, ensemble: 1}}
        hard: {decompose: long, by: fixed}
        demos: {ask: hard, for: demonstration, nodes: leaves, overseer: reader, count: 3}
        bc: {train: policy, by: bc, from: extractive, using: demos, with: {epochs: 1, hidden: 8}}
        rl: {train: policy, by: ppo, from: extractive, in: hard, nodes: leaves, reward: reward, with: {steps: 1, batch: 4, epochs: 1, minibatches: 1}}
        answers: {recompose: hard, policy: bc}
        """
    ).replacing(
        "notes: {path: notes.jsonl, format: jsonl}",
        with: "notes: {path: notes.jsonl, format: jsonl}\n  long: {path: long.txt}")

    @Test func `cloning and reinforcement on passages with nothing to choose fail and say so`() async throws {
        let bench = try Bench(Self.pipeline)
        try bench.write("long.txt", Self.long)
        let ran = try await bench.run()
        #expect(
            ran.endings == [
                "trees": "done", "pairs": "done", "reward": "done", "hard": "done", "demos": "done",
                "bc": "failed", "rl": "failed", "answers": "skipped",
            ])
        for stage in ["bc", "rl"] {
            #expect(
                ran.result[stage]?.message?.hasSuffix(Self.message) == true,
                "\(ran.result[stage]?.message ?? "")")
        }
    }
}
