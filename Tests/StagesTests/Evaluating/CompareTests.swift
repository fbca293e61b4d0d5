import Engine
import Pipeline
import SmallBooks
import Testing

@testable import Stages

@Suite struct CompareTests {
    private static func pipeline(_ compare: String, top: String = "") -> String {
        SmallBooks.pipeline(
            """
            trees: {decompose: books, by: $cut}
            leads: {recompose: trees, policy: lead}
            lengths: {evaluate: leads, metrics: [words, compression]}
            verdict: {compare: lengths, across: cut, baseline: fixed, \(compare)}
            """, top: "matrix: {cut: [fixed, random, structure], seed: [1, 2, 3]}\n" + top
        ).replacing("by: $cut}", with: "by: $cut, seed: $seed}")
    }

    @Test func `each arm is set against the baseline, book by book and seed by seed`() async throws {
        let ran = try await Bench(Self.pipeline("pair_by: [book, seed]")).run()
        #expect(ran.result.state == .done, "\(ran.result.results.compactMap(\.result.message))")
        let verdict = try await ran.read(Verdict.self, "verdict")
        #expect(
            verdict.lines.map { "\($0.metric) \($0.arm)" } == [
                "words random", "words structure", "compression random", "compression structure",
            ])
        for line in verdict.lines {
            #expect(line.clusters == 4)
            #expect(line.pairs == 12)
            var (mine, its): ([Double], [Double]) = ([], [])
            for seed in 1...3 {
                mine += try await values(ran, "lengths[cut=\(line.arm),seed=\(seed)]", line.metric)
                its += try await values(ran, "lengths[cut=fixed,seed=\(seed)]", line.metric)
            }
            #expect(abs(line.mean - mine.reduce(0, +) / 12) < 1e-9)
            #expect(abs(line.difference - (mine.reduce(0, +) - its.reduce(0, +)) / 12) < 1e-9)
            #expect(line.low <= line.difference && line.difference <= line.high)
            #expect(line.adjusted >= line.chance)
        }
        #expect(verdict.remarks.contains { $0.hasPrefix("only 4 books") })
    }

    private func values(_ ran: Ran, _ cell: String, _ metric: String) async throws -> [Double] {
        try await ran.read(Scores.self, cell).rows.filter { $0.metric == metric && $0.height == nil }.map(
            \.value)
    }

    @Test func `arms that give the same are equivalent and not different`() async throws {
        let ran = try await Bench(
            Self.pipeline("pair_by: [book, seed], equivalent: 0.5, metrics: [words]").replacing(
                "[fixed, random, structure]", with: "[fixed, again]"
            ).replacing(
                "decomposers:", with: "decomposers:\n  again: {kind: fixed, leaf_words: 40, fan_in: 3}")
        ).run()
        let line = try #require(try await ran.read(Verdict.self, "verdict").lines.first)
        #expect(line.difference == 0)
        #expect(line.chance == 1)
        #expect((line.equivalence ?? 1) < 0.05)
    }

    @Test func `a placebo's draws make a band`() async throws {
        let ran = try await Bench(
            Self.pipeline("pair_by: [book, seed], placebo: random, metrics: [compression], test: wilcoxon")
        ).run()
        let verdict = try await ran.read(Verdict.self, "verdict")
        let band = try #require(verdict.bands.first)
        #expect(band.draws == 3)
        #expect(band.low < band.high)
        let arm = try #require(verdict.lines.first { $0.arm == "structure" })
        #expect(arm.isBeyondPlacebo == (arm.difference < band.low || arm.difference > band.high))
        #expect(verdict.lines.first { $0.arm == "random" }?.isBeyondPlacebo == nil)
    }

    @Test func `the sheet says who is above whom, or that nothing was shown`() {
        let line = Verdict.Line(
            metric: "gold", arm: "learned", mean: 0.5, baselineMean: 0.4, difference: 0.1, low: 0.05,
            high: 0.15,
            chance: 0.0001, adjusted: 0.0002, clusters: 12, pairs: 60, above: 11, below: 1, detectable: 0.07,
            equivalence: nil, isBeyondPlacebo: nil)
        var weak = line
        (weak.metric, weak.adjusted, weak.difference, weak.low) = ("rouge-l", 0.3, 0.002, -0.01)
        let text = VerdictSheet(
            Verdict(
                across: "cut", baseline: "fixed", pairBy: ["book", "seed"], test: "bootstrap",
                correct: "holm",
                alpha: 0.05, lines: [line, weak], bands: [], remarks: ["one"])
        ).text(Page(width: 140))
        #expect(
            text.hasPrefix(
                """
                gold: 'learned' is above 'fixed' by 0.100 [0.050, 0.150] over 12 books (p < 0.001)
                rouge-l: no difference between 'learned' and 'fixed' was shown over 12 books: 0.002 [-0.010, 0.150] (p 0.300); one of 0.070 would be found four times in five
                """))
        #expect(text.hasSuffix("Holm over 2 tests\nnote: one"))
    }
}
