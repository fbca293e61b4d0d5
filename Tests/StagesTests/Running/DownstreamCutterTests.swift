import Engine
import Learning
import Pipeline
import SmallBooks
import Synchronization
import Tensors
import Testing
import Text

@testable import Stages

/// A decomposer trained by the reward of the answers that its cuts lead to.
@Suite struct DownstreamCutterTests {
    private static let training = """
        start: {train: decomposer, by: bc, in: books.train, like: fixed, with: {epochs: 2}}
        cutter: {train: decomposer, by: rloo, from: start, in: books.train, reward: reward, policy: bc, with: {steps: 4, batch: 3, n: 3}}
        cuts: {decompose: books.test, by: cutter}
        """

    private static func pipeline(_ stages: String = training) -> String {
        SmallBooks.pipeline(SmallBooks.learning + "\n" + stages)
    }

    private static let undisturbed = _Concurrency.Task {
        try await Bench(pipeline()).run(jobs: 1, only: ["cuts"])
    }

    @Test func `every step says the reward of the answers, the exact KL and the orphans`() async throws {
        let steps = Mutex<[(step: Int, values: [String: Double])]>([])
        let ran = try await Bench(Self.pipeline()).run(only: ["cuts"]) { event in
            if case .metric(let step, let values) = event.kind, event.operation == "fit-cutter",
                values.contains(where: { $0.0 == "reward/mean" })
            {
                steps.withLock {
                    $0.append((step, Dictionary(uniqueKeysWithValues: values.map { ($0.0, $0.1) })))
                }
            }
            return false
        }
        let logged = steps.withLock { $0 }
        #expect(logged.map(\.step) == [1, 2, 3, 4])
        #expect(
            logged.allSatisfy { Set($0.values.keys) == ["reward/mean", "kl/exact", "orphans"] })
        #expect(logged.first?.values["kl/exact"] == 0)
        #expect(logged.last?.values["kl/exact"].map { $0 > 0 } == true)
        let forest = try await ran.read(Forest.self, "cuts")
        #expect(forest.entries.count == 1)
        #expect(forest.entries[0].tree.leaves.count > 4)
        let set = try await ran.read(ModelSet.self, "cutter")
        let model = try CutterModel(decoding: await ran.engine.bytes(of: set.shared))
        #expect(model.card.settings["reward"] == "of answers")
        // Three books in passages of at most three leaves of about 30 words.
        #expect(model.card.counts == ["passages": 15])
        // On more cores it is the same.
        #expect(ran.digests == (try await Self.undisturbed.value.digests))
    }

    @Test func `stopped in the middle, it goes on from its checkpoint to the same decomposer`() async throws {
        let bench = try Bench(Self.pipeline())
        let stopped = try await bench.run(only: ["cuts"]) { event in
            guard case .metric(let step, let values) = event.kind else { return false }
            return step == 2 && values.contains { $0.0 == "kl/exact" } && event.operation == "fit-cutter"
        }
        #expect(stopped.result.state == .interrupted)
        let again = try await bench.run(only: ["cuts"])
        #expect(again.digests == (try await Self.undisturbed.value.digests))
    }

    @Test(arguments: ["bc", "lead"]) func `passages are answered as books are`(policy: String) async throws {
        let ran = try await Bench(
            Self.pipeline("done: {recompose: trees, policy: \(policy)}")
        ).run(only: ["done"])
        let forest = try await ran.read(Forest.self, "trees")
        let answers = try await ran.read(Answers.self, "done")
        var model = PolicyModel(.lead(LeadPolicy()))
        if policy == "bc" {
            let set = try await ran.read(ModelSet.self, "bc")
            model = try PolicyModel(decoding: await ran.engine.bytes(of: set.shared))
        }
        let recomposition = Recomposition(
            policies: ByHeight(shared: model),
            limits: AnswerLimits(leaf: 20, inner: 24, root: 30, showsEarlier: true, words: 400), fanIn: 3,
            draws: RandomStream(seed: 1))
        for (entry, answered) in zip(forest.entries, answers.entries) {
            let book = try JSON.decode(Book.self, from: await ran.engine.bytes(of: entry.book))
            let root = try #require(answered.nodes.first { $0.path == "0" })
            let found = recomposition.answer(
                to: book.text, cutInto: entry.tree.leaves.map { entry.tree.nodes[$0].span }, isWhole: true)
            #expect(found.text == (try await ran.text(root.answer)))
            #expect(found.height == root.height)
        }
    }

    @Test func `models of heights are taken from their stages`() async throws {
        let stages = """
            high: {train: reward, from: bc, using: pairs, per: height, with: {epochs: 2, hidden: 8, ensemble: 2}}
            start: {train: decomposer, by: bc, in: books.train, like: fixed, with: {epochs: 2}}
            cutter: {train: decomposer, by: rloo, from: start, in: books.train, reward: high, policy: rl, with: {steps: 1, batch: 2, n: 2}}
            """
        let ran = try await Bench(Self.pipeline(stages)).run(only: ["cutter"])
        #expect(ran.result.state == .done)
    }

    private static let ways = """
        liking: {train: reward, from: lead, using: splits}
        splits: {ask: books.train, about: splits, for: comparison, proposals: [fixed, chapters], overseer: cutting, count: 4}
        start: {train: decomposer, by: bc, in: books.train, like: fixed}
        """

    @Test(arguments: [
        (
            "x: {train: decomposer, by: rloo, from: start, in: books.train, reward: reward}",
            "'reward' judges answers: training a decomposer by it needs the key 'policy'", 74
        ),
        (
            "x: {train: decomposer, by: rloo, from: start, in: books.train, reward: liking, policy: bc}",
            "'policy' has no effect beside a reward of ways to cut, which sees no answers", 82
        ),
        (
            "x: {train: decomposer, by: rloo, from: start, in: books.train, reward: reward, policy: extractive}",
            "an untrained policy answers at random, wherever a text is cut", 90
        ),
        (
            "x: {train: decomposer, by: locality, in: books.train, like: fixed, policy: bc}",
            "'policy' has no effect unless a decomposer is trained by a reward of answers", 70
        ),
        (
            "x: {train: policy, by: rloo, from: bc, in: trees, reward: reward, policy: bc}",
            "'policy' has no effect unless a decomposer is trained by a reward of answers", 69
        ),
    ])
    func `who answers is named where answers are judged, and nowhere else`(
        stage: String, message: String, column: Int
    ) throws {
        let said = try Bench(
            SmallBooks.pipeline(
                SmallBooks.learning + "\n" + Self.ways + "\n" + stage,
                overseers: "cutting: {kind: simulated, gold: locality}"),
            books: [:]
        ).complaints()
        #expect(said.hasPrefix("error: " + message), "\(said)")
        #expect(said.contains(":\(column)\n"), "\(said)")
        #expect(said.components(separatedBy: "error: ").count == 2, "\(said)")
    }
}
