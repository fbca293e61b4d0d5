import Tensors
import Testing

@testable import Learning

/// Judgements are drawn from known rationalities and cut-points; the fit gives them back.
@Suite struct CalibrationTests {
    private static let known: [String: Double] = [
        "ranking": 0.5, "rating": 2, "correction": 0.7, "halt": 1.5,
    ]
    private static let cuts = [-3.0, -1.8, -0.7, 0.2, 1.4, 3.1]
    private static let scale = 1.7

    private static func draw(_ kind: String, _ stream: inout RandomStream) -> Calibration.Scored {
        let beta = scale * (known[kind] ?? 1)
        func rewards(_ count: Int) -> [Double] { (0..<count).map { _ in stream.normal() } }
        func chosen(_ rewards: [Double]) -> Int {
            stream.choose(weights: rewards.map { Elementary.exp(beta * $0) })
        }
        switch kind {
        case "rating":
            let reward = rewards(1)
            let uniform = stream.uniform()
            let level = 1 + cuts.count { Elementary.sigmoid($0 - beta * reward[0]) < uniform }
            return .init(kind: kind, likelihood: OrdinalLevel(level, of: 7), rewards: reward)
        case "ranking":
            let rewards = rewards(4)
            var left = Array(0..<4)
            var choices: [RationalChoices.Choice] = []
            while left.count > 1 {
                let place = chosen(left.map { rewards[$0] })
                choices.append(.init(left.map { .init($0) }, chosen: place))
                left.remove(at: place)
            }
            return .init(kind: kind, likelihood: RationalChoices(choices), rewards: rewards)
        case "correction":
            let rewards = rewards(5)
            return .init(
                kind: kind, likelihood: RationalChoices(of: chosen(rewards), among: 5), rewards: rewards)
        default:
            let rewards = rewards(2)
            return .init(
                kind: kind, likelihood: RationalChoices(of: chosen(rewards), among: 2), rewards: rewards)
        }
    }

    private static func drawn(_ count: Int, seed: UInt64) -> [Calibration.Scored] {
        var stream = RandomStream(seed: seed)
        return (["comparison"] + known.keys.sorted()).flatMap { kind in
            (0..<count).map { _ in draw(kind, &stream) }
        }
    }

    private static func fitted(_ judgements: [Calibration.Scored], fixed: Double? = nil) -> Calibration {
        var calibration = Calibration()
        let ratings = judgements.map(\.likelihood).filter { $0.sharedParameters != nil }
        if !ratings.isEmpty {
            calibration.parameters["cut-points/7"] = OrdinalLevel.startingParameters(of: ratings)
        }
        calibration.fit(judgements, all: judgements, anchor: "comparison", fixed: fixed)
        return calibration
    }

    @Test func rationalitiesAndCutPointsComeBack() throws {
        let calibration = Self.fitted(Self.drawn(1200, seed: 5))
        #expect(abs(calibration.rationality / Self.scale - 1) < 0.15)
        for (kind, beta) in Self.known {
            #expect(
                abs((calibration.relative[kind] ?? 0) / beta - 1) < 0.15, "\(kind) \(calibration.relative)")
        }
        let points = CutPoints(parameters: try #require(calibration.parameters["cut-points/7"])).points
        for (mine, known) in zip(points, Self.cuts) { #expect(abs(mine - known) < 0.3, "\(points)") }
    }

    @Test func noFitIsWorseThanTheTruth() {
        let judgements = Self.drawn(150, seed: 6)
        let mine = Self.fitted(judgements)
        var truth = mine
        truth.rationality = Self.scale
        truth.relative = Self.known
        truth.parameters["cut-points/7"] = CutPoints(Self.cuts).parameters
        func loss(_ calibration: Calibration) -> Double {
            judgements.reduce(0) { $0 + $1.loss(calibration).value }
        }
        #expect(loss(mine) < loss(truth) + 2.5, "the prior may cost a little")
    }

    @Test func aFixedRationalityIsThatOfAllOtherKinds() {
        let calibration = Self.fitted(Self.drawn(20, seed: 7), fixed: 0.5)
        #expect(calibration.relative == Self.known.mapValues { _ in 0.5 })
    }

    @Test func aHandfulOfJudgementsDoesNotMakeAKindExtreme() {
        var stream = RandomStream(seed: 8)
        let pairs = (0..<200).map { _ in Self.draw("comparison", &stream) }
        let stops = (0..<3).map { _ in
            Calibration.Scored(kind: "halt", likelihood: RationalChoices(of: 0, among: 2), rewards: [3, 0])
        }
        let calibration = Self.fitted(pairs + stops)
        #expect((0.5...3).contains(calibration.relative["halt"] ?? 0), "\(calibration.relative)")
    }

    @Test func cutPointsAreInOrderWhateverTheParameters() {
        let points = CutPoints(parameters: [0.3, -2, 1, -9]).points
        #expect(points == points.sorted())
        #expect(Set(points).count == 4)
        let back = CutPoints(points).parameters
        #expect(zip(back, [0.3, -2, 1, -9]).allSatisfy { abs($0 - $1) < 1e-6 })
    }
}
