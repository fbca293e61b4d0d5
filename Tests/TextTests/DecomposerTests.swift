import Foundation
import Testing

@testable import Text

@Suite struct DecomposerTests {
    static func sentence(_ words: Int, _ name: String = "word") -> String {
        "The" + String(repeating: " " + name, count: words - 1) + ". "
    }

    static func book(
        _ text: String, sections: [(start: Int, heading: Int, level: Int)] = [], scenes: [Int] = []
    ) -> Book {
        let count = text.utf8.count
        let sections = sections.enumerated().map { index, section in
            Section(
                title: "", level: section.level,
                heading: Span(start: section.start, end: section.start + section.heading),
                span: Span(
                    start: section.start, end: index + 1 < sections.count ? sections[index + 1].start : count)
            )
        }
        return Book(name: "test", text: text, sections: sections, sceneBreaks: scenes, origins: OriginMap())
    }

    /// A book from marked lines: `#` and `##` begin headings, `~` stands before a paragraph after a scene break.
    static func marked(_ paragraphs: [String]) -> Book {
        var text = ""
        var sections: [(Int, Int, Int)] = []
        var scenes: [Int] = []
        for paragraph in paragraphs {
            let level = paragraph.prefix { $0 == "#" }.count
            let body = paragraph.drop { $0 == "#" || $0 == "~" }
            if level > 0 { sections.append((text.utf8.count, body.utf8.count, level)) }
            if paragraph.hasPrefix("~") { scenes.append(text.utf8.count) }
            text += body + "\n\n"
        }
        return book(
            text, sections: sections.map { (start: $0.0, heading: $0.1, level: $0.2) }, scenes: scenes)
    }

    static func leafWords(_ tree: Tree) -> [Int] { tree.leaves.map { tree.nodes[$0].words } }

    static func shape(_ tree: Tree, _ node: Int = 0) -> String {
        let item = tree.nodes[node]
        if item.isLeaf { return "\(item.words)" }
        return "(" + item.children.map { shape(tree, $0) }.joined(separator: " ") + ")"
    }

    static let paragraphBook = book((0..<40).map { _ in sentence(5) + sentence(5) + "\n\n" }.joined())

    // MARK: fixed

