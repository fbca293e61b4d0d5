import Tensors
import Testing

@testable import Learning

@Suite("Learning from rewards and from judged answers")
struct PolicyLearningTests {
    private let policy = Samples.policy()
    private let seed = RandomStream(seed: 2)

    // MARK: Learning

    @Test("leave-one-out raises the reward, and begins at the anchor")
    func leaveOneOut() throws {
        let curve = run(rloo())
        #expect(try value("reward/mean", curve.last) > value("reward/mean", curve.first) + 0.3)
        #expect(try value("kl", curve.first) == 0)
        #expect(try value("kl/exact", curve.last) > 0.1)
        #expect(try value("entropy", curve.last) < value("entropy", curve.first))
    }

    @Test("expert iteration raises the reward of what it draws, round after round")
    func expert() throws {
        let curve = run(expertIteration()).filter { $0.contains { $0.name == "reward/mean" } }
        #expect(curve.count == 3)
        #expect(try value("reward/mean", curve.last) > value("reward/mean", curve.first) + 0.3)
        #expect(try value("kl/exact", curve.first) == 0)
        #expect(try value("experts", curve.first) == 24)
    }

    @Test("expert iteration with a threshold imitates every answer above it, once")
    func threshold() throws {
        var settings = ExpertIteration.Settings()
        settings.threshold = -1
        settings.samples = 8
        var training = expertIteration(settings)
        let metrics = training.advance()
        #expect(try value("experts", metrics) > 0)
        #expect(try value("experts", metrics) != 24)
        settings.threshold = 999
        var nobody = expertIteration(settings)
        let before = nobody.model.network.parameters
        #expect(try value("experts", nobody.advance()) == 0)
        #expect(nobody.model.network.parameters == before)
    }

    @Test("preferences learned from comparisons agree with those held out", arguments: ["sigmoid", "ipo"])
    func preferences(loss: String) throws {
        var settings = DirectPreferenceOptimisation.Settings()
        settings.loss = try #require(.init(rawValue: loss))
        settings.kl = loss == "ipo" ? 0.5 : 0.1
        settings.epochs = 3
        settings.batch = 4
        settings.rate = 5e-3
        let training = dpo(settings, count: 96)
        let curve = run(training).filter { $0.contains { $0.name == "heldout/accuracy" } }
        #expect(curve.count == 3)
        #expect(try value("heldout/accuracy", curve.last) > 0.7)
        #expect(try value("kl/exact", curve.last) > 0)
        #expect(improvement(training) > 0.08)
    }

    @Test("good answers become more probable than bad ones")
    func prospects() throws {
        var settings = KahnemanTverskyOptimisation.Settings()
        settings.epochs = 3
        settings.batch = 6
        settings.rate = 5e-3
        settings.heldOut = 0.3
        let training = kto(settings, count: 144)
        let curve = run(training)
        let last = curve.filter { $0.contains { $0.name == "heldout/loss" } }.last
        #expect(try value("heldout/desirable", last) > value("heldout/undesirable", last))
        #expect(try value("heldout/reference", last) >= 0)
        #expect(improvement(training) > 0.08)
    }

    @Test("the rarer of good and bad answers weigh so much more that both weigh the same")
    func balance() {
        #expect(KahnemanTverskyOptimisation.weights(desirable: 10, undesirable: 40) == (4, 1))
        #expect(KahnemanTverskyOptimisation.weights(desirable: 40, undesirable: 10) == (1, 4))
        #expect(KahnemanTverskyOptimisation.weights(desirable: 0, undesirable: 10) == (1, 1))
    }

    // MARK: Texts as sentences

    @Test("two texts of the same sentences, and one of none, say nothing and are counted")
    func unusable() {
        let passage = Samples.passages[0]
        let text = Samples.demonstrations(1)[0].text
        let other = passage.sentences[0].text
        func compared(_ first: String, _ second: String) -> ComparedAnswers {
            ComparedAnswers(passage: passage, first: first, second: second, preference: 1)
        }
        let training = DirectPreferenceOptimisation(
            start: policy, reference: policy,
            comparisons: [
                compared(text, other), compared(text, text), compared(text, "Xyzzy plugh."),
                compared(text, other + " Indeed!"),
            ], seed: seed)
        #expect(training.card.counts["comparisons"] == 2)
        #expect(training.unusable == 2)
        #expect(training.projected == 1)
    }

