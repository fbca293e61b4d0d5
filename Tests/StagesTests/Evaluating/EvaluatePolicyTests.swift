import Learning
import SmallBooks
import Testing

@testable import Stages

/// Reward against gold as a policy is optimised.
@Suite struct EvaluatePolicyTests {
    private static func pipeline(_ stage: String) -> String {
        SmallBooks.pipeline(SmallBooks.learning + "\n" + stage)
    }

    private static let far =
        "far: {evaluate: bc, in: unseen, reward: reward, overseer: reader, metrics: [over-optimisation], with: {samples: 24, fit: 6}}"

    @Test func `best of n is measured at every node, over all heights and at each`() async throws {
        let bench = try Bench(Self.pipeline(Self.far))
        let ran = try await bench.run(only: ["far"])
        let scores = try await ran.read(Scores.self, "far")
        let curves = try #require(scores.curves)
        #expect(curves.map(\.height) == [nil, 0, 1, 2, 3])
        #expect(curves[0].passages == curves.dropFirst().map(\.passages).reduce(0, +))
        #expect(ran.units("score-draws") == curves[0].passages)
        for curve in curves {
            #expect(curve.form == .bestOf)
            #expect(curve.points.map(\.stage) == [1, 2, 3, 4, 6, 8, 12, 16, 24])
            #expect(
                curve.points.map(\.isFitted) == [true, true, true, true, true] + [false, false, false, false])
            // The best of more draws has no lower reward.
            #expect(zip(curve.points, curve.points.dropFirst()).allSatisfy { $0.proxy <= $1.proxy + 1e-12 })
        }
        #expect(scores.rows.map(\.height) == [nil, 0, 1, 2, 3])
        #expect(scores.value(of: "over-optimisation") == curves[0].peak.loss)
        #expect(scores.remarks.count == 1)
        // Other bounds of the fit draw nothing anew.
        try bench.write("small.yaml", Self.pipeline(Self.far.replacing("fit: 6", with: "fit: 8")))
        let again = try await bench.run(only: ["far"])
        #expect(again.units("score-draws") == 0)
        #expect(again.units("evaluate-policy") == 1)
    }

    @Test func `the curve is shown as a table, a plot and a verdict`() async throws {
        let ran = try await Bench(Self.pipeline(Self.far)).run(only: ["far"])
        let scores = try await ran.read(Scores.self, "far")
        let sheet = ScoreSheet([.init(cell: "far", scores: scores)])
        let text = sheet.text(Page(width: 100))
        #expect(text.contains("over-optimisation, leaves: best of n, "))
        #expect(text.contains("fitted up to n 6: gold = d (α − β d), d = √kl"))
        #expect(text.contains("measured: gold is greatest"))
        #expect(sheet.lines.compactMap(\.curve).count == 5)
        #expect(try sheet.jsonLines().contains { $0.contains("\"distance\"") })
    }

    @Test func `the place to stop is the point nearest to a certain optimum, and stands in the table`()
        async throws
    {
        let ran = try await Bench(Self.pipeline(Self.far)).run(only: ["far"])
        var curve = try #require(try await ran.read(Scores.self, "far").curves?.first)
        func marked() -> [String] {
            curve.text(Page(width: 100)).split(separator: "\n").map(String.init).filter {
                $0.contains("◀ stop here")
            }
        }
        let last = try #require(curve.points.last).distance
        for (optimum, isCertain, stage) in [
            (curve.points[3].distance + 1e-6, true, "4"), (last, true, "24"), (last + 0.1, true, nil),
            (curve.points[3].distance, false, nil),
        ] as [(Double, Bool, String?)] {
            curve.prediction?.optimum = optimum
            curve.prediction?.isCertain = isCertain
            #expect(
                marked().map { $0.split(separator: " ").first.map(String.init) } == (stage.map { [$0] } ?? [])
            )
        }
    }

    private static let way = """
        way: {train: policy, by: ppo, from: bc, in: trees, reward: reward, with: {steps: 4, batch: 8, epochs: 1, minibatches: 1, kl: 0, learning_rate: 0.05, snapshots: 3}}
        far: {evaluate: way, in: unseen, reward: reward, overseer: reader, metrics: [over-optimisation], with: {samples: 6}}
        """

    @Test func `the policies on the way of a training are measured at the same nodes`() async throws {
        let ran = try await Bench(Self.pipeline(Self.way)).run(only: ["far"])
        let scores = try await ran.read(Scores.self, "far")
        let curves = try #require(scores.curves)
        #expect(curves.map(\.height) == [nil, 0, 1, 2, 3])
        #expect(ran.units("score-draws") == 4 * curves[0].passages, "the start policy's and three others'")
        for curve in curves {
            #expect(curve.form == .reinforcement)
            #expect(curve.points.map(\.stage) == [1, 2, 4])
            #expect(curve.points.map(\.isFitted) == [true, true, true])
            for point in curve.points { #expect(point.tiedKL == nil && point.kl > 0) }
        }
        let sheet = ScoreSheet([.init(cell: "far", scores: scores)]).text(Page(width: 100))
        #expect(sheet.contains("over-optimisation, leaves: snapshots of the training, "))
        #expect(sheet.contains("fitted up to step 4: gold = d (α − β log d), d = √kl"))
    }

    @Test func `stopped in the middle, a training keeps the same policies on its way`() async throws {
        let undisturbed = try await Bench(Self.pipeline(Self.way)).run(only: ["far"])
        let bench = try Bench(Self.pipeline(Self.way))
        let stopped = try await bench.run(only: ["far"]) { event in
            guard case .metric(let step, _) = event.kind else { return false }
            return event.operation == "fit-reinforcement" && step == 3
        }
        #expect(stopped.result.state == .interrupted)
        #expect(try await bench.run(only: ["far"]).main("far") == undisturbed.main("far"))
    }

    @Test func `an untrained policy can be measured, lead cannot`() async throws {
        let untrained = Self.far.replacing("evaluate: bc", with: "evaluate: extractive")
        let scores = try await Bench(Self.pipeline(untrained)).run(only: ["far"]).read(Scores.self, "far")
        #expect(scores.curves?.isEmpty == false)
        let lead = try Bench(Self.pipeline(Self.far.replacing("evaluate: bc", with: "evaluate: lead")))
            .complaints()
        #expect(lead.hasPrefix("error: 'lead' draws nothing at random"), "\(lead)")
    }

    @Test(arguments: [
        (
            "x: {evaluate: bc, in: unseen, metrics: [words]}",
            "quire cannot measure 'words' on a policy yet; let it answer (recompose) and evaluate the answers"
        ),
        (
            "x: {evaluate: bc, in: unseen, overseer: reader, metrics: [over-optimisation]}",
            "the metric 'over-optimisation' needs the key 'reward'"
        ),
        (
            "x: {evaluate: summaries, metrics: [over-optimisation]}",
            "'over-optimisation' is measured on a policy or a decomposer, not on answers"
        ),
        (
            "x: {evaluate: bc, in: unseen, reward: reward, overseer: reader, metrics: [over-optimisation], with: {samples: 8, fit: 9}}",
            "fit 9 is more than samples 8"
        ),
        (
            "x: {evaluate: rl, in: unseen, reward: reward, overseer: reader, metrics: [over-optimisation]}",
            "'rl' was optimised against a reward already; name the supervised policy that it began as, whose best of n is measured, or keep policies on its way (with: {snapshots: 8})"
        ),
        (
            "x: {evaluate: summaries, metrics: [words], with: {fit: 9}}",
            "'with' has no effect on these metrics"
        ),
    ])
    func `what cannot be measured is refused before anything runs`(stage: String, message: String) throws {
        let said = try Bench(Self.pipeline(stage)).complaints()
        #expect(said.contains("error: " + message), "\(said)")
    }
}
