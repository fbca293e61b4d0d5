import Tensors
import Testing
import Text

@testable import Learning

@Suite("Training")
struct TrainingTests {
    @Test("cloning raises the likelihood of what was demonstrated")
    func imitation() throws {
        let start = Samples.policy()
        var training = cloning(start)
        var last: [Metric] = []
        while !training.isFinished {
            let metrics = training.advance()
            if metrics.count > 2 { last = metrics }
        }
        let heldOut = try #require(last.first { $0.name == "heldout/loss" })
        #expect(heldOut.value < 2)
        var stream = RandomStream(seed: 1)
        var (before, after) = (0.0, 0.0)
        for passage in Samples.passages[18...] {
            before += Samples.gold(start.answer(passage, temperature: 0, using: &stream).text, passage)
            let answer = training.model.answer(passage, temperature: 0, using: &stream)
            after += Samples.gold(answer.text, passage)
        }
        #expect(after > before)
    }

    @Test("the reward model orders answers as its comparisons do")
    func reward() throws {
        var training = rewardTraining()
        var last: [Metric] = []
        while !training.isFinished {
            let metrics = training.advance()
            if metrics.count > 2 { last = metrics }
        }
        #expect(try #require(last.first { $0.name == "heldout/accuracy" }).value > 0.8)
        let passage = Samples.passages[0]
        let good = Samples.demonstrations(1)[0].text
        let model = training.model
        #expect(model.score(good, for: passage) > model.score("It was so.", for: passage))
        #expect(model.probability(first: good, over: "It was so.", for: passage) > 0.5)
        #expect(model.spread(good, for: passage) >= 0)
    }

    @Test("demonstrations score 0 on average, and reference samples deviate by 1")
    func normalisation() {
        let demonstrations = Samples.demonstrations(6)
        var stream = RandomStream(seed: 8)
        let references = Samples.passages.map { passage in
            AnsweredPassage(
                passage: passage, text: Samples.policy().answer(passage, temperature: 1, using: &stream).text)
        }
        var training = RewardTraining(
            statistics: Samples.statistics, comparisons: Samples.comparisons(100),
            demonstrations: demonstrations, references: references, seed: RandomStream(seed: 1))
        training.run(to: 8)
        let model = training.model
        let demonstrated = Moments(demonstrations.map { model.score($0.text, for: $0.passage) })
        let sampled = Moments(references.map { model.score($0.text, for: $0.passage) })
        #expect(abs(demonstrated.mean) < 1e-5)
        #expect(abs(sampled.variance - 1) < 1e-5)
        var alone = RewardTraining(
            statistics: Samples.statistics, comparisons: Samples.comparisons(100),
            demonstrations: [], references: references, seed: RandomStream(seed: 1))
        alone.run(to: 8)
        let scores = Moments(references.map { alone.model.score($0.text, for: $0.passage) })
        #expect(abs(scores.mean) < 1e-5)
        #expect(abs(scores.variance - 1) < 1e-5)
    }

    @Test("PPO raises the reward, and its metrics are consistent")
    func optimisation() throws {
        var training = ppo()
        let first = training.advance()
        let second = training.advance()
        training.run(to: training.stepCount - 1)
        let last = training.advance()
        func value(_ name: String, _ metrics: [Metric]) -> Double {
            metrics.first { $0.name == name }?.value ?? .nan
        }
        #expect(value("reward/mean", last) > value("reward/mean", first) + 0.3)
        #expect(value("kl", first) == 0)
        #expect(value("kl/exact", first) == 0)
        #expect(value("kl/exact", last) > 0.1)
        #expect(value("words", last) <= 25)
        #expect(value("entropy", last) < value("entropy", first))
        for metrics in [first, second, last] {
            #expect((0..<1).contains(value("clipfrac", metrics)))
            #expect(value("value/explained", metrics) < 1)
        }
        // A value that has practised says more about what comes than the reward of stopping now.
        #expect(value("value/explained", last) > value("value/explained", first))
        #expect(value("clipfrac", second) > 0)
    }

    @Test("the adaptive coefficient rises while the KL is above its target")
    func adaptive() {
        var settings = ProximalPolicyOptimisation.Settings()
        settings.episodes = 512
        settings.batch = 64
        settings.klTarget = 0.01
        settings.klHorizon = 640
        var training = ppo(settings)
        training.run(to: 7)
        let metrics = training.advance()
        #expect(metrics.first { $0.name == "kl/coefficient" }?.value ?? 0 > 0.02)
    }

