import Engine
import Learning
import SmallBooks
import Stages
import Testing

@Suite struct SimulatedAskTests {
    private static let pipeline = SmallBooks.pipeline(
        """
        trees: {decompose: books.train, by: fixed}
        sure: {ask: trees, for: [demonstration, comparison], nodes: leaves, policy: extractive, overseer: reader, count: 24}
        unsure: {ask: trees, for: [demonstration, comparison], nodes: leaves, policy: extractive, overseer: doubter, count: 24}
        both: {train: reward, from: extractive, using: [sure, unsure], with: {epochs: 1, hidden: 8, ensemble: 1}}
        twice: {train: reward, from: extractive, using: [sure, sure-again], with: {epochs: 1, hidden: 8, ensemble: 1}}
        sure-again: {ask: trees, for: [demonstration, comparison], nodes: leaves, policy: extractive, overseer: reader, count: 24}
        """, overseers: "doubter: {kind: simulated, gold: coverage, noise: 0.5}")

    private func said(_ ran: Ran, _ stage: String) async throws -> FeedbackSet {
        try FeedbackSet(decoding: await ran.engine.bytes(of: try ran.main(stage)))
    }

    private func comparisons(_ ran: Ran, _ stage: String) async throws -> Int? {
        let shared = try await ran.read(ModelSet.self, stage).shared
        return try RewardModel(decoding: await ran.engine.bytes(of: shared)).card.counts["comparisons"]
    }

    @Test func `two overseers who differ in their noise are asked the same and both count`() async throws {
        let ran = try await Bench(Self.pipeline).run()
        #expect(ran.result.state == .done, "\(ran.result.results.compactMap(\.result.message))")
        let (sure, unsure) = try await (said(ran, "sure"), said(ran, "unsure"))
        #expect(sure.count == 24)
        #expect(sure.comparisons.count == 12)
        #expect(Set(sure.judgements.map(\.item)) == Set(unsure.judgements.map(\.item)))
        #expect(sure.comparisons.map(\.preference) != unsure.comparisons.map(\.preference))
        #expect(sure.merging(unsure).count == 48)
        #expect(try await comparisons(ran, "both") == 24)
    }

    @Test func `the same overseer asked the same twice counts once`() async throws {
        let ran = try await Bench(Self.pipeline).run()
        #expect(try ran.main("sure") == ran.main("sure-again"))
        #expect(try await comparisons(ran, "twice") == 12)
    }

    @Test func `fewer nodes than judgements asked for leave a remark, enough leave none`() async throws {
        let ran = try await Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books.test, by: fixed}
                all: {ask: trees, for: demonstration, nodes: leaves, overseer: reader, count: 500}
                some: {ask: trees, for: demonstration, nodes: leaves, overseer: reader, count: 2}
                """)
        ).run()
        let leaves = try await ran.read(Forest.self, "trees").entries[0].leaves.count
        let outputs = try #require(ran.result["all"]?.outputs)
        let remarks = try JSON.decode(
            [String].self, from: await ran.engine.bytes(of: try outputs.port("remarks")))
        #expect(
            remarks == ["\(leaves) of the 500 judgements asked for: there are no more nodes to ask about"])
        #expect(ran.result["some"]?.outputs?["remarks"] == nil)
    }

    @Test func `an ask with nothing to judge fails and says why`() async throws {
        let ran = try await Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books.test, by: fixed}
                pairs: {ask: trees, for: comparison, nodes: leaves, policy: lead, overseer: reader, count: 4}
                reward: {train: reward, from: extractive, using: pairs}
                """)
        ).run()
        #expect(ran.endings == ["trees": "done", "pairs": "failed", "reward": "skipped"])
        #expect(
            ran.result["pairs"]?.message?.contains(
                "there was nothing to judge: the nodes asked about gave no question") == true,
            "\(ran.result["pairs"]?.message ?? "")")
    }
}
