import Testing

@testable import Text

/// The cheapest partitions, held against all partitions of small texts.
@Suite struct PartitionLatticeTests {
    /// All ways to cut, by trying every subset of places.
    private static func all(inner: [Int], total: Int, least: Int, most: Int, count: Int?) -> [[Int]] {
        let words = [0] + inner + [total]
        return (0..<(1 << inner.count)).compactMap { mask in
            let path = [0] + inner.indices.filter { mask >> $0 & 1 == 1 }.map { $0 + 1 } + [words.count - 1]
            let lengths = zip(path, path.dropFirst()).map { words[$1] - words[$0] }
            guard lengths.allSatisfy({ $0 >= least && $0 <= most }) else { return nil }
            return count == nil || lengths.count == count ? path : nil
        }
    }

    @Test(arguments: [nil, 2, 3, 4, 5]) func theCheapestPathIsTheCheapestOfAllSubsets(count: Int?) throws {
        let inner = [3, 7, 8, 12, 15, 19, 22, 24, 29]
        var seed: UInt64 = 7
        func draw() -> Double {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(seed >> 33) / Double(1 << 31)
        }
        for _ in 0..<20 {
            let lattice = try #require(
                PartitionLattice(inner: inner, total: 33, least: 4, most: 20, count: count))
            let costs = (0..<lattice.edgeCount).map { _ in draw() }
            func cost(_ path: [Int]) -> Double {
                zip(path, path.dropFirst()).reduce(0) { $0 + costs[lattice.edge($1.0, $1.1)] }
            }
            let best = try #require(
                Self.all(inner: inner, total: 33, least: 4, most: 20, count: count).map(cost).min())
            let found = lattice.cheapest(costs)
            #expect(abs(cost(found) - best) < 1e-12)
            if let count { #expect(found.count == count + 1) }
        }
    }

    @Test(arguments: [1, 2, 4, 6, 10, 20]) func cutsOfAGivenNumberAreTheCheapestOfAllSubsets(pieces: Int) {
        let words = [3, 7, 8, 12, 15, 19, 22, 24, 29]
        var seed: UInt64 = 3
        for _ in 0..<20 {
            let costs = words.map { _ in
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Double(seed >> 33) / Double(1 << 31) - 0.5
            }
            // Pieces are longer than four of the mean only where there is no other way.
            let most = pieces == 1 ? 33 : 4 * (33 / pieces)
            func price(_ cuts: [Int]) -> Double {
                let ends = [0] + cuts.map { words[$0] } + [33]
                let mean = 33.0 / Double(min(pieces, words.count + 1))
                return cuts.reduce(0) { $0 + costs[$1] }
                    + 2
                    * zip(ends, ends.dropFirst()).reduce(0) { sum, piece in
                        let uneven = (Double(piece.1 - piece.0) - mean) / mean
                        return sum + uneven * uneven
                    }
            }
            let found = PartitionLattice.cuts(
                words: words, total: 33, costs: costs, pieces: pieces, evenness: 2)
            let count = min(pieces, words.count + 1)
            #expect(found.count == count - 1)
            let all = Self.all(inner: words, total: 33, least: 0, most: max(most, 8), count: count)
                .map { path in price(path.dropFirst().dropLast().map { $0 - 1 }) }
            #expect(abs(price(found) - (all.min() ?? .infinity)) < 1e-12)
        }
    }

    @Test func lengthsAreLearnedAsTheLogarithmsMeanAndDeviation() throws {
        // numpy: l = log([0.5, 1, 1, 1.5, 0.25]); l.mean(), l.std()
        let fitted = try #require(Evenness.fitted(to: [0.5, 1, 1, 1.5, 0.25]))
        guard case .logNormal(let mean, let deviation) = fitted else {
            Issue.record("not log-normal")
            return
        }
        #expect(abs(mean - -0.33479528671433434) < 1e-15)
        #expect(abs(deviation - 0.6334394372713947) < 1e-12)
        // ((numpy.log(2) - l.mean()) / l.std()) ** 2 / 2
        #expect(abs(fitted.price(ofLength: 2, mean: 1) - 1.3167321023384841) < 1e-9)
        #expect(fitted.price(ofLength: 0, mean: 1).isFinite)
        #expect(Evenness.fitted(to: []) == nil)
        #expect(Evenness.fitted(to: [1, 1, 1]) == .logNormal(mean: 0, deviation: 0.05))
        #expect(Evenness.price(2).price(ofLength: 2, mean: 1) == 2)
    }

    @Test func aLongTextIsThinnedOutAndStillCutAtItsBestPlaces() {
        let words = (1..<10_000).map { $0 * 10 }
        var costs = words.map { _ in 1.0 }
        for best in [777, 3_210, 5_555, 8_000] { costs[best] = 0 }
        #expect(
            PartitionLattice.cuts(words: words, total: 100_000, costs: costs, pieces: 5, evenness: 0.01)
                == [777, 3_210, 5_555, 8_000])
    }

    @Test func boundsThatNoPartitionKeepsGiveNoLattice() {
        #expect(PartitionLattice(inner: [50], total: 100, least: 10, most: 40) == nil)
        #expect(PartitionLattice(inner: [50], total: 100, least: 10, most: 60, count: 3) == nil)
        #expect(PartitionLattice(inner: [50], total: 100, least: 10, most: 60, count: 2) != nil)
    }

    @Test func theFewestWordsGiveWayBeforeTheNumberOfPieces() throws {
        let few = try #require(
            PartitionLattice.nearest(inner: [5, 50], total: 100, least: 40, most: 60, count: 3))
        #expect(few.least == 5)
        #expect(few.count == 3)
        let many = try #require(
            PartitionLattice.nearest(inner: [50], total: 100, least: 40, most: 60, count: 5))
        #expect(many.count == nil)
        #expect(many.most == 60)
    }

    @Test func manyPiecesAreCountedExactly() throws {
        let inner = Array(stride(from: 10, to: 20_000, by: 10))
        let lattice = try #require(
            PartitionLattice(inner: inner, total: 20_000, least: 100, most: 300, count: 100))
        let costs = (0..<lattice.edgeCount).map { Double($0 % 17) }
        #expect(lattice.cheapest(costs).count == 101)
        #expect(lattice.stateCount == lattice.placeCount * (2 * PartitionLattice.drift + 1))
    }

    @Test func anEmptyTextIsOnePiece() throws {
        let lattice = try #require(PartitionLattice(inner: [], total: 0, least: 0, most: 5, count: 1))
        #expect(lattice.cheapest([0]) == [0, 1])
    }
}
