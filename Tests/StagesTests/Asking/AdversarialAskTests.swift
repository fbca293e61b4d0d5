import Engine
import Learning
import SmallBooks
import Testing
import Text

@testable import Stages

/// `pick: adversarial`: what is asked where the worst is looked for.
@Suite struct AdversarialAskTests {
    private static func pipeline(_ keys: String, count: Int = 24) -> String {
        SmallBooks.pipeline(
            """
            trees: {decompose: books.train, by: fixed}
            pairs: {ask: trees, for: comparison, nodes: leaves, policy: extractive, overseer: exact, count: 30}
            reward: {train: reward, from: extractive, using: pairs, with: {epochs: 2, hidden: 8, ensemble: 3}}
            asked: {ask: trees, for: comparison, nodes: all, policy: extractive, overseer: exact, count: \(count)\(keys)}
            """, context: "none", overseers: "exact: {kind: simulated, gold: coverage, noise: 0}")
    }

    private func comparisons(_ ran: Ran) async throws -> [Comparison] {
        try FeedbackSet(decoding: await ran.engine.bytes(of: try ran.main("asked"))).comparisons
    }

    @Test func `the reward's own doubts choose other answers than chance does`() async throws {
        let ran = try await Bench(Self.pipeline(", pick: adversarial, reward: reward")).run()
        let asked = try await comparisons(ran)
        #expect(asked.count == 24)
        #expect(ran.units("find-worst") > 0)
        #expect(ran.units("pose-adversarial") == 1)
        // Of the answers that are liked the one that may be worst, two spreads below its mean, against the best by the same.
        let set = try await ran.read(ModelSet.self, "reward")
        let reward = try RewardModel(decoding: await ran.engine.bytes(of: set.shared))
        func worth(_ answer: String, _ asked: JudgedPassage) -> Double {
            let passage = Passage(
                text: asked.text, earlier: asked.earlier, limit: asked.limit, height: asked.height)
            let judged = reward.judge(Answer(text: answer), for: reward.reading(of: passage))
            return judged.score - 2 * judged.spread
        }
        let gaps = asked.map { worth($0.second, $0.passage) - worth($0.first, $0.passage) }
        #expect(gaps == gaps.sorted(by: >))
        #expect(gaps.count { $0 > 0 } > 12)
        let chance = try await comparisons(Bench(Self.pipeline("")).run())
        #expect(chance.count == 24)
        #expect(Set(asked.map(\.item)) != Set(chance.map(\.item)))
    }

    @Test func `what is asked does not depend on how many units run side by side`() async throws {
        let keys = ", pick: adversarial, reward: reward, draws: 6"
        let one = try await Bench(Self.pipeline(keys)).run(jobs: 1)
        let many = try await Bench(Self.pipeline(keys)).run(jobs: 4)
        #expect(try one.main("asked") == many.main("asked"))
    }

    @Test func `twice as much is searched as is asked, and the worst of it is asked`() async throws {
        let all = try await Bench(
            Self.pipeline(", pick: adversarial, reward: reward, adversary: gold", count: 24)
        ).run()
        let nodes = try await all.read(Forest.self, "trees").entries.flatMap(\.tree.nodes).count
        let searched = all.units("find-worst")
        #expect(searched % nodes == 0 && searched >= 48 && searched < 48 + nodes)
        let asked = try await comparisons(all)
        #expect(asked.count == 24)
        // The severities fall: the first questions are those in which the answers differ most.
        let forest = try await all.read(Forest.self, "trees")
        let statistics = try JSON.decode(
            WordStatistics.self, from: await all.engine.bytes(of: forest.statistics))
        let gold = GoldReward(.coverage, statistics: statistics)
        let gaps = asked.map { comparison in
            let prepared = gold.prepare(source: comparison.passage.text)
            return (prepared.score(comparison.second) ?? 0) - (prepared.score(comparison.first) ?? 0)
        }
        #expect(gaps == gaps.sorted(by: >))
        // With a gold that does not err, what the reward likes and the gold hates is nearly always worse than what it is
        // held against, and then it is not preferred.
        #expect(gaps.count { $0 > 0 } > 12)
        #expect(zip(asked, gaps).allSatisfy { $1 <= 0 || $0.preference <= 0.5 })
    }

    @Test func `three answers on a screen make three questions`() async throws {
        let ran = try await Bench(
            Self.pipeline(", samples: 3, pick: adversarial, reward: reward, draws: 30", count: 9)
        ).run()
        #expect(try await comparisons(ran).count == 9)
    }

    @Test func `other kinds than comparisons are refused`() throws {
        let said = try Bench(
            Self.pipeline(", pick: adversarial, reward: reward").replacing(
                "asked: {ask: trees, for: comparison",
                with: "asked: {ask: trees, for: [demonstration, comparison]"),
            books: [:]
        ).complaints()
        #expect(
            said.contains(
                "error: quire can look for the worst answers only where they are compared (for: comparison)"),
            "\(said)")
    }
}