    @Test func fixedLeavesAreEven() {
        let tree = decompose(Self.paragraphBook, by: .fixed(CutLimits(leafWords: 100, fanIn: 4)))
        #expect(Self.leafWords(tree) == [100, 100, 100, 100])
        #expect(
            Self.shape(decompose(Self.paragraphBook, by: .fixed(CutLimits(leafWords: 90, fanIn: 3))))
                == "((80 80) (80 80 80))")
    }

    @Test func phaseMovesTheFirstCut() {
        let limits = CutLimits(leafWords: 100, fanIn: 8)
        func words(_ phase: Double) -> [Int] {
            Self.leafWords(decompose(Self.paragraphBook, by: .fixed(limits)) { phase })
        }
        #expect(words(0.5) == [50, 90, 85, 90, 85])
        #expect(words(0.25)[0] == 25)
        #expect(Array(words(0.1)[0...1]) == [55, 55])
        let free = Decomposer.fixed(CutLimits(leafWords: 100, fanIn: 8, snap: .none))
        let cuts = (0..<16).map { phase in
            Self.leafWords(decompose(Self.paragraphBook, by: free) { Double(phase) / 16 })
        }
        #expect(Set(cuts).count == 16)
    }

    @Test func snappingFindsSentencesAndParagraphs() {
        let book = Self.paragraphBook
        for snap in CutLimits.Snap.allCases {
            let tree = decompose(book, by: .fixed(CutLimits(leafWords: 33, fanIn: 8, snap: snap)))
            let words = Self.leafWords(tree).dropLast()
            let unit = snap == .sentence ? 5 : snap == .paragraph ? 10 : 1
            #expect(words.allSatisfy { $0.isMultiple(of: unit) }, "\(snap) \(words)")
        }
    }

    @Test func aSentenceLongerThanALeafIsCutAfterAWord() {
        let tree = decompose(Self.book(Self.sentence(25)), by: .fixed(CutLimits(leafWords: 10, fanIn: 8)))
        #expect(Self.leafWords(tree) == [8, 8, 9])
    }

    @Test func aHeadingStaysWithItsText() {
        let book = Self.marked([Self.sentence(9), "THE HEADING", Self.sentence(9)])
        let tree = decompose(book, by: .fixed(CutLimits(leafWords: 12, fanIn: 2)))
        #expect(tree.text(of: tree.leaves[1], in: book).hasPrefix("THE HEADING"))
    }

    // MARK: random

    /// The words of the leaves for these draws, and how many draws were left.
    private func random(_ limits: CutLimits, _ draws: [Double]) -> (words: [Int], left: Int) {
        var draws = draws[...]
        let tree = decompose(Self.paragraphBook, by: .random(limits)) { draws.popFirst() ?? .nan }
        return (Self.leafWords(tree), draws.count)
    }

    @Test func randomLeavesAreAsLongAsTheDrawsSay() {
        // From half a leaf at 0 to a whole one at 1; of two ends of sentences equally near the later one.
        let free = random(CutLimits(leafWords: 100, fanIn: 8, snap: .none), [0, 0.5, 0.9, 0.25, 0, 0.7])
        #expect(free.words == [50, 75, 95, 62, 50, 68])
        #expect(free.left == 1)
        let sentences = random(CutLimits(leafWords: 100, fanIn: 8), [0, 0.5, 0.9, 0.25, 0, 0.7])
        #expect(sentences.words == [50, 75, 95, 65, 50, 65])
        let paragraphs = random(
            CutLimits(leafWords: 100, fanIn: 8, snap: .paragraph), [0, 0.5, 0.9, 0.25, 0, 0.7])
        #expect(paragraphs.words == [50, 80, 100, 60, 50, 60])
    }

    @Test func aRandomLeafLeavesNoSmallRest() {
        // 111 words are left before the last cut: after 99 of them the last leaf would have 12.
        let cut = random(CutLimits(leafWords: 100, fanIn: 8, snap: .none), [0.9, 0.9, 0.998, 0.999])
        #expect(cut.words == [95, 95, 99, 86, 25])
    }

    // MARK: structure

    @Test func chaptersAreGroupedUnderParts() {
        let chapter = ["##CHAPTER", Self.sentence(30), "~" + Self.sentence(30)]
        let book = Self.marked(["A Title", "#PART ONE"] + chapter + chapter + ["#PART TWO"] + chapter)
        let tree = decompose(book, by: .structure(CutLimits(leafWords: 40, fanIn: 4)))
        #expect(Self.shape(tree) == "(((35 30) (31 30)) (33 30))")
        #expect(tree.text(of: tree.leaves[0], in: book).hasPrefix("A Title"))
    }

    @Test func scenesAreCutBeforeParagraphs() {
        let book = Self.marked([Self.sentence(20), Self.sentence(20), "~" + Self.sentence(20)])
        let tree = decompose(book, by: .structure(CutLimits(leafWords: 45, fanIn: 4)))
        #expect(Self.leafWords(tree) == [40, 20])
    }

    @Test func aShortChapterIsALeafOfItsOwn() {
        let book = Self.marked([
            "#ONE", Self.sentence(30), "#TWO", Self.sentence(25), "#THREE", Self.sentence(90),
        ])
        let tree = decompose(book, by: .structure(CutLimits(leafWords: 100, fanIn: 4)))
        #expect(Self.leafWords(tree) == [31, 26, 91])
    }

    @Test func manyChaptersAreGroupedEvenly() {
        let book = Self.marked((0..<7).flatMap { _ in ["#CHAPTER", Self.sentence(30)] })
        let tree = decompose(book, by: .structure(CutLimits(leafWords: 40, fanIn: 3)))
        #expect(Self.shape(tree) == "((31 31) (31 31) (31 31 31))")
    }

    @Test func aFarewellAtTheEndGoesToTheLastChapter() {
        let book = Self.marked(["#ONE", Self.sentence(30), "#THE END"])
        #expect(Self.leafWords(decompose(book, by: .structure(CutLimits(leafWords: 40, fanIn: 3)))) == [33])
    }

    // MARK: texttiling

    @Test func cutsWhereTheVocabularyChanges() {
        let topics = ["harbour", "mountain", "parliament", "orchard"]
        let text = topics.map { topic in (0..<12).map { _ in Self.sentence(10, topic) }.joined() }.joined()
        let tree = decompose(Self.book(text), by: .texttiling(CutLimits(leafWords: 150, fanIn: 4), window: 3))
        #expect(Self.leafWords(tree) == [120, 120, 120, 120])
    }

    @Test func depthsAreMeasuredFromThePeaks() {
        let depths = TextTiling.depths([0.5, 0.25, 0.125, 0.75])
        #expect(depths == [0, 0.25, 1, 0])
    }

    // MARK: all

    @Test func wholeIsOneLeaf() {
        let tree = decompose(Self.paragraphBook, by: .whole)
        #expect(tree.nodes.count == 1 && tree.nodes[0].words == 400)
    }

    @Test func settingsSayWhatIsWrong() {
        #expect(Decomposer.fixed(CutLimits(leafWords: 0, fanIn: 1)).validate().count == 2)
        #expect(Decomposer.texttiling(CutLimits(), window: 0).validate().count == 1)
        #expect(Decomposer.whole.validate().isEmpty)
    }

    @Test func decomposersAreKept() throws {
        let all = Decomposer.every(CutLimits(leafWords: 9, fanIn: 3, snap: .none), window: 4)
        for decomposer in all {
            let data = try JSONEncoder().encode(decomposer)
            #expect(try JSONDecoder().decode(Decomposer.self, from: data) == decomposer)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(
            String(decoding: try encoder.encode(Decomposer.fixed(CutLimits())), as: UTF8.self)
                == #"{"kind":"fixed","limits":{"fanIn":6,"leafWords":450,"snap":"sentence"}}"#)
    }
}
