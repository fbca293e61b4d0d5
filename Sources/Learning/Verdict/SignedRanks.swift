import Tensors

/// Wilcoxon's signed-rank test (1945) of differences that are symmetric around 0.
///
/// Differences of 0 are left out and equal sizes share the mean of their ranks. The chance is exact, over all ways of
/// giving the ranks signs, for at most 50 differences without zeros and equal sizes and for at most 13 of any kind;
/// otherwise by the normal approximation with the variance corrected for equal sizes and without a correction for
/// continuity. So scipy.stats.wilcoxon decides and computes it.
package struct SignedRanks: Hashable, Sendable {
    /// How many differences are not 0.
    package var count: Int { ranks.count }
    /// The sum of the ranks of the differences above 0.
    package var positive: Double { Double(doubledSum) / 2 }

    /// Twice the ranks of the differences that are not 0, by rising size: whole numbers even where ranks are shared.
    private let ranks: [Int]
    private let doubledSum: Int
    private let isExact: Bool
    /// Σ (t³ − t) over groups of t equal sizes.
    private let ties: Double

    /// Ranks the differences.
    package init(_ differences: [Double]) {
        let sorted = differences.filter { $0 != 0 }.sorted { abs($0) < abs($1) }
        var (ranks, doubledSum, ties): ([Int], Int, Double) = ([], 0, 0)
        while ranks.count < sorted.count {
            let start = ranks.count
            let equal = sorted[start...].prefix { abs($0) == abs(sorted[start]) }
            let rank = 2 * start + 1 + equal.count
            ranks += equal.map { _ in rank }
            doubledSum += rank * equal.count { $0 > 0 }
            let size = Double(equal.count)
            ties += size * size * size - size
        }
        (self.ranks, self.doubledSum, self.ties) = (ranks, doubledSum, ties)
        let isPlain = ties == 0 && sorted.count == differences.count
        isExact = differences.count <= (isPlain ? 50 : 13)
    }

    /// P of a sum of positive ranks as far from its mean, on either side.
    package var twoSided: Double { min(1, 2 * min(below, above)) }

    /// P of a sum of positive ranks as small: small where the differences lie below 0.
    package var below: Double {
        isExact ? share(of: 0...doubledSum) : NormalDistribution.probability(below: z)
    }

    /// P of a sum of positive ranks as large: small where the differences lie above 0.
    package var above: Double {
        isExact ? share(of: doubledSum...greatest) : NormalDistribution.probability(below: -z)
    }

    private var greatest: Int { ranks.reduce(0, +) }

    private var z: Double {
        let n = Double(count)
        let variance = (n * (n + 1) * (2 * n + 1) - ties / 2) / 24
        return variance > 0 ? (positive - n * (n + 1) / 4) / variance.squareRoot() : 0
    }

    /// The share of the 2ⁿ ways of giving the ranks signs in which twice the positive ones sum up to one of `sums`.
    private func share(of sums: ClosedRange<Int>) -> Double {
        var ways = [Double](repeating: 0, count: greatest + 1)
        ways[0] = 1
        for rank in ranks {
            for sum in stride(from: greatest, through: rank, by: -1) { ways[sum] += ways[sum - rank] }
        }
        return ways[sums].reduce(0, +) / Double(sign: .plus, exponent: count, significand: 1)
    }
}
