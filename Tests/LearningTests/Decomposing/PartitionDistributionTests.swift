import Tensors
import Testing
import Text

@testable import Learning

/// Exact sums over all ways to cut, held against all ways written out.
@Suite struct PartitionDistributionTests {
    private static let inner = [4, 9, 13, 20, 26, 31, 37]
    private static let total = 44

    private static func lattice(_ count: Int?) throws -> PartitionLattice {
        try #require(PartitionLattice(inner: inner, total: total, least: 6, most: 20, count: count))
    }

    /// Every path, found by going along all pieces.
    private static func paths(_ lattice: PartitionLattice) -> [[Int]] {
        func go(_ path: [Int]) -> [[Int]] {
            guard let place = path.last, place < lattice.placeCount - 1 else { return [path] }
            return lattice.reach[place].flatMap { go(path + [$0]) }
        }
        return go([0]).filter { path in lattice.count.map { path.count == $0 + 1 } ?? true }
    }

    private static func draws(_ count: Int, _ label: String) -> [Double] {
        var stream = RandomStream(seed: 3).split(label: label)
        return (0..<count).map { _ in stream.normal() }
    }

    private static func sum(_ values: [Double], along path: [Int], _ lattice: PartitionLattice) -> Double {
        var sum = 0.0
        for (from, to) in zip(path, path.dropFirst()) { sum += values[lattice.edge(from, to)] }
        return sum
    }

    @Test(arguments: [nil, 3, 4]) func probabilitiesOfAllWaysSumToOne(count: Int?) throws {
        let lattice = try Self.lattice(count)
        let cutter = PartitionDistribution(lattice, weights: Self.draws(lattice.edgeCount, "weights"))
        let total = Self.paths(lattice).reduce(0) { $0 + Elementary.exp(cutter.logProbability($1)) }
        #expect(abs(total - 1) < 1e-12)
        #expect(cutter.logProbability([0, 1, lattice.placeCount - 1]) == -.infinity)
    }

    @Test(arguments: [nil, 4]) func pieceProbabilitiesAreThoseOfAllWays(count: Int?) throws {
        let lattice = try Self.lattice(count)
        let cutter = PartitionDistribution(lattice, weights: Self.draws(lattice.edgeCount, "weights"))
        var expected = [Double](repeating: 0, count: lattice.edgeCount)
        for path in Self.paths(lattice) {
            for (from, to) in zip(path, path.dropFirst()) {
                expected[lattice.edge(from, to)] += Elementary.exp(cutter.logProbability(path))
            }
        }
        for (piece, probability) in zip(cutter.pieces, expected) { #expect(abs(piece - probability) < 1e-12) }
    }

    @Test(arguments: [nil, 4]) func theMeanAndItsDerivativeAreExact(count: Int?) throws {
        let lattice = try Self.lattice(count)
        let weights = Self.draws(lattice.edgeCount, "weights")
        let costs = Self.draws(lattice.edgeCount, "costs")
        func mean(_ weights: [Double]) -> Double {
            let cutter = PartitionDistribution(lattice, weights: weights)
            return Self.paths(lattice).reduce(0) {
                $0 + Elementary.exp(cutter.logProbability($1)) * Self.sum(costs, along: $1, lattice)
            }
        }
        let found = PartitionDistribution(lattice, weights: weights).expectation(of: costs)
        #expect(abs(found.mean - mean(weights)) < 1e-12)
        for edge in weights.indices {
            var (up, down) = (weights, weights)
            up[edge] += 1e-5
            down[edge] -= 1e-5
            #expect(abs(found.derivative[edge] - (mean(up) - mean(down)) / 2e-5) < 1e-8)
        }
    }

    @Test func theDivergenceIsThatOfAllWays() throws {
        let lattice = try Self.lattice(4)
        let here = PartitionDistribution(lattice, weights: Self.draws(lattice.edgeCount, "weights"))
        let there = PartitionDistribution(lattice, weights: Self.draws(lattice.edgeCount, "others"))
        let expected = Self.paths(lattice).reduce(0) {
            let log = here.logProbability($1)
            return $0 + Elementary.exp(log) * (log - there.logProbability($1))
        }
        #expect(abs(here.kl(to: there) - expected) < 1e-12)
        #expect(here.kl(to: here) == 0)
    }

    @Test func samplesComeAsOftenAsTheirProbability() throws {
        let lattice = try Self.lattice(4)
        let cutter = PartitionDistribution(lattice, weights: Self.draws(lattice.edgeCount, "weights"))
        var stream = RandomStream(seed: 11)
        var counts: [[Int]: Int] = [:]
        for _ in 0..<20_000 { counts[cutter.sample(using: &stream), default: 0] += 1 }
        for path in Self.paths(lattice) {
            let probability = Elementary.exp(cutter.logProbability(path))
            let error = (probability * (1 - probability) / 20_000).squareRoot()
            #expect(abs(Double(counts[path, default: 0]) / 20_000 - probability) < 4.5 * error + 1e-4)
        }
    }
}
