import Foundation
import Testing

@testable import Tensors

@Suite struct BoostedTreesTests {
    /// Numbers of Golden/golden_trees.py (scikit-learn).
    private struct Golden: Decodable {
        struct Case: Decodable {
            var columns, trees, leaves, leastRows: Int
            var ridge, rate: Double
            var rows: [Float]
            var isMember: [Bool]
            var scores: [Double]
        }
        var cases: [Case]
    }

    @Test func `without draws the trees are scikit-learn's`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "Golden/golden-trees.json")
        for one in try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file)).cases {
            var settings = TreeBoosting.Settings()
            (settings.leaves, settings.leastRows, settings.ridge, settings.rate) = (
                one.leaves, one.leastRows, one.ridge, one.rate
            )
            (settings.rowShare, settings.columnShare) = (1, 1)
            var boosting = TreeBoosting(
                one.rows, columns: one.columns, isMember: one.isMember, settings: settings,
                seed: RandomStream(seed: 1))
            for _ in 0..<one.trees { _ = boosting.advance() }
            let scores = boosting.model.scores(one.rows)
            #expect(scores.count == one.scores.count)
            #expect(zip(scores, one.scores).allSatisfy { abs($0 - $1) <= 1e-5 * max(1, abs($1)) })
        }
    }

    /// Rows of which those are members that are far from 0 in their second column.
    private static func boosted(_ trees: Int, seed: UInt64 = 3) -> (
        rows: [Float], boosting: TreeBoosting, losses: [Double]
    ) {
        var stream = RandomStream(seed: 7)
        let rows = (0..<3_000).map { _ in Float(stream.normal()) }
        let isMember = (0..<1_000).map { abs(rows[$0 * 3 + 1]) > 1 }
        var boosting = TreeBoosting(rows, columns: 3, isMember: isMember, seed: RandomStream(seed: seed))
        let losses = (0..<trees).map { _ in boosting.advance() }
        return (rows, boosting, losses)
    }

    @Test func `what no line can part is parted, and the loss falls`() {
        let (rows, boosting, losses) = Self.boosted(300)
        let scores = boosting.model.scores(rows)
        let wrong = scores.indices.count { (scores[$0] > 0) != (abs(rows[$0 * 3 + 1]) > 1) }
        #expect(wrong < 20)
        #expect(losses[299] < losses[0] / 4)
        #expect(boosting.model.trees.allSatisfy { $0.count { $0.column == nil } <= 8 })
    }

    @Test func `the same seed grows the same trees, another one others`() {
        #expect(Self.boosted(20).boosting.model == Self.boosted(20).boosting.model)
        #expect(Self.boosted(20).boosting.model != Self.boosted(20, seed: 4).boosting.model)
    }

    @Test func `put away in the middle it grows the same trees`() {
        let whole = Self.boosted(40).boosting.model
        let half = Self.boosted(20)
        var again = Self.boosted(0).boosting
        let isRestored = again.restore(half.boosting.model)
        #expect(isRestored)
        for _ in 0..<20 { _ = again.advance() }
        #expect(again.model == whole)
        let isTaken = again.restore(BoostedTrees(columns: 2, base: whole.base))
        #expect(!isTaken)
        // A tree that divides where no bin ends was grown on other rows.
        var other = half.boosting.model
        for place in other.trees[0].indices { other.trees[0][place].value += 1e-3 }
        let isOtherTaken = again.restore(other)
        #expect(!isOtherTaken)
        #expect(again.model == whole)
    }

    @Test func `one kind alone, and no rows, give a score and no trap`() {
        for members in [true, false] {
            var boosting = TreeBoosting(
                [1, 2, 3], columns: 1, isMember: [members, members, members], seed: RandomStream(seed: 1))
            let loss = boosting.advance()
            #expect(loss.isFinite)
            #expect(boosting.model.scores([5]).allSatisfy { $0.isFinite && ($0 > 0) == members })
        }
        var none = TreeBoosting([], columns: 4, isMember: [], seed: RandomStream(seed: 1))
        let loss = none.advance()
        #expect(loss == 0)
        #expect(none.model.scores([]) == [])
    }

    @Test func `bins are of equal numbers, and few values have one each`() {
        let many = BinnedColumns((0..<6_400).map { Float($0 % 1_600) }, columns: 1)
        #expect(many.binCount(0) == 256)
        let counts = Dictionary(grouping: 0..<6_400) { many.bin($0, 0) }.mapValues(\.count)
        #expect(counts.values.allSatisfy { (20...32).contains($0) })
        // What many rows share has a bin of its own, and the others share the rest.
        let shared = BinnedColumns((0..<6_400).map { Float($0 < 3_850 ? 0 : $0) }, columns: 1)
        let sizes = Dictionary(grouping: 0..<6_400) { shared.bin($0, 0) }.mapValues(\.count)
        #expect(sizes[0] == 3_850)
        #expect(sizes.count == 256)
        #expect(sizes.values.allSatisfy { $0 == 10 || $0 == 3_850 })
        let few = BinnedColumns([3, 1, 2, 1, 3], columns: 1)
        #expect((0..<5).map { few.bin($0, 0) } == [2, 0, 1, 0, 2])
        #expect((0..<2).map { few.bound($0, 0) } == [1.5, 2.5])
        // Two neighbours among all numbers have nothing between them.
        let close = BinnedColumns([1, Float(1).nextUp], columns: 1)
        #expect((0..<2).map { close.bin($0, 0) } == [0, 1])
    }

    @Test func `trees come back from their bytes, and nothing else does`() throws {
        let model = Self.boosted(3).boosting.model
        func bytes(_ model: BoostedTrees) -> [UInt8] {
            var writer = BinaryWriter(magic: "TEST", version: 1)
            writer.write(model)
            return writer.bytes
        }
        func read(_ bytes: [UInt8]) throws -> BoostedTrees {
            var reader = try BinaryReader(bytes, magic: "TEST", version: 1)
            return try reader.readBoostedTrees()
        }
        #expect(try read(bytes(model)) == model)
        for (node, wrong) in [
            BoostedTrees.Node(column: 3, value: 0, left: 1), .init(column: 0, value: 0, left: 0),
            .init(column: 0, value: .nan, left: 1), .init(column: 0, value: 0, left: 2),
            .init(value: 0, left: 1),
        ].enumerated() {
            var broken = BoostedTrees(columns: 3, base: 0)
            broken.trees = [[wrong, .init(value: 1), .init(value: 2)]]
            #expect(throws: BinaryError.self, "\(node)") { try read(bytes(broken)) }
        }
        let whole = bytes(model)
        for length in stride(from: 8, to: whole.count, by: 37) {
            #expect(throws: BinaryError.self) { try read(Array(whole.prefix(length))) }
        }
    }
}
