import Testing

@testable import Text

/// What must hold for every decomposer and every text.
@Suite struct DecomposerPropertyTests {
    struct Generator {
        var state: UInt64
        mutating func below(_ n: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(n))
        }
        mutating func choose<T>(_ values: [T]) -> T { values[below(values.count)] }
    }

    static let pieces = [
        "word ", "Word ", "the ", "end. ", "End! ", "“Why?” ", "é ", "שלום ", "漢字。", "字！", "👩‍👩‍👧 ", "e\u{301} ",
        "— ", "* * *",
        "\n", "\n\n", "\n\n\n", "\u{2003}", "\u{A0}", "Mr. ", "4 ", "…", "HEADING\n\n", "\t", "\r\n\r\n", "x",
        "-", "_a_ ",
    ]

    static func book(_ generator: inout Generator) -> Book {
        var text = ""
        var sections: [(start: Int, heading: Int, level: Int)] = []
        var scenes: [Int] = []
        let few = generator.below(3) == 0
        for _ in 0..<generator.choose([0, 1, 3, 20, 200, 1500]) {
            if generator.below(25) == 0 && (text.isEmpty || text.utf8.last == 0x0A) {
                sections.append((text.utf8.count, 7, 1 + generator.below(4)))
                text += "CHAPTER\n\n"
            } else if generator.below(40) == 0 {
                text += "\n\n"
                scenes.append(text.utf8.count)
            }
            text += few ? generator.choose(["word ", "漢", "x"]) : generator.choose(pieces)
        }
        return DecomposerTests.book(text, sections: sections, scenes: scenes)
    }

    @Test func leavesPartitionTheTextAndLimitsHold() throws {
        var generator = Generator(state: 7)
        for round in 0..<200 {
            let book = Self.book(&generator)
            let limits = CutLimits(
                leafWords: generator.choose([1, 2, 3, 7, 20, 50, 400]), fanIn: generator.choose([2, 3, 6]),
                snap: generator.choose(CutLimits.Snap.allCases))
            let all = Decomposer.every(limits, window: 1 + generator.below(5))
            for decomposer in all {
                let tree = decompose(book, by: decomposer, uniform: { Double(generator.below(16)) / 16 })
                try tree.validate(against: book)
                let leaves = tree.leaves.map { tree.nodes[$0] }
                let joined = tree.leaves.map { tree.text(of: $0, in: book) }.joined()
                #expect(joined.utf8.elementsEqual(book.text.utf8), "\(round) \(decomposer)")
                #expect(Set(tree.nodes.map(\.path)).count == tree.nodes.count)
                #expect(tree.nodes.allSatisfy { $0.children.count != 1 })
                if decomposer == .whole { continue }
                #expect(leaves.allSatisfy { $0.words <= limits.leafWords }, "\(round) \(decomposer)")
                #expect(tree.nodes.allSatisfy { $0.children.count <= limits.fanIn })
                // Sections want what they want, and a given number of leaves may need smaller ones.
                if [.structure(limits), .even(limits), .pronouns(limits)].contains(decomposer) { continue }
                let least = leaves.count == 1 ? 0 : limits.leafWords / 4
                #expect(
                    leaves.allSatisfy { $0.words >= least }, "\(round) \(decomposer) \(leaves.map(\.words))")
            }
        }
    }

    @Test func withSizesEveryKindMakesTheSameNumberOfLeavesOfAtMostTheMostWords() throws {
        var generator = Generator(state: 11)
        for round in 0..<120 {
            let book = Self.book(&generator)
            let about = generator.choose([1, 4, 20, 100])
            let limits = CutLimits(
                leafWords: about * 2, fanIn: 3, snap: generator.choose(CutLimits.Snap.allCases),
                sizes: LeafSizes(least: max(1, about / 2), most: about * 2, about: about))
            var counts: Set<Int> = []
            for decomposer in Decomposer.every(limits) where decomposer != .whole {
                let tree = decompose(book, by: decomposer, uniform: { Double(generator.below(16)) / 16 })
                try tree.validate(against: book)
                #expect(
                    tree.leaves.allSatisfy { tree.nodes[$0].words <= about * 2 }, "\(round) \(decomposer)")
                counts.insert(tree.leaves.count)
            }
            #expect(counts.count == 1, "\(round) \(counts)")
        }
    }

    @Test func sentencesPartitionTheText() {
        var generator = Generator(state: 3)
        for _ in 0..<400 {
            let text = Self.book(&generator).text
            let parts = sentences(in: text)
            #expect(parts.map { String(text.utf8(in: $0)) }.joined().utf8.elementsEqual(text.utf8))
            #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.end == $1.start })
            #expect(parts.allSatisfy { !$0.isEmpty })
            #expect(wordSpans(in: text).count == wordCount(text))
            #expect(text.isEmpty || orphanPronouns(in: text).orphans == 0)
            _ = entities(in: text)
        }
    }
}
