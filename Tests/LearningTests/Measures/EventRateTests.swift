import Testing

@testable import Learning

@Suite struct EventRateTests {
    @Test(arguments: [(1, 1.0), (3, 1.0), (4, 0.75), (60, 0.05), (3_000, 0.001)])
    func `with no event the bound is three over the trials`(trials: Int, bound: Double) {
        #expect(EventRate(events: 0, trials: trials).upperBound == bound)
    }

    @Test func `the rule of three is never below the exact bound`() {
        // 1 − (1 − b)ⁿ ≥ 0.95 at b = 3/n: a rate of b would have shown itself with at least that chance.
        for trials in 4...200 {
            let bound = EventRate(events: 0, trials: trials).upperBound
            var unseen = 1.0
            for _ in 0..<trials { unseen *= 1 - bound }
            #expect(unseen <= 0.05)
        }
    }

    @Test func `of one trial in two the bound is the root of 0.95`() {
        // P(X ≤ 1) = 1 − p² is 0.05.
        #expect(abs(EventRate(events: 1, trials: 2).upperBound - 0.95.squareRoot()) < 1e-15)
    }

    @Test func `without trials, or where all are events, the rate may be one`() {
        #expect(EventRate(events: 0, trials: 0).upperBound == 1)
        #expect(EventRate(events: 0, trials: 0).rate == nil)
        #expect(EventRate(events: 5, trials: 5).upperBound == 1)
        #expect(EventRate(events: 5, trials: 5).rate == 1)
    }

    @Test func `more trials at one rate make a closer bound, more events a higher one`() {
        let bounds = [10, 100, 1_000, 10_000].map { EventRate(events: $0 / 10, trials: $0).upperBound }
        #expect(bounds == bounds.sorted(by: >) && bounds.allSatisfy { $0 > 0.1 })
        let rising = (0...20).map { EventRate(events: $0, trials: 20).upperBound }
        #expect(rising == rising.sorted())
    }
}
