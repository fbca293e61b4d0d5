import Artifacts
import Learning
import Pipeline
import SmallBooks
import Testing

@testable import Stages

/// What a pipeline that says nothing gets is what the algorithm's author recommends.
@Suite struct MethodDefaultsTests {
    private func settings(_ stage: String) throws -> Pipeline.Settings {
        let bench = try Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books.train, by: fixed}
                demos: {ask: trees, for: demonstration, nodes: leaves, overseer: reader, count: 4}
                bc: {train: policy, by: bc, from: extractive, using: demos}
                pairs: {ask: trees, for: comparison, nodes: leaves, policy: bc, overseer: reader, count: 4}
                reward: {train: reward, from: bc, using: pairs}
                rl: {train: policy, by: ppo, from: bc, in: trees, reward: reward}
                rloo: {train: policy, by: rloo, from: bc, in: trees, reward: reward}
                expert: {train: policy, by: expert, from: bc, in: trees, reward: reward}
                dpo: {train: policy, by: dpo, from: bc, using: pairs}
                """))
        let cell = try #require(try bench.checked().graph?[stage])
        guard case .train(let step) = cell.step else { throw StageProblem("'\(stage)' trains nothing") }
        return step.settings
    }

    @Test func `behaviour cloning`() throws {
        #expect(BehaviourCloning.Settings(try settings("bc")) == BehaviourCloning.Settings())
    }

    @Test func `reward`() throws {
        #expect(RewardTraining.Settings(try settings("reward")) == RewardTraining.Settings())
    }

    @Test func `proximal policy optimisation`() throws {
        #expect(
            ProximalPolicyOptimisation.Settings(try settings("rl")) == ProximalPolicyOptimisation.Settings())
    }

    @Test func `the other methods that practise`() throws {
        #expect(ReinforceLeaveOneOut.Settings(try settings("rloo")) == ReinforceLeaveOneOut.Settings())
        #expect(ExpertIteration.Settings(try settings("expert")) == ExpertIteration.Settings())
    }

    @Test func `direct preference optimisation`() throws {
        #expect(
            DirectPreferenceOptimisation.Settings(try settings("dpo"))
                == DirectPreferenceOptimisation.Settings())
    }

    @Test func `the width of an untrained policy`() throws {
        let work = try NewPolicy.work(statistics: Digest(of: "words"), seed: 1)
        #expect(try settings("bc").integer("hidden") == work.settings.decode(NewPolicy.Settings.self).hidden)
    }
}
