import Pipeline
import SmallBooks
import Testing

@testable import Stages

/// That no metric is let through which nothing measures.
@Suite struct RunnableMetricsTests {
    @Test func `every metric that this build runs gives a value`() async throws {
        let ofRewards: Set<MetricName> = [.accuracy, .calibration, .logLoss, .goldCorrelation]
        let ofCuts: Set<MetricName> = [.pk, .windowdiff, .boundarySimilarity, .boundaryF1, .nearF1]
        let ofDecomposers: Set<MetricName> = [.stability, .reuse]
        let metrics = Capabilities.current.metrics
        let ofAnswers = metrics.subtracting(
            ofRewards.union(ofCuts).union(ofDecomposers).union([.overOptimisation])
        ).map(
            \.rawValue
        )
        .sorted().joined(separator: ", ")
        let bench = try Bench(
            SmallBooks.pipeline(
                SmallBooks.learning
                    + "\nverdicts: {ask: summaries, for: [rating, halt], nodes: all, overseer: reader, count: 500}"
                    + "\nled: {recompose: unseen, policy: lead}"
                    + "\nall: {evaluate: summaries, metrics: [\(ofAnswers)], overseer: reader, refs: notes, "
                    + "reward: reward, from: bc, catastrophe: 0, trained_on: [pairs], against: [imitated, led], "
                    + "ratings: verdicts}"
                    + "\ncuts: {evaluate: unseen, metrics: [pk, windowdiff, boundary-similarity, boundary-f1, "
                    + "boundary-f1-3]}"
                    + "\nkept: {evaluate: fixed, in: books, metrics: [stability, reuse], edits: 3}"
                    + "\nfar: {evaluate: bc, in: unseen, metrics: [over-optimisation], overseer: reader, "
                    + "reward: reward, with: {samples: 8, fit: 4}}"
                    + "\nofReward: {evaluate: reward, using: pairs, metrics: [accuracy, calibration, log-loss, "
                    + "gold-correlation], overseer: reader}"))
        try bench.write(
            "notes.jsonl",
            (1...4).map { SmallBooks.note("book-\($0)", reference: "Anna hid the lantern.") }.joined())
        let ran = try await bench.run()
        var scores: [Scores] = []
        for stage in ["all", "ofReward", "cuts", "kept", "far"] {
            scores.append(try await ran.read(Scores.self, stage))
        }
        let measured = Set(scores.flatMap(\.rows).map(\.metric))
        #expect(metrics.map(\.rawValue).filter { !measured.contains($0) } == [])
        // How many things these are of; nothing that could not be measured.
        let counts = ["worst-case: ", "shift at height ", "sandwich: ", "too few inputs at height 3"]
        #expect(scores[0].remarks.filter { remark in !counts.contains { remark.hasPrefix($0) } } == [])
    }
}
