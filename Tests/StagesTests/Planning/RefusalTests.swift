import SmallBooks
import Testing

/// What the language can say and this build cannot run is refused before anything runs, by name and place.
@Suite struct RefusalTests {
    private static let base = """
        trees: {decompose: books.train, by: fixed}
        demos: {ask: trees, for: demonstration, nodes: leaves, overseer: reader, count: 4}
        bc: {train: policy, by: bc, from: extractive, using: demos}
        pairs: {ask: trees, for: comparison, nodes: leaves, policy: bc, overseer: reader, count: 4}
        reward: {train: reward, from: bc, using: pairs}
        answers: {recompose: trees, policy: bc}
        scores: {evaluate: answers, metrics: [words]}
        """

    private func complaints(_ stage: String, overseers: String = "", top: String = "") throws -> String {
        try Bench(SmallBooks.pipeline(Self.base + "\n" + stage, overseers: overseers, top: top), books: [:])
            .complaints()
    }

    @Test func `the base of these tests is good`() throws { #expect(try complaints("") == "") }

    @Test(arguments: [
        (
            "x: {train: policy, by: command, from: bc, in: trees, with: {argv: [train]}}",
            "quire cannot run 'command' yet; it runs: bc, ppo, rloo, dpo, kto, best-of, expert", 26
        ),
        (
            "x: {ask: trees, for: comparison, nodes: leaves, policy: bc, overseer: reader, count: 4, when: uncertain}",
            "quire cannot run 'uncertain' yet; it runs: always", 97
        ),
        ("x: {evaluate: answers, metrics: [qa-f1], refs: notes}", "quire cannot run 'qa-f1' yet", 36),
        (
            "x: {train: policy, by: best-of, from: bc, reward: reward, with: {temperature: 2}}",
            "quire cannot run 'with.temperature' yet; it runs: n", 68
        ),
        (
            "x: {train: policy, by: bc, from: extractive, using: demos, with: {temperature: 2}}",
            "quire cannot run 'with.temperature' yet; it runs: epochs, learning_rate, batch, hidden, l2", 69
        ),
    ])
    func `what cannot run yet is refused by name, with its place`(stage: String, message: String, column: Int)
        throws
    {
        let said = try complaints(stage)
        #expect(said.hasPrefix("error: " + message), "\(said)")
        #expect(said.contains("--> small.yaml:27:\(column)\n"), "\(said)")
    }

    @Test func `an overseer that is a model is refused`() throws {
        let said = try complaints(
            "", overseers: "judge: {kind: model, model: llm}",
            top: "models: {llm: {kind: server, url: \"http://a\", model: m}}")
        #expect(said.contains("error: quire cannot run 'server' yet"))
        #expect(said.contains("error: quire cannot run 'model' yet; it runs: human, simulated, replay"))
    }

    @Test func `keys of people that the page does not have yet are refused`() throws {
        let said = try complaints("", overseers: "crowd: {kind: human, people: [ana, bo], overlap: 0.1}")
        #expect(said.contains("error: quire cannot run the key 'people' yet"))
        #expect(said.contains("error: quire cannot run the key 'overlap' yet"))
    }

    @Test(arguments: [
        (
            "x: {evaluate: reward, using: pairs, metrics: [words]}",
            "'words' is measured on answers, a policy, a forest or a decomposer, not on a reward"
        ),
        ("x: {evaluate: answers, metrics: [accuracy]}", "'accuracy' is measured on a reward, not on answers"),
        (
            "x: {train: policy, by: best-of, from: bc, reward: reward, per: height}",
            "'per' has no effect on training a policy by 'best-of'"
        ),
        ("x: {train: policy, by: ppo, from: lead, in: trees, reward: reward}", "'lead'"),
        (
            "x: {ask: trees, for: ranking, nodes: leaves, policy: bc, samples: 10, overseer: reader, count: 4}",
            "a ranking shows at most 9 candidates; lower 'samples'"
        ),
        (
            "x: {ask: answers, for: rating, policy: bc, overseer: reader, count: 4}",
            "'policy' has no effect on answers unless 'for' has comparison or ranking"
        ),
    ])
    func `what makes no sense is refused`(stage: String, message: String) throws {
        let said = try complaints(stage)
        #expect(said.contains("error: "), "\(said)")
        #expect(said.contains(message), "\(said)")
    }

    @Test func `a complaint is made once for all cells of a matrix`() throws {
        let said = try Bench(
            SmallBooks.pipeline(
                Self.base
                    + "\nx: {train: policy, by: best-of, from: bc, reward: reward, per: height, seed: $seed}",
                top: "matrix: {seed: [1, 2, 3]}"), books: [:]
        ).complaints()
        #expect(said.components(separatedBy: "error: ").count == 2, "\(said)")
    }
}
