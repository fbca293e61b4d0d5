import Testing

@testable import Pipeline

@Suite struct GraphTests {
    private func graph(_ stages: String, extra: String = "") throws -> Graph {
        let checked = try check(pipeline(stages, extra: extra)).get()
        #expect(checked.complaints.description == "")
        return try #require(checked.graph)
    }

    @Test func anAxisInADecomposerMultipliesWhoeverUsesIt() throws {
        let text = pipeline(
            "trees: {decompose: books.train, by: sized}\nother: {decompose: books.train, by: fixed}",
            extra: "matrix: {size: [100, 200]}"
        ).replacing("decomposers:", with: "decomposers:\n  sized: {kind: fixed, leaf_words: $size}")
        let graph = try #require(try check(text).get().graph)
        #expect(graph.cells.map(\.id) == ["trees[size=100]", "trees[size=200]", "other"])
        guard case .decompose(let step)? = graph["trees[size=200]"]?.step else { throw NoSuchFile() }
        #expect(step.decomposers[0].limits == CutLimits(leafWords: 200, fanIn: 6, snap: .sentence))
        #expect(graph["trees[size=200]"]?.coordinates == [Coordinate(axis: "size", value: "200")])
    }

    @Test func aCellHasOnlyTheAxesThatItUses() throws {
        let graph = try graph(
            """
            first: {decompose: books.train, by: fixed, seed: $seed}
            trees: {decompose: books.train, by: $cut}
            cutter: {train: decomposer, by: bc, from: extractive, in: books.train, like: fixed, seed: $seed}
            after: {decompose: books.test, by: whole, after: trees}
            """, extra: "matrix: {cut: [fixed, cutter], seed: [1, 2]}")
        #expect(
            graph.cells.filter { $0.stage == "trees" }.map(\.id) == [
                "trees[cut=fixed]", "trees[cut=cutter,seed=1]", "trees[cut=cutter,seed=2]",
            ])
        #expect(graph.cells.filter { $0.stage == "after" }.count == 3)
    }

    @Test func whatIsNeededRunsFirstOtherwiseTheFileDecides() throws {
        let graph = try graph(
            """
            out: {recompose: trees, policy: lead}
            trees: {decompose: books.train, by: fixed}
            more: {decompose: books.test, by: structure}
            """)
        #expect(graph.cells.map(\.id) == ["trees", "out", "more"])
        guard case .recompose(let step)? = graph["out"]?.step else { throw NoSuchFile() }
        #expect(
            step
                == Recompose(
                    forest: "trees", parts: [.init(nodes: .all, policy: .builtin(.lead))], nodes: [.all]))
    }

    @Test func settingsAreComplete() throws {
        let graph = try graph(
            """
            trees: {decompose: books.train, by: fixed}
            pairs: {ask: trees, for: comparison, nodes: leaves, policy: extractive, overseer: reader, count: 9}
            reward: {train: reward, from: extractive, using: pairs, with: {ensemble: 5, rationality: fit}}
            rl: {train: policy, by: ppo, from: extractive, in: trees, reward: reward, with: {kl: 1, whiten: false}, seed: 9, retries: 2, time_limit: 10m, note: x}
            """)
        guard case .train(let reward)? = graph["reward"]?.step, case .train(let rl)? = graph["rl"]?.step
        else {
            throw NoSuchFile()
        }
        #expect(reward.method == .reward)
        #expect(reward.settings.integer("ensemble") == 5)
        #expect(reward.settings.text("rationality") == "fit")
        #expect(reward.settings.number("learning_rate") == 0.003)
        #expect(rl.settings.number("kl") == 1)
        #expect(rl.settings.flag("whiten") == false)
        #expect(rl.settings.integer("steps") == 40)
        #expect(rl.settings.values.count == Schema.shape("with.ppo").keys.count)
        #expect(rl.rewards == ["reward"])
        #expect(rl.practice == .forest("trees"))
        let cell = try #require(graph["rl"])
        #expect(cell.seed == 9 && cell.retries == 2 && cell.timeLimit == 600 && cell.note == "x")
        guard case .ask(let ask)? = graph["pairs"]?.step else { throw NoSuchFile() }
        #expect(ask.samples == 2 && ask.count == 9 && ask.minutes == nil && ask.when.rule == .always)
        #expect(ask.overseer.gold == .known(.coverage))
    }

    @Test func directPreferencesNeedNoRewardInAShorthand() throws {
        let graph = try graph(
            """
            trees: {decompose: books.train, by: fixed}
            loop: {rlhf: trees, from: extractive, by: dpo, overseer: reader, rounds: [{nodes: leaves, count: 3}, {nodes: leaves, count: 4}]}
            out: {recompose: trees, policy: loop}
            """)
        #expect(
            graph.cells.map(\.id) == [
                "trees", "loop.1.ask", "loop.1.policy", "loop.2.ask", "loop.2.policy", "out",
            ])
        #expect(graph["loop.2.policy"]?.needs == ["loop.1.ask", "loop.2.ask"])
    }

    @Test func leafWordsFitUnderOversight() throws {
        let text = pipeline("trees: {decompose: books.train, by: fixed}", extra: "oversight: {words: 500}")
            .replacing("leaf_words: 450, ", with: "")
        guard case .decompose(let step)? = try check(text).get().graph?.cells.first?.step else {
            throw NoSuchFile()
        }
        #expect(step.decomposers[0].limits.leafWords == 200)
    }

    @Test func aLearnedDecomposerObeysTheLimitsOfWhatItImitates() throws {
        let graph = try graph(
            """
            cutter: {train: decomposer, by: bc, from: extractive, in: books.train, like: fixed}
            trees: {decompose: books.train, by: cutter}
            """)
        guard case .decompose(let step)? = graph["trees"]?.step else { throw NoSuchFile() }
        #expect(step.decomposers[0].limits == CutLimits(leafWords: 450, fanIn: 6, snap: .sentence))
        #expect(step.decomposers[0].source == .cell("cutter"))
    }

    @Test func sizesAreHeldAgainstThoseOfTheModelAndNotAgainstDefaults() throws {
        let stages = """
            cutter: {train: decomposer, by: bc, from: extractive, in: books.train, like: long}
            trees: {decompose: books.train, by: lent}
            """
        func text(_ least: Int) -> String {
            pipeline(stages).replacing(
                "decomposers:",
                with: """
                    decomposers:
                      long: {kind: fixed, leaf_words: 900}
                      lent: {kind: model, model: cutter, least_words: \(least)}
                    """)
        }
        guard case .decompose(let step)? = try check(text(600)).get().graph?["trees"]?.step else {
            throw NoSuchFile()
        }
        #expect(
            step.decomposers[0].limits
                == CutLimits(leafWords: 900, leastWords: 600, fanIn: 6, snap: .sentence))
        #expect(
            try check(text(901)).get().complaints.description.contains(
                "'least_words' is 901, and a leaf has at most 900 words"))
    }

    @Test func aComparisonFoldsItsAxes() throws {
        let graph = try graph(
            """
            trees: {decompose: books.test, by: $cut}
            out: {recompose: trees, policy: $who}
            score: {evaluate: out, metrics: [words]}
            verdict: {compare: score, across: cut, baseline: fixed}
            """, extra: "matrix: {cut: [fixed, structure], who: [lead, extractive]}")
        #expect(
            graph.cells.filter { $0.stage == "verdict" }.map(\.id) == [
                "verdict[who=lead]", "verdict[who=extractive]",
            ])
        guard case .compare(let step)? = graph["verdict[who=lead]"]?.step else { throw NoSuchFile() }
        #expect(step.arms.map(\.scores) == ["score[cut=fixed,who=lead]", "score[cut=structure,who=lead]"])
        #expect(step.arms.map(\.value) == ["fixed", "structure"])
        #expect(step.metrics == [.words] && step.pairBy == ["book"] && step.alpha == 0.05)
    }

    @Test func simulatedMinutesDoNotCountAgainstPeoples() throws {
        let text = pipeline(
            """
            trees: {decompose: books.train, by: fixed}
            demos: {ask: trees, for: demonstration, nodes: leaves, overseer: reader, count: 1000}
            """, extra: "oversight: {minutes: 10}")
        let plan = try #require(try check(text).get().plan)
        #expect(plan.minutes == 0)
        #expect(plan.totals.map(\.isHuman) == [false])
        #expect((plan.totals.first?.minutes ?? 0) > 5_000)
    }

    @Test func whicheverOfCountAndMinutesComesFirstIsPlanned() throws {
        let stages = """
            trees: {decompose: books.train, by: fixed}
            a: {ask: trees, for: demonstration, nodes: leaves, overseer: me, count: 1000, minutes: 60}
            b: {ask: trees, for: demonstration, nodes: leaves, overseer: me, count: 1, minutes: 60}
            """
        let text = pipeline(stages).replacing("overseers:", with: "overseers:\n  me: {kind: human}")
        let plan = try #require(try check(text).get().plan)
        #expect(plan.totals.map { Int($0.minutes * 100) } == [6_000, 595])
    }
}