    @Test("a tie draws two log-ratios together")
    func ties() {
        let passage = Samples.passages[0]
        let tie = ComparedAnswers(
            passage: passage, first: passage.sentences[0].text, second: passage.sentences[1].text,
            preference: 0.5)
        let training = DirectPreferenceOptimisation(
            start: policy, reference: Samples.policy(seed: 5), comparisons: [tie], seed: seed)
        let there = training.trainingLoss(at: Samples.policy(seed: 5).network.parameters)
        #expect(there.gradient.allSatisfy { abs($0) < 1e-6 })
        #expect(training.trainingLoss(at: policy.network.parameters).loss > there.loss)
    }

    // MARK: Gradients

    @Test("the gradients of preference losses and of the surrogate pass finite differences")
    func finiteDifferences() {
        var ipo = DirectPreferenceOptimisation.Settings()
        ipo.loss = .ipo
        ipo.labelSmoothing = 0.1
        let start = Samples.policy(seed: 9).network.parameters
        let (dpo, ipoTraining, kto) = (dpo(count: 6), dpo(ipo, count: 6), kto(count: 6))
        expectGradient(dpo.trainingLoss, at: start)
        expectGradient(ipoTraining.trainingLoss, at: start)
        // The reference point has no gradient, and moves with the parameters: it is held where it is.
        expectGradient(kto.trainingLoss, at: start)
        var stream = RandomStream(seed: 4)
        let question = policy.reading(of: Samples.passages[0])
        let surrogates = (0..<6).map { index in
            let episode = Episode(
                of: policy, anchor: policy, in: question, temperature: 0.7, using: &stream)
            return PolicyUpdate.Surrogate(visits: episode.visits, advantage: Double(index) - 2.2)
        }
        expectGradient(
            { parameters in
                let (_, sums, gradient) = updated(surrogates, at: parameters, clip: 5)
                return (sums.loss, gradient)
            }, at: start)
    }

    @Test("the gradient of clipped surrogates with a price of entropy passes finite differences")
    func clippedSurrogates() {
        var stream = RandomStream(seed: 4)
        let question = policy.reading(of: Samples.passages[0])
        // Ratios far above and below the bounds, and near 1; by the advantage's sign they are held or not.
        let visits = (0..<12).flatMap { _ in
            Episode(of: policy, anchor: policy, in: question, temperature: 0.7, using: &stream).visits
        }
        let surrogates = visits.enumerated().map { index, visit in
            var visit = visit
            visit.logprob += [0.8, 0, -0.8][index % 3]
            return PolicyUpdate.Surrogate(visits: [visit], advantage: index % 2 == 0 ? 1.5 : -1)
        }
        expectGradient(
            { parameters in
                let (update, sums, gradient) = updated(surrogates, at: parameters, clip: 0.2, entropy: 0.3)
                #expect(sums.clipped > 0.5 && sums.clipped < 0.9)
                let entropies = visits.map { visit in
                    entropy(
                        of: logSoftmax(
                            update.policy.network.forward(visit.rows).outputs[...], temperature: 0.7))
                }
                return (sums.loss - 0.3 * Moments(entropies).mean, gradient)
            }, at: policy.network.parameters)
    }

