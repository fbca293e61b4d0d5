import Testing

@testable import Text

/// Where each kind cuts when the number of leaves and their bounds are given.
@Suite struct SizedCutsTests {
    private static func limits(_ least: Int, _ most: Int, _ about: Int) -> CutLimits {
        CutLimits(leafWords: most, fanIn: 6, sizes: LeafSizes(least: least, most: most, about: about))
    }

    private func words(_ text: String, _ decomposer: Decomposer, phase: Double = 0) -> [Int] {
        let tree = decompose(DecomposerTests.book(text), by: decomposer, uniform: { phase })
        return tree.leaves.map { tree.nodes[$0].words }
    }

    private static let plain = (0..<20).map { _ in DecomposerTests.sentence(5) }.joined()

    @Test func evenLeavesAreAsEqualAsSentencesAllow() {
        #expect(words(Self.plain, .even(Self.limits(10, 40, 25))) == [25, 25, 25, 25])
        #expect(words(Self.plain, .even(Self.limits(10, 60, 33))) == [30, 35, 35])
    }

    @Test(arguments: [(0.0, [25, 25, 25, 25]), (0.25, [30, 25, 25, 20]), (0.75, [20, 25, 25, 30])])
    func aPhaseMovesTheWholeGridAndTheNumberOfLeavesStays(phase: Double, expected: [Int]) {
        #expect(words(Self.plain, .fixed(Self.limits(15, 40, 25)), phase: phase) == expected)
    }

    @Test func noLeafOpensWithAPronounThatANameComesAfter() {
        let text =
            "Anna saw the old house. It was cold and damp. She was tired of it. Ben came in from work. "
        #expect(words(text, .even(Self.limits(5, 15, 10))) == [10, 10])
        #expect(words(text, .pronouns(Self.limits(5, 15, 10))) == [15, 5])
    }

    @Test func sectionsAreCutFirst() {
        let texts = [DecomposerTests.sentence(5), DecomposerTests.sentence(30), DecomposerTests.sentence(10)]
        let start = texts[0].utf8.count
        let book = DecomposerTests.book(texts.joined(), sections: [(0, 0, 1), (start, 0, 1)])
        let tree = decompose(book, by: .structure(Self.limits(1, 60, 22)))
        #expect(tree.leaves.map { tree.nodes[$0].words } == [5, 40])
    }

    @Test func aSentenceIsCutInsideWhereTheBoundsLeaveNothingElse() {
        let text = DecomposerTests.sentence(10) + DecomposerTests.sentence(70)
        #expect(words(text, .even(Self.limits(35, 75, 40))) == [45, 35])
        #expect(words(text, .even(Self.limits(10, 75, 40))) == [10, 70])
    }

    /// Four sections of 5, 30, 10 and 20 words.
    private static let sections: Book = {
        var (text, starts): (String, [(Int, Int, Int)]) = ("", [])
        for sentences in [[5], [10, 10, 10], [10], [5, 15]] {
            starts.append((text.utf8.count, 0, 1))
            text += sentences.map { DecomposerTests.sentence($0) }.joined()
        }
        return DecomposerTests.book(text, sections: starts)
    }()

    @Test(arguments: [
        ("fixed", [15, 20, 15, 15]), ("even", [15, 20, 15, 15]), ("random", [5, 10, 10, 40]),
    ])
    func aBookIsCutIntoAsManyLeavesAsItHasSections(kind: String, expected: [Int]) {
        let limits = CutLimits(leafWords: 1_000, fanIn: 6, cuts: .given)
        var draws = [0.1, 0.2, 0.3, 0.9, 0.8, 0.7][...]
        let decomposer: Decomposer =
            kind == "fixed" ? .fixed(limits) : kind == "even" ? .even(limits) : .random(limits)
        let tree = decompose(Self.sections, by: decomposer) { kind == "random" ? draws.removeFirst() : 0 }
        #expect(tree.leaves.map { tree.nodes[$0].words } == expected)
        #expect(Self.sections.sectionPieces == 4)
    }
}
