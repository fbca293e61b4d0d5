import Testing

@testable import Learning
@testable import Tensors

/// The curve that is put together from draws.
@Suite struct OveroptimisationMeasurementTests {
    /// Passages whose gold rises with the proxy, and falls again where it turns.
    private func draws(passages: Int, count: Int = 400, turns: Bool = true, books: Int = 1) -> [PassageDraws]
    {
        var stream = RandomStream(seed: 5)
        return (0..<passages).map { passage in
            let proxy = (0..<count).map { _ in stream.normal() }
            let gold = proxy.map { value in
                let known = turns && value > 1 ? 1 - 1.5 * (value - 1) : value
                return 10 + Double(passage) + 2 * known + 0.5 * stream.normal()
            }
            return PassageDraws(book: "book \(passage % books)", proxy: proxy, gold: gold)
        }
    }

    private func curve(_ draws: [PassageDraws], fit: Int = 64) throws -> OveroptimisationCurve {
        let measurement = try #require(OveroptimisationMeasurement(bestOf: draws))
        return measurement.curve(height: 0, fit: fit, using: RandomStream(seed: 1))
    }

    @Test func `the start policy has 0, and rewards count in its standard deviations`() throws {
        let curve = try curve(draws(passages: 20, turns: false))
        #expect(curve.points[0].stage == 1)
        #expect(abs(curve.points[0].proxy) < 1e-12)
        #expect(abs(curve.points[0].gold) < 1e-12)
        #expect(curve.points[0].kl == 0)
        // The greatest of 2 and of 100 standard normals: 0.564 and 2.508.
        let two = try #require(curve.points.first { $0.stage == 2 })
        #expect(abs(two.proxy - 0.564) < 0.02)
        let many = try #require(curve.points.first { $0.stage == 96 })
        #expect(abs(many.proxy - 2.49) < 0.06)
        #expect(curve.points.last?.stage == 400)
        #expect(curve.points.map(\.isFitted) == curve.points.map { $0.stage <= 64 })
        // No two draws tie.
        #expect(curve.points.dropLast().allSatisfy { abs(($0.tiedKL ?? 0) - $0.kl) < 0.05 })
    }

    @Test func `gold that turns over has a place to stop, which more draws confirm`() throws {
        let curve = try curve(draws(passages: 30))
        let prediction = try #require(curve.prediction)
        let optimum = try #require(prediction.optimum)
        let interval = try #require(prediction.optimumInterval)
        #expect(prediction.isCertain)
        #expect(prediction.beta.low > 0)
        #expect(interval.low < optimum)
        #expect(optimum < interval.high ?? .infinity)
        #expect(curve.peak.stage < 400)
        #expect(curve.peak.lossInterval.low > 0)
        #expect(abs(curve.peak.distance - optimum) < 0.5)
        #expect(prediction.error != nil)
    }

    @Test func `gold that only rises has none`() throws {
        let curve = try curve(draws(passages: 30, turns: false))
        #expect(curve.peak.stage == 400)
        #expect(curve.peak.loss == 0)
        let optimum = curve.prediction?.optimum ?? .infinity
        #expect(
            curve.prediction?.isCertain == false || optimum > curve.points[curve.points.count - 1].distance)
    }

    @Test func `one passage is certain of nothing`() throws {
        #expect(try curve(draws(passages: 1)).prediction?.isCertain == false)
    }

    @Test func `whole books are resampled where there are ten of them`() throws {
        #expect(try curve(draws(passages: 20, books: 9)).cluster == .passages)
        let many = try curve(draws(passages: 20, books: 10))
        #expect(many.cluster == .books)
        #expect(many.books == 10)
        #expect(many.passages == 20)
    }

    @Test func `the same draws and stream give the same curve`() throws {
        #expect(try curve(draws(passages: 5)) == curve(draws(passages: 5)))
    }

    @Test func `passages without gold do not count`() throws {
        var some = draws(passages: 6)
        some[2].gold = []
        #expect(try curve(some).passages == 5)
        #expect(OveroptimisationMeasurement(bestOf: [some[2]]) == nil)
    }

    @Test func `a training's snapshots are held against the start policy at the same passages`() throws {
        let start = [
            PassageDraws(book: "a", proxy: [0, 2], gold: [4, 6]),
            PassageDraws(book: "b", proxy: [1, 3], gold: [0, 2]),
        ]
        func snapshot(_ rise: Double, kl: Double) -> [PassageDraws] {
            start.map {
                PassageDraws(
                    book: $0.book, proxy: $0.proxy.map { $0 + rise }, gold: $0.gold.map { $0 + rise / 2 },
                    kl: kl)
            }
        }
        let measurement = try #require(
            OveroptimisationMeasurement(
                start: start,
                snapshots: [(4, snapshot(1, kl: 1)), (8, snapshot(2, kl: 4)), (12, snapshot(3, kl: 9))]))
        let curve = measurement.curve(height: nil, fit: 8, using: RandomStream(seed: 1))
        #expect(curve.form == .reinforcement)
        #expect(curve.points.map(\.stage) == [4, 8, 12])
        #expect(curve.points.map(\.distance) == [1, 2, 3])
        // The standard deviation of 0 and 2 is 1.
        #expect(curve.points.map(\.proxy) == [1, 2, 3])
        #expect(curve.points.map(\.gold) == [0.5, 1, 1.5])
        #expect(curve.points.map(\.isFitted) == [true, true, false])
        // Exactly d / 2: no bend, and nothing missed beyond the fit.
        #expect(abs((curve.prediction?.fit.alpha ?? 0) - 0.5) < 1e-12)
        #expect((curve.prediction?.error ?? 1) < 1e-12)
    }

    @Test func `draws survive being stored, and damage is refused`() throws {
        let draws = PassageDraws(book: "a", proxy: [1, 2], gold: [0.5, 0.25], kl: 0.125)
        #expect(try PassageDraws(decoding: draws.encoded(), book: "a") == draws)
        #expect(throws: BinaryError.self) {
            try PassageDraws(decoding: Array(draws.encoded().dropLast()), book: "a")
        }
        #expect(throws: BinaryError.self) {
            try PassageDraws(
                decoding: PassageDraws(proxy: [1, 2], gold: [1]).encoded(), book: "a")
        }
    }
}
