import Foundation
import Tensors
import Testing

@testable import Learning

/// Numbers of Golden/stakes.py (scipy, numpy).
@Suite struct StakesGoldenTests {
    let golden: StakesGolden

    init() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        golden = try JSONDecoder().decode(
            StakesGolden.self, from: Data(contentsOf: folder.appending(path: "Golden/stakes.json")))
    }

    @Test func `upper bounds of rates are Clopper and Pearson's in scipy`() {
        for g in golden.bounds {
            let bound = EventRate(events: g.events, trials: g.trials).upperBound
            #expect(abs(bound - g.bound) < 1e-9 * g.bound, "\(g.events) of \(g.trials)")
        }
    }

    @Test func `distances of inputs are Mahalanobis' in scipy`() throws {
        for g in golden.shifts {
            var stream = RandomStream(seed: 1)
            let shift = try #require(InputShift(trained: g.trained, own: g.own, using: &stream))
            #expect(abs(shift.distance - g.distance) < 1e-9 * g.distance)
        }
    }

    @Test func `intervals of resampled values are numpy's percentiles`() throws {
        for g in golden.percentiles {
            let interval = try #require(ResampledInterval(g.values))
            #expect(abs(interval.low - g.low) < 1e-12)
            #expect(abs(interval.high - g.high) < 1e-12)
        }
    }
}

struct StakesGolden: Decodable {
    struct Bound: Decodable {
        var events: Int
        var trials: Int
        var bound: Double
    }
    struct Shift: Decodable {
        var trained: [[Double]]
        var own: [[Double]]
        var distance: Double
    }
    struct Percentiles: Decodable {
        var values: [Double]
        var low: Double
        var high: Double
    }
    var bounds: [Bound]
    var shifts: [Shift]
    var percentiles: [Percentiles]
}