    @Test("the gradients of imitation, of the value and of the reward pass finite differences")
    func otherGradients() {
        var stream = RandomStream(seed: 12)
        let logits = (0..<9).map { _ in Float(stream.normal()) }
        expectGradient(
            {
                BehaviourCloning.loss(
                    of: $0,
                    [.init(start: 0, count: 4, places: [1, 3]), .init(start: 4, count: 5, places: [0])])
            }, at: logits, step: 1)
        var value = ValueNetwork(reward: Samples.reward)
        let inputs = value.network.shape.inputs
        let states = (0..<8 * inputs).map { _ in Float(stream.normal()) }
        let guesses = value.network.forward(states).outputs.map(Double.init)
        // Values that have left the bounds around the old one, towards the target and away from it, and some within.
        let known = guesses.enumerated().map { index, guess in
            (old: guess + [0.5, 0.02, -0.5][index % 3], target: guess + (index % 2 == 0 ? 1.3 : -0.9))
        }
        expectGradient(
            { parameters in
                value.network.parameters = parameters
                return value.loss(of: states, known, clip: 0.2, weight: 1)
            }, at: value.network.parameters)
        let reward = RewardTraining(
            statistics: Samples.statistics, comparisons: Samples.comparisons(12),
            demonstrations: Samples.demonstrations(2), seed: seed)
        expectGradient(reward.trainingLoss, at: Samples.reward.members[0].parameters)
    }

    // MARK: Checkpoints

    @Test("restored from any step, every method ends with the same bytes", arguments: [1, 5])
    func resume(step: Int) throws {
        try expectResume({ rloo() }, at: step)
        try expectResume({ expertIteration() }, at: step)
        var (dpo, kto) = (DirectPreferenceOptimisation.Settings(), KahnemanTverskyOptimisation.Settings())
        (dpo.batch, dpo.epochs, kto.batch, kto.epochs) = (3, 3, 3, 3)
        try expectResume({ self.dpo(dpo, count: 12) }, at: step)
        try expectResume({ self.kto(kto, count: 12) }, at: step)
    }

    @Test("a checkpoint of another training or a damaged one is refused and changes nothing")
    func refusal() throws {
        func refuse<T: PolicyTraining>(_ training: T, _ other: some PolicyTraining) {
            var training = training
            training.run(to: 2)
            let kept = training.checkpoint
            #expect(throws: BinaryError.self) { try training.restore(other.checkpoint) }
            #expect(throws: BinaryError.self) { try training.restore(Array(kept.dropLast(3))) }
            #expect(training.checkpoint == kept)
        }
        let (dpo, kto) = (dpo(count: 6), kto(count: 6))
        refuse(rloo(), dpo)
        refuse(expertIteration(), rloo())
        refuse(dpo, kto)
        refuse(kto, expertIteration())
    }

    @Test("settings say what is wrong with them")
    func settings() {
        #expect(ReinforceLeaveOneOut.Settings().validate().isEmpty)
        #expect(ExpertIteration.Settings().validate().isEmpty)
        #expect(DirectPreferenceOptimisation.Settings().validate().isEmpty)
        #expect(KahnemanTverskyOptimisation.Settings().validate().isEmpty)
        var settings = ReinforceLeaveOneOut.Settings()
        settings.samples = 1
        #expect(settings.validate() == ["samples is 1.0; it must lie between 2.0 and 1000000.0"])
    }

    // MARK: Helpers

    private func rloo() -> ReinforceLeaveOneOut {
        var settings = ReinforceLeaveOneOut.Settings()
        settings.steps = 12
        settings.batch = 16
        return ReinforceLeaveOneOut(
            settings: settings,
            practice: Practice(
                start: policy, anchor: policy, reward: Samples.reward, passages: Samples.passages),
            seed: seed)
    }

    private func expertIteration(_ settings: ExpertIteration.Settings? = nil) -> ExpertIteration {
        var small = ExpertIteration.Settings()
        small.samples = 8
        small.epochs = 4
        small.batch = 3
        return ExpertIteration(
            settings: settings ?? small,
            practice: Practice(
                start: policy, anchor: policy, reward: Samples.reward, passages: Samples.passages),
            seed: seed)
    }

    /// The samples' passages with room for one sentence that names somebody, or for a few short ones.
    private static let short = Samples.passages.map { Passage(text: $0.text, limit: 13) }

