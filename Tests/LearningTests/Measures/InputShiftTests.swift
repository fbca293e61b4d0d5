import Tensors
import Testing
import Text

@testable import Learning

@Suite struct InputShiftTests {
    private func compared(_ trained: [[Double]], _ own: [[Double]]) -> InputShift? {
        var stream = RandomStream(seed: 17)
        return InputShift(trained: trained, own: own, using: &stream)
    }

    private func drawn(_ count: Int, around mean: Double, seed: UInt64) -> [[Double]] {
        var stream = RandomStream(seed: seed)
        return (0..<count).map { _ in (0..<3).map { _ in mean + stream.normal() } }
    }

    @Test func `one feature's distance is the difference of the means in standard deviations`() throws {
        // Within variance (2 + 2) / 2 = 2, and the ridge.
        let shift = try #require(compared([[0], [2]], [[10], [12]]))
        #expect(abs(shift.distance - 10 / (2 + 1e-4).squareRoot()) < 1e-12)
    }

    @Test func `inputs of one kind lie no farther apart than chance makes them, others do`() throws {
        let same = try #require(compared(drawn(60, around: 0, seed: 1), drawn(40, around: 0, seed: 2)))
        #expect(same.distance < 1.5 * same.chance)
        let other = try #require(compared(drawn(60, around: 0, seed: 1), drawn(40, around: 1, seed: 2)))
        #expect(other.distance > 3 * other.chance)
        // Three independent features a standard deviation away, give or take the sample.
        #expect(abs(other.distance - 3.0.squareRoot()) < 0.5)
    }

    @Test func `equal inputs have no distance, and which sample comes first does not matter`() throws {
        let rows = drawn(9, around: 0, seed: 3)
        #expect(try #require(compared(rows, rows)).distance < 1e-9)
        let others = drawn(4, around: 2, seed: 4)
        let one = try #require(compared(rows, others)).distance
        #expect(abs(one - (try #require(compared(others, rows)).distance)) < 1e-12 * one)
    }

    @Test func `without inputs, or with two in all, there is no distance`() {
        #expect(compared([], [[1], [2]]) == nil)
        #expect(compared([[1], [2]], []) == nil)
        #expect(compared([[1]], [[2]]) == nil)
    }

    @Test func `an input's features are the reward's, and its names do not matter`() {
        let passage = Passage(text: "Anna hid the lantern. She left.", limit: 20)
        let features = passage.inputFeatures(statistics: WordStatistics())
        #expect(features.count == RewardFeature.count)
        #expect(features[RewardFeature.sentences.rawValue] == 0.4000000059604645)
        #expect(features[RewardFeature.pronouns.rawValue] == 0.5)
        #expect(features[RewardFeature.foreign.rawValue] == 0)
    }
}
