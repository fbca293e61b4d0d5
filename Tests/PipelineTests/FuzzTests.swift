import Foundation
import Testing

@testable import Pipeline

/// A small generator of our own, so that a failure can be had again.
struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
    mutating func below(_ n: Int) -> Int { Int(next() % UInt64(max(1, n))) }
}

@Suite struct FuzzTests {
    private static let scraps = [
        "{", "}", "[", "]", ": ", "- ", "\n", "\n  ", "\t", "$cut", "$seed", "&a ", "*a", "!!str ", "<<: ",
        "---\n", "|",
        "\"", "'", "#", ",", "-1", "0", "9223372036854775807", "99999999999999999999999", "1e308", "1e999",
        ".nan", "-.inf",
        "null", "~", "true", "all", "height-99999999999", "height-1", "rl", "trees", "reward", "ask", "train",
        "rlhf",
        "é", "\u{2028}", "👩‍👩‍👧", "\u{0}", "\u{FEFF}", "  ", "include: [book.yaml]", "model", "whole",
        "count: 9000000000",
        "leaf_words: 10000000", "fan_in: 10000", "samples: 20", "seed: 9223372036854775807", "1:30", "0x1F",
    ]

    @Test(arguments: ["design.yaml", "learned-against-fixed.yaml", "books-fixed-short.yaml", "assisted.yaml"])
    func aMutatedExampleNeverCrashesNorTakesLong(name: String) throws {
        let folder = golden.appending(path: "examples")
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        let shared = try String(contentsOf: folder.appending(path: "common.yaml"), encoding: .utf8)
        let short = try String(contentsOf: folder.appending(path: "short-common.yaml"), encoding: .utf8)
        var dice = Dice(state: 7)
        let clock = ContinuousClock()
        for _ in 0..<500 {
            var scalars = Array(text.unicodeScalars)
            for _ in 0..<(1 + dice.below(6)) { mutate(&scalars, &dice) }
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            let mutated = String(view)
            let start = clock.now
            let said = complaints(mutated, files: ["common.yaml": shared, "short-common.yaml": short])
            let taken = clock.now - start
            #expect(taken < .seconds(1), "\(taken) for \(mutated)")
            #expect(said.utf8.count < 200_000)
        }
    }

    private func mutate(_ scalars: inout [Unicode.Scalar], _ dice: inout Dice) {
        let at = dice.below(scalars.count)
        switch dice.below(5) {
        case 0: scalars.removeSubrange(at..<min(scalars.count, at + 1 + dice.below(20)))
        case 1: scalars.insert(contentsOf: Self.scraps[dice.below(Self.scraps.count)].unicodeScalars, at: at)
        case 2:
            let end = min(scalars.count, at + 1 + dice.below(6))
            scalars.replaceSubrange(at..<end, with: Self.scraps[dice.below(Self.scraps.count)].unicodeScalars)
        case 3:
            let from = dice.below(scalars.count)
            let piece = Array(scalars[from..<min(scalars.count, from + dice.below(80))])
            scalars.insert(contentsOf: piece, at: at)
        default:
            if !scalars.isEmpty, at < scalars.count {
                scalars[at] = Unicode.Scalar(UInt8(32 + dice.below(95)))
            }
        }
    }

    @Test(arguments: ["[", "{a: ", "- ", "? ", "{", "\"", "!a ", "&a ", "- - - ", "a: {b: ["])
    func deepNestingIsRefused(piece: String) {
        let said = complaints(String(repeating: piece, count: 20_000))
        #expect(said.contains("error: "))
    }

    @Test func manyStagesInAChainAreNotTooMany() {
        var stages = "s0: {decompose: books.train, by: fixed}"
        for index in 1..<3_000 {
            stages += "\ns\(index): {decompose: books.train, by: fixed, after: s\(index - 1)}"
        }
        let clock = ContinuousClock()
        let start = clock.now
        #expect(complaints(pipeline(stages)) == "")
        #expect(clock.now - start < .seconds(20))
    }
}