    private func dpo(
        _ settings: DirectPreferenceOptimisation.Settings = .init(), count: Int
    ) -> DirectPreferenceOptimisation {
        var stream = RandomStream(seed: 7)
        let comparisons = (0..<count).map { index in
            let passage = Self.short[index % Self.short.count]
            let texts = (0..<2).map { _ in
                policy.answer(passage, temperature: 1, using: &stream).text
            }
            let difference = Samples.gold(texts[0], passage) - Samples.gold(texts[1], passage)
            return ComparedAnswers(
                passage: passage, first: texts[0], second: texts[1],
                preference: difference > 0 ? 0.95 : difference < 0 ? 0.05 : 0.5)
        }
        return DirectPreferenceOptimisation(
            settings: settings, start: policy, reference: policy, comparisons: comparisons, seed: seed)
    }

    private func kto(
        _ settings: KahnemanTverskyOptimisation.Settings = .init(), count: Int
    ) -> KahnemanTverskyOptimisation {
        var stream = RandomStream(seed: 6)
        let answers = (0..<count).map { index in
            let passage = Self.short[index % Self.short.count]
            let text = policy.answer(passage, temperature: 1, using: &stream).text
            return UnpairedAnswer(
                passage: passage, text: text, isDesirable: Samples.gold(text, passage) >= 1)
        }
        return KahnemanTverskyOptimisation(
            settings: settings, start: policy, reference: policy, answers: answers, seed: seed)
    }

    private func run(_ training: some PolicyTraining) -> [[Metric]] {
        var training = training
        var curve: [[Metric]] = []
        while !training.isFinished { curve.append(training.advance()) }
        return curve
    }

    /// By how many sentences that name somebody drawn answers are better on average.
    private func improvement(_ training: some PolicyTraining) -> Double {
        var training = training
        training.run(to: training.stepCount)
        var stream = RandomStream(seed: 1)
        let gains = (0..<96).map { index in
            let passage = Self.short[index % Self.short.count]
            return Samples.gold(training.model.answer(passage, temperature: 1, using: &stream).text, passage)
                - Samples.gold(policy.answer(passage, temperature: 1, using: &stream).text, passage)
        }
        return Moments(gains).mean
    }

    private func value(_ name: String, _ metrics: [Metric]?) throws -> Double {
        try #require(metrics?.first { $0.name == name }, "\(name)").value
    }

    /// An update of the policy with these parameters, with what a minibatch gives there.
    private func updated(
        _ surrogates: [PolicyUpdate.Surrogate], at parameters: [Float], clip: Double, entropy: Double = 0
    ) -> (update: PolicyUpdate, sums: PolicyUpdate.Sums, gradient: [Float]) {
        var update = PolicyUpdate(policy, temperature: 0.7, clip: clip, entropy: entropy)
        update.move(to: parameters)
        var sums = PolicyUpdate.Sums()
        let gradient = update.gradient(surrogates, &sums)
        return (update, sums, gradient)
    }

    private func expectGradient(
        _ loss: ([Float]) -> (loss: Double, gradient: [Float]), at start: [Float], step: Int = 31,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let gradient = loss(start).gradient
        let largest = Double(gradient.map(abs).max() ?? 0)
        #expect(largest > 0, sourceLocation: sourceLocation)
        for index in stride(from: 0, to: start.count, by: step) {
            var (above, below) = (start, start)
            above[index] += 0.01
            below[index] -= 0.01
            let slope = (loss(above).loss - loss(below).loss) / Double(above[index] - below[index])
            #expect(
                abs(slope - Double(gradient[index])) <= 2e-3 * max(largest, abs(slope)),
                "parameter \(index)", sourceLocation: sourceLocation)
        }
    }

    private func expectResume<T: PolicyTraining>(_ make: () -> T, at step: Int) throws {
        var whole = make()
        var stopped = make()
        stopped.run(to: step)
        var resumed = make()
        try resumed.restore(stopped.checkpoint)
        whole.run(to: 9)
        resumed.run(to: 9)
        #expect(whole.checkpoint == resumed.checkpoint)
        #expect(whole.model == resumed.model)
        #expect(whole.card == resumed.card)
    }
}
