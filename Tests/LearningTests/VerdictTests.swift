import Foundation
import Testing

@testable import Learning
@testable import Tensors

/// Numbers of Golden/verdict.py (scipy, statsmodels, numpy).
@Suite("Tests of differences agree with scipy and statsmodels")
struct VerdictTests {
    private let golden: Golden

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "Golden/verdict.json")
        golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
    }

    @Test("the normal distribution and its quantiles")
    func normal() {
        for g in golden.normal {
            let below = NormalDistribution.probability(below: g.x)
            #expect(abs(below - g.below) <= 1e-13 * max(g.below, 1e-300), "at \(g.x): \(below)")
        }
        for g in golden.quantile { #expect(abs(NormalDistribution.quantile(g.p) - g.x) < 1e-10) }
    }

    @Test("Wilcoxon's signed ranks: exact, with ties, with zeros, on both sides")
    func wilcoxon() {
        for g in golden.wilcoxon {
            let ranks = SignedRanks(g.values)
            #expect(abs(ranks.twoSided - g.both) < 1e-12, "\(g.values.count): \(ranks.twoSided) \(g.both)")
            #expect(abs(ranks.above - g.above) < 1e-12)
            #expect(abs(ranks.below - g.below) < 1e-12)
        }
    }

    @Test("where nothing differs nothing is shown")
    func nothing() {
        #expect(SignedRanks([0, 0, 0]).twoSided == 1)
        #expect(SignedRanks([]).twoSided == 1)
        let same = PairedDifferences([[0, 0], [0]])
        #expect(ClusterBootstrap(same, using: RandomStream(seed: 1)).twoSided == 1)
        #expect(ClusterBootstrap(same, using: RandomStream(seed: 1)).interval(alpha: 0.05) == 0...0)
        #expect(
            ClusterBootstrap(PairedDifferences([]), using: RandomStream(seed: 1)).interval(alpha: 0.05) == nil
        )
    }

    @Test("Holm's correction")
    func correction() {
        for g in golden.holm {
            for (mine, its) in zip(holm(g.chances), g.adjusted) { #expect(abs(mine - its) < 1e-15) }
        }
    }

    @Test("the smallest effect that can be shown")
    func detectable() throws {
        for g in golden.detectable {
            let effect = try #require(PairedDifferences(g.values.map { [$0] }).detectable(alpha: 0.05))
            // statsmodels counts the chance of a finding on the wrong side too, which is below 10⁻⁵ here.
            #expect(abs(effect - g.effect) < 1e-4 * g.effect)
        }
    }

    @Test("the bootstrap is near the enumeration of all resamples")
    func bootstrap() throws {
        for g in golden.bootstrap {
            let differences = PairedDifferences(g.values.map { [$0] })
            let drawn = ClusterBootstrap(differences, resamples: 100_000, using: RandomStream(seed: 17))
            let interval = try #require(drawn.interval(alpha: 0.05))
            #expect(abs(interval.lowerBound - g.low) < 0.02)
            #expect(abs(interval.upperBound - g.high) < 0.02)
            #expect(abs(drawn.twoSided - g.both) < 0.01)
            #expect(abs(drawn.equivalence(margin: 1) - g.equivalence) < 0.01)
        }
    }

    @Test("a book counts the same however many seeds it has")
    func clusters() {
        let differences = PairedDifferences([[1, 3], [], [-4]])
        #expect(differences.clusterMeans == [2, -4])
        #expect(differences.mean == -1)
        #expect(differences.pairs == 3)
        #expect(differences.above == 1)
        #expect(differences.below == 1)
        #expect(differences.deviation == 18.0.squareRoot())
    }

    private struct Golden: Decodable {
        struct Normal: Decodable {
            var x, below: Double
        }
        struct Quantile: Decodable {
            var p, x: Double
        }
        struct Wilcoxon: Decodable {
            var values: [Double]
            var both, above, below: Double
        }
        struct Holm: Decodable {
            var chances, adjusted: [Double]
        }
        struct Detectable: Decodable {
            var values: [Double]
            var effect: Double
        }
        struct Bootstrap: Decodable {
            var values: [Double]
            var low, high, both, equivalence: Double
        }
        var normal: [Normal]
        var quantile: [Quantile]
        var wilcoxon: [Wilcoxon]
        var holm: [Holm]
        var detectable: [Detectable]
        var bootstrap: [Bootstrap]
    }
}
