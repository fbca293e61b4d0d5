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
            "x: {train: reward, by: command, from: bc, using: pairs, with: {argv: [train]}}",
            "quire cannot run 'command' for a reward yet", 26
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

    @Test(arguments: [
        (
            "x: {train: policy, by: bc, from: own, using: demos}",
            "'own' is of kind 'command': it answers and cannot be trained"
        ),
        (
            "x: {train: policy, by: bc, from: taught, using: demos}",
            "'taught' is a program, and nothing here can be trained from it; a program trains it (by: command)"
        ),
        (
            "x: {train: reward, from: own, using: pairs}",
            "'own' is of kind 'command': it answers and cannot be trained"
        ),
        ("x: {train: policy, by: best-of, from: taught, reward: reward}", "'taught' is a program"),
        (
            "x: {train: policy, by: command, from: bc, using: pairs, with: {argv: [a]}}",
            "a program can start only from what a program trained (by: command); leave 'from' out"
        ),
        (
            "x: {train: policy, by: command, from: own, using: pairs, with: {argv: [a]}}",
            "'own' has learned nothing that could be gone on from"
        ),
        (
            "x: {train: policy, by: command, using: pairs}",
            "training a policy by 'command' needs the key 'with'"
        ),
        (
            "x: {train: policy, by: command, using: pairs, per: height, with: {argv: [a]}}",
            "'per' has no effect on training a policy by 'command'"
        ),
        (
            "x: {train: policy, by: command, using: pairs, nodes: leaves, with: {argv: [a]}}",
            "'nodes' has no effect on training a policy by 'command' without 'in'"
        ),
        (
            "x: {train: policy, by: command, in: trees, failures: 1, with: {argv: [a]}}",
            "'failures' has no effect on training a policy by 'command'"
        ),
        (
            "x: {ask: trees, for: comparison, nodes: leaves, policy: own, overseer: reader, count: 4, pick: adversarial, reward: reward}",
            "'own' is a program, and quire cannot look for its worst answers"
        ),
        (
            "a: {recompose: trees, policy: {leaves: own, all: bc}}\nx: {evaluate: a, metrics: [kl], from: bc}",
            "'own' is a program, which gives no probabilities: 'kl' cannot be measured"
        ),
        (
            "x: {evaluate: answers, metrics: [kl], from: taught}",
            "'taught' is a program, which gives no probabilities: 'kl' cannot be measured"
        ),
        (
            "x: {evaluate: taught, in: trees, reward: reward, overseer: reader, metrics: [over-optimisation]}",
            "quire cannot measure the program 'taught' itself; let it answer (recompose) and evaluate the answers"
        ),
    ])
    func `what cannot be asked of a program is refused`(stage: String, message: String) throws {
        let said = try complaints(
            "taught: {train: policy, by: command, using: pairs, with: {argv: [sh, train.sh]}}\n" + stage,
            top: "models: {own: {kind: command, argv: [sh, own.sh]}}")
        #expect(said.contains("error: "), "\(said)")
        #expect(said.contains(message), "\(said)")
        #expect(said.components(separatedBy: "error: ").count == 2, "\(said)")
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
