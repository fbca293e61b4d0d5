/// Random numbers of one input: the same for the same run, kind of input and number.
package struct Dice: RandomNumberGenerator {
    private var state: UInt64

    /// - Parameters:
    ///   - seed: that of the whole run.
    ///   - index: the input's number.
    ///   - name: the kind of input, so that kinds do not mutate in step.
    package init(seed: UInt64, index: Int = 0, name: String = "") {
        state = seed &* 0x9E37_79B9_7F4A_7C15
        for byte in name.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
        state ^= UInt64(bitPattern: Int64(index)) &* 0xD6E8_FEB8_6659_FD93
        _ = next()
    }

    /// The next number (splitmix64).
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// From 0 up to but not including a bound; 0 where the bound is below 1.
    package mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    /// Once in so many times.
    package mutating func once(in times: Int) -> Bool { below(times) == 0 }

    /// One of some values, of which there is at least one.
    package mutating func pick<Element>(_ values: [Element]) -> Element { values[below(values.count)] }

    /// A part of a range of places: at most `most` long, empty only where there are none.
    package mutating func stretch(of count: Int, most: Int) -> Range<Int> {
        guard count > 0 else { return 0..<0 }
        let start = below(count)
        return start..<min(count, start + 1 + below(most))
    }
}
