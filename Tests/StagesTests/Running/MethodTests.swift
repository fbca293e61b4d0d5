import Engine
import Learning
import SmallBooks
import Synchronization
import Testing

@testable import Stages

/// Every way to train a policy, from a pipeline file to answers.
@Suite struct MethodTests {
    /// What each method is written like, and the operation that trains by it.
    struct Case: Sendable, CustomTestStringConvertible {
        var method: String
        var stage: String
        var operation: String
        var testDescription: String { method }
    }

    static let cases = [
        Case(
            method: "rloo",
            stage:
                "{train: policy, by: rloo, from: bc, in: trees, reward: reward, with: {n: 2, steps: 4, batch: 4, epochs: 1, minibatches: 1}}",
            operation: "fit-reinforcement"),
        Case(
            method: "expert",
            stage:
                "{train: policy, by: expert, from: bc, in: trees, reward: reward, with: {n: 4, rounds: 2, epochs: 2}}",
            operation: "fit-reinforcement"),
        Case(
            method: "dpo",
            stage: "{train: policy, by: dpo, from: bc, using: pairs, with: {epochs: 2, kl: 0.2}}",
            operation: "fit-preference"),
        Case(
            method: "dpo",
            stage: "{train: policy, by: dpo, from: bc, using: pairs, with: {loss: ipo, epochs: 2, kl: 2}}",
            operation: "fit-preference"),
        Case(
            method: "kto",
            stage: "{train: policy, by: kto, from: bc, using: stops, with: {epochs: 2}}",
            operation: "fit-preference"),
    ]

    private static func pipeline(_ stage: String) -> String {
        SmallBooks.pipeline(
            """
            trees: {decompose: books.train, by: fixed}
            demos: {ask: trees, for: demonstration, nodes: leaves, overseer: reader, count: 12}
            bc: {train: policy, by: bc, from: extractive, using: demos, with: {epochs: 2, hidden: 8}}
            pairs: {ask: trees, for: comparison, nodes: all, policy: bc, samples: 3, overseer: reader, count: 40}
            reward: {train: reward, from: bc, using: pairs, with: {epochs: 2, hidden: 8, ensemble: 2}}
            stops: {ask: trees, for: [halt, rating], nodes: all, policy: bc, overseer: reader, count: 40}
            learned: \(stage)
            unseen: {decompose: books.test, by: fixed}
            summaries: {recompose: unseen, policy: learned}
            quality: {evaluate: summaries, metrics: [gold, kl], overseer: reader, from: bc}
            """)
    }

    @Test(arguments: cases)
    func `a policy is trained, is kept near the supervised one and answers`(one: Case) async throws {
        let ran = try await Bench(Self.pipeline(one.stage)).run()
        #expect(ran.result.state == .done, "\(ran.result.results.map(\.result.message))")
        #expect(ran.units(one.operation) == 1)
        let (bc, learned) = try await (ran.read(ModelSet.self, "bc"), ran.read(ModelSet.self, "learned"))
        #expect(learned.anchor == ModelSet.Anchor(shared: bc.shared, heights: [:], nodes: [:]))
        let model = try PolicyModel(decoding: await ran.engine.bytes(of: learned.shared))
        #expect(model.card.method == one.method)
        for metric in ["kl", "kl/k2", "kl/k3", "kl/exact", "entropy", "words", "stopped"] {
            #expect(model.card.metrics[metric] != nil, "\(metric)")
        }
        let kl = try await ran.read(Scores.self, "quality").rows.filter { $0.metric == "kl" }
        #expect(!kl.isEmpty)
        #expect(kl.allSatisfy { $0.value > 0 })
    }

    @Test(arguments: cases)
    func `stopped in the middle of its training, it goes on to the same model`(one: Case) async throws {
        let whole = try await Bench(Self.pipeline(one.stage)).run(jobs: 1)
        let bench = try Bench(Self.pipeline(one.stage))
        let left = Mutex(2)
        let stopped = try await bench.run { event in
            guard case .metric = event.kind, event.operation == one.operation else { return false }
            return left.withLock { left in
                left -= 1
                return left <= 0
            }
        }
        #expect(stopped.result.state == .interrupted)
        let steps = Mutex<[Int]>([])
        let again = try await bench.run { event in
            if case .metric(let step, _) = event.kind, event.operation == one.operation {
                steps.withLock { $0.append(step) }
            }
            return false
        }
        #expect(again.digests == whole.digests)
        #expect(steps.withLock { $0.first } == 3, "two steps were saved")
    }

    @Test func `a preference is learned for each height from what was said there`() async throws {
        let ran = try await Bench(
            Self.pipeline("{train: policy, by: dpo, from: bc, using: pairs, per: height, with: {epochs: 1}}")
        ).run()
        #expect(ran.result.state == .done, "\(ran.result.results.map(\.result.message))")
        let set = try await ran.read(ModelSet.self, "learned")
        #expect(set.heights.keys.sorted() == [0, 1, 2, 3])
        #expect(ran.units("fit-preference") == 5)
    }

    @Test(arguments: [
        ("ppo", "with: {steps: 2, batch: 4, epochs: 1, minibatches: 1}", "fit-reinforcement"),
        ("rloo", "with: {n: 2, steps: 2, batch: 2, epochs: 1, minibatches: 1}", "fit-reinforcement"),
        ("expert", "with: {n: 2, rounds: 1, epochs: 2}", "fit-reinforcement"),
        ("dpo", "with: {epochs: 1}", "fit-preference"), ("best-of", "with: {n: 2}", "bind-best-of"),
    ])
    func
        `a curriculum asks each round with the policy of the round before, and learns from all that was said`(
            method: String, with: String, operation: String
        ) async throws
    {
        let ran = try await Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books.train, by: fixed}
                demos: {ask: trees, for: demonstration, nodes: leaves, overseer: reader, count: 12}
                bc: {train: policy, by: bc, from: extractive, using: demos, with: {epochs: 2, hidden: 8}}
                curriculum:
                  rlhf: trees
                  by: \(method)
                  from: bc
                  overseer: reader
                  rounds:
                    - {nodes: first-leaves, count: 10}
                    - {nodes: first-subtree, count: 12}
                    - {nodes: all, count: 14}
                  \(with)
                summaries: {recompose: trees, policy: curriculum}
                """)
        ).run()
        #expect(ran.result.state == .done, "\(ran.result.results.map(\.result.message))")
        #expect(ran.units(operation) == 3)
        let bc = try await ran.read(ModelSet.self, "bc")
        for round in 1...3 {
            let set = try await ran.read(ModelSet.self, "curriculum.\(round).policy")
            #expect(set.anchor?.shared == bc.shared)
        }
        // The reward of the last round, or the policy where there is none, learned from all three rounds.
        var said = FeedbackSet()
        for round in 1...3 {
            let feedback = try FeedbackSet(
                decoding: await ran.engine.bytes(of: try ran.main("curriculum.\(round).ask")))
            #expect(feedback.count > 0)
            said = said.merging(feedback)
        }
        let stage = "curriculum.3." + (method == "dpo" ? "policy" : "reward")
        let bytes = try await ran.engine.bytes(of: try await ran.read(ModelSet.self, stage).shared)
        let card =
            method == "dpo" ? try PolicyModel(decoding: bytes).card : try RewardModel(decoding: bytes).card
        #expect((card.counts["comparisons"] ?? 0) + (card.counts["unusable"] ?? 0) == said.count)
    }
}
