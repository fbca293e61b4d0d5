import Foundation
import Testing

@testable import Tensors

@Suite("Random streams")
struct RandomStreamTests {
    @Test("the numbers are xoshiro256**'s (reference vector of the authors' C code)")
    func reference() throws {
        var stream = try #require(RandomStream(words: [1, 2, 3, 4]))
        let expected: [UInt64] = [
            11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
            607_988_272_756_665_600, 16_172_922_978_634_559_625, 8_476_171_486_693_032_832,
        ]
        #expect(expected.map { _ in stream.next() } == expected)
    }

    @Test("seeding is SplitMix64's")
    func seeding() {
        #expect(RandomStream(seed: 0).words[0] == 0xe220_a839_7b1d_cdaf)
        #expect(RandomStream(seed: 0).words[1] == 0x6e78_9e6a_a1b9_65f4)
    }

    @Test("a stream continues from its encoded state", arguments: [0, 17, UInt64.max])
    func resume(seed: UInt64) throws {
        var stream = RandomStream(seed: seed)
        for _ in 0..<5 { _ = stream.normal() }
        var copy = try JSONDecoder().decode(RandomStream.self, from: JSONEncoder().encode(stream))
        for _ in 0..<20 { #expect(copy.normal() == stream.normal()) }
    }

    @Test("children with other labels differ, and making them does not advance the parent")
    func children() {
        let parent = RandomStream(seed: 5)
        var seen = Set<UInt64>()
        for label in 0..<1000 {
            var child = parent.split(label: UInt64(label))
            seen.insert(child.next())
        }
        #expect(seen.count == 1000)
        #expect(parent == RandomStream(seed: 5))
        #expect(parent.split(label: "a") != parent.split(label: "b"))
    }

    @Test("draws have the moments of their distributions")
    func moments() {
        var stream = RandomStream(seed: 1)
        let count = 200_000
        var (sum, square, uniform) = (0.0, 0.0, 0.0)
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<count {
            let value = stream.normal()
            sum += value
            square += value * value
            uniform += stream.uniform()
            counts[stream.below(7)] += 1
        }
        #expect(abs(sum / Double(count)) < 0.01)
        #expect(abs(square / Double(count) - 1) < 0.01)
        #expect(abs(uniform / Double(count) - 0.5) < 0.003)
        for share in counts { #expect(abs(Double(share) / Double(count) - 1 / 7.0) < 0.003) }
    }

    @Test("a weighted choice follows the weights and never takes a zero")
    func weights() {
        var stream = RandomStream(seed: 2)
        var counts = [0, 0, 0, 0]
        for _ in 0..<40_000 { counts[stream.choose(weights: [1, 0, 3, 0])] += 1 }
        #expect(counts[1] == 0 && counts[3] == 0)
        #expect(abs(Double(counts[2]) / 40_000 - 0.75) < 0.01)
    }

    @Test("shuffling keeps the elements and reaches every order")
    func shuffle() {
        var stream = RandomStream(seed: 3)
        var orders = Set<[Int]>()
        for _ in 0..<400 { orders.insert(stream.shuffled([1, 2, 3, 4])) }
        #expect(orders.count == 24)
        #expect(orders.allSatisfy { $0.sorted() == [1, 2, 3, 4] })
    }
}

@Suite("Elementary functions")
struct ElementaryTests {
    @Test("exp, log, cos and tanh agree with the C library to a few units in the last place")
    func accuracy() {
        var stream = RandomStream(seed: 4)
        for _ in 0..<50_000 {
            let x = (stream.uniform() - 0.5) * 1400
            #expect(close(Elementary.exp(x), Foundation.exp(x)))
            let positive = Foundation.exp(x / 2)
            #expect(close(Elementary.log(positive), Foundation.log(positive)))
            let near = 1 + (stream.uniform() - 0.5) * 0.01
            #expect(close(Elementary.log(near), Foundation.log(near)))
            let angle = stream.uniform() * Double.pi
            #expect(abs(Elementary.cos(angle) - Foundation.cos(angle)) < 4e-15)
            #expect(abs(Elementary.tanh(x / 100) - Foundation.tanh(x / 100)) < 1e-15)
        }
    }

    @Test("the limits are right")
    func limits() {
        #expect(Elementary.exp(-1000) == 0)
        #expect(Elementary.exp(1000) == .infinity)
        #expect(Elementary.exp(0) == 1)
        #expect(Elementary.log(0) == -.infinity)
        #expect(Elementary.log(1) == 0)
        #expect(Elementary.log(-1).isNaN)
        #expect(Elementary.logSigmoid(-800) == -800)
        #expect(Elementary.sigmoid(-800) == 0)
        #expect(Elementary.exp(-740) > 0)
    }

    private func close(_ a: Double, _ b: Double) -> Bool {
        abs(a - b) <= 4e-16 * max(abs(b), .leastNormalMagnitude)
    }
}
