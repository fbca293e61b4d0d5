import Testing

@testable import Text

@Suite struct SplitOutlineTests {
    private static let passage =
        "Anna came home. She ate. “Who is there?” asked Bertram, who had heard the door and left his chair by the old stove at once. Nobody spoke. Snow fell."

    private static func parts(_ starts: [String]) -> [Span] {
        let offsets = starts.map { start in
            passage.utf8.distance(
                from: passage.startIndex, to: passage.range(of: start)?.lowerBound ?? passage.startIndex)
        }
        return zip(offsets, offsets.dropFirst() + [passage.utf8.count]).map { Span(start: $0, end: $1) }
    }

    @Test func aPartIsALineWithItsWordsAndTwoBeginnings() {
        let outline = SplitOutline(of: Self.passage, parts: Self.parts(["Anna", "“Who", "Snow"]))
        #expect(outline.parts == [5, 22, 2])
        #expect(
            outline.text == """
                1. 5 words: Anna came home. … She ate.
                2. 22 words: “Who is there?” asked Bertram, who had heard the door and left his chair by the old … Nobody spoke.
                3. 2 words: Snow fell.
                """)
    }

    @Test func anOutlineIsReadBackToItsCuts() throws {
        let outline = SplitOutline(of: Self.passage, parts: Self.parts(["Anna", "“Who", "Snow"]))
        let read = try #require(SplitOutline(text: outline.text))
        #expect(read == outline)
        let book = Book(name: "", text: Self.passage, sections: [], sceneBreaks: [], origins: OriginMap())
        let places = CutPlaces(of: Boundaries(of: book), snap: .sentence, spacing: 100)
        let cuts = read.cuts(in: places)
        #expect(places.spans(cutAt: cuts) == Self.parts(["Anna", "“Who", "Snow"]))
    }

    @Test(arguments: ["", "a summary", "1. 0 words: nothing", "2. 5 words: out of order"])
    func whatIsNoOutlineIsNotRead(text: String) {
        #expect(SplitOutline(text: text) == nil)
    }
}