    @Test("the value network begins as the reward model's first member")
    func valueStart() {
        let reward = Samples.reward
        let passage = Samples.passages[0]
        var selection = Selection(reward.reading(of: passage))
        selection.take(selection.candidates[0])
        let state = ValueNetwork.state(selection, in: reward.reading(of: passage))
        let value = Double(ValueNetwork(reward: reward).network.forward(state).outputs[0])
        let features = Array(state[..<RewardFeature.count])
        let raw = Double(reward.members[0].forward(features).outputs[0])
        #expect(abs(value - reward.scale(reward.memberScales[0](raw))) < 1e-4)
    }

    @Test("a fresh training restored from any step ends with the same parameters", arguments: [0, 1, 3, 7])
    func resume(step: Int) throws {
        try expectResume({ cloning(Samples.policy()) }, at: step) { $0.network.parameters }
        try expectResume({ rewardTraining() }, at: step) { $0.members.flatMap(\.parameters) }
        try expectResume({ ppo() }, at: step) { $0.network.parameters }
    }

    @Test("a checkpoint of another training or a damaged one is refused and changes nothing")
    func refusal() throws {
        var training = cloning(Samples.policy())
        training.run(to: 2)
        let kept = training.checkpoint
        #expect(throws: BinaryError.self) { try training.restore(ppo().checkpoint) }
        #expect(throws: BinaryError.self) { try training.restore(Array(kept.dropLast(3))) }
        #expect(training.checkpoint == kept)
    }

    @Test("held-out examples share no passage with the others")
    func heldOut() {
        let texts = (0..<40).map { "passage \($0 / 4)" }
        let parts = holdOut(fraction: 0.2, of: texts, using: RandomStream(seed: 1))
        #expect(parts.held.count == 8)
        #expect(Set(parts.train + parts.held).count == 40)
        #expect(Set(parts.train.map { texts[$0] }).isDisjoint(with: parts.held.map { texts[$0] }))
    }

    @Test("an epoch's minibatches hold every example once")
    func minibatches() {
        let seed = RandomStream(seed: 1)
        var batches = Minibatches(of: 10, size: 3, seed: seed)
        let epoch = (0..<4).flatMap { batches.batch($0) }
        #expect(epoch.sorted() == Array(0..<10))
        #expect(epoch != (4..<8).flatMap { batches.batch($0) })
    }

    @Test("settings say what is wrong with them")
    func settings() {
        #expect(BehaviourCloning.Settings().validate().isEmpty)
        #expect(RewardTraining.Settings().validate().isEmpty)
        var settings = ProximalPolicyOptimisation.Settings()
        #expect(settings.validate().isEmpty)
        settings.batch = 0
        settings.lambda = 1.5
        #expect(
            settings.validate() == [
                "batch is 0; it must be at least 1", "lambda is 1.5; it must lie between 0.0 and 1.0",
            ])
    }

    private func expectResume<T: Training>(
        _ make: () -> T, at step: Int, _ parameters: (T.Model) -> [Float]
    ) throws {
        var whole = make()
        var stopped = make()
        stopped.run(to: step)
        var resumed = make()
        try resumed.restore(stopped.checkpoint)
        let end = 10
        whole.run(to: end)
        resumed.run(to: end)
        #expect(parameters(whole.model) == parameters(resumed.model))
        #expect(whole.checkpoint == resumed.checkpoint)
    }

    private func cloning(_ start: ExtractivePolicy) -> BehaviourCloning {
        BehaviourCloning(
            start: start, demonstrations: Samples.demonstrations(18), seed: RandomStream(seed: 2))
    }

    private func rewardTraining() -> RewardTraining {
        RewardTraining(
            statistics: Samples.statistics, comparisons: Samples.comparisons(300), seed: RandomStream(seed: 2)
        )
    }

    private func ppo(_ settings: ProximalPolicyOptimisation.Settings? = nil) -> ProximalPolicyOptimisation {
        var small = ProximalPolicyOptimisation.Settings()
        small.episodes = 1280
        small.batch = 64
        let policy = Samples.policy()
        return ProximalPolicyOptimisation(
            settings: settings ?? small,
            practice: Practice(
                start: policy, anchor: policy, reward: Samples.reward, passages: Samples.passages),
            seed: RandomStream(seed: 2))
    }
}
