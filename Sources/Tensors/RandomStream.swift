/// A stream of pseudo-random numbers whose every value is fixed by its seed, on every machine and toolchain.
///
/// xoshiro256** 1.0 (Blackman and Vigna 2018), seeded by SplitMix64. All draws are made here and not by the
/// standard library's `random(in:using:)` or `shuffled(using:)`, whose algorithms may change between releases.
/// The state is a value: copying a stream forks it, encoding and decoding it resumes it exactly.
///
///     var stream = RandomStream(seed: 17)
///     let side = stream.below(2)
///     var child = stream.split(label: "rollouts")
package struct RandomStream: RandomNumberGenerator, Codable, Hashable, Sendable {
    private var s0: UInt64
    private var s1: UInt64
    private var s2: UInt64
    private var s3: UInt64

    /// The stream of a seed; any seed, zero included, is a good one.
    package init(seed: UInt64) {
        var mixer = SplitMix64(state: seed)
        s0 = mixer.next()
        s1 = mixer.next()
        s2 = mixer.next()
        s3 = mixer.next()
    }

    /// The four words of state, for binary checkpoints.
    package var words: [UInt64] { [s0, s1, s2, s3] }

    /// A stream that continues where the one with these four `words` stood; nil unless there are four of
    /// them, not all zero (the one state that xoshiro cannot leave).
    package init?(words: [UInt64]) {
        guard words.count == 4, words.contains(where: { $0 != 0 }) else { return nil }
        (s0, s1, s2, s3) = (words[0], words[1], words[2], words[3])
    }

    /// Sixty-four uniform bits.
    package mutating func next() -> UInt64 {
        let result = Self.rotate(s1 &* 5, by: 7) &* 9
        let shifted = s1 << 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = Self.rotate(s3, by: 45)
        return result
    }

    /// A uniform number in [0, 1), a multiple of 2⁻⁵³.
    package mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A standard normal number (Marsaglia's polar method; both halves of a pair come from fresh draws, so
    /// that no hidden state exists besides `words`).
    package mutating func normal() -> Double {
        while true {
            let u = 2 * uniform() - 1
            let v = 2 * uniform() - 1
            let square = u * u + v * v
            if square > 0 && square < 1 {
                return u * (-2 * Elementary.log(square) / square).squareRoot()
            }
        }
    }

    /// A uniform whole number in 0 ..< `bound`, without bias (Lemire 2019). `bound` must be positive.
    package mutating func below(_ bound: Int) -> Int {
        precondition(bound > 0, "below(_:) needs a positive bound")
        let range = UInt64(bound)
        var product = next().multipliedFullWidth(by: range)
        if product.low < range {
            let threshold = (0 &- range) % range
            while product.low < threshold {
                product = next().multipliedFullWidth(by: range)
            }
        }
        return Int(product.high)
    }

    /// Puts the elements into a uniformly random order (Fisher and Yates, from the end).
    package mutating func shuffle<Element>(_ elements: inout [Element]) {
        for index in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(index, below(index + 1))
        }
    }

    /// The elements in a uniformly random order.
    package mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var copy = elements
        shuffle(&copy)
        return copy
    }

    /// An index drawn with probability proportional to its weight. Weights are at least zero and not empty;
    /// when all are zero the draw is uniform.
    package mutating func choose(weights: [Double]) -> Int {
        precondition(!weights.isEmpty, "choose(weights:) needs at least one weight")
        var total = 0.0
        for weight in weights { total += weight }
        guard total > 0 else { return below(weights.count) }
        let target = uniform() * total
        var sum = 0.0
        var last = 0
        for (index, weight) in weights.enumerated() where weight > 0 {
            sum += weight
            last = index
            if target < sum { return index }
        }
        return last
    }

    /// A child stream that depends on this stream's state and the label only. It does not advance this
    /// stream: the same label twice gives the same child, so label the children apart.
    package func split(label: UInt64) -> RandomStream {
        var mixer = SplitMix64(state: label)
        var seed = mixer.next()
        for word in words {
            mixer = SplitMix64(state: seed ^ word)
            seed = mixer.next()
        }
        return RandomStream(seed: seed)
    }

    /// A child stream named by text: `split(label:)` with the FNV-1a hash of the label's UTF-8 bytes.
    package func split(label: String) -> RandomStream {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in label.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        return split(label: hash)
    }

    private static func rotate(_ word: UInt64, by count: UInt64) -> UInt64 {
        (word << count) | (word >> (64 - count))
    }
}

/// The generator that xoshiro's authors recommend for seeding (Steele, Lea and Flood 2014).
private struct SplitMix64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
