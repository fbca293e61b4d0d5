import Testing

@testable import Text

/// Small changes to a book, and what of its cuts they leave.
@Suite struct BookEditTests {
    private static func book() -> Book {
        let sentences = (0..<20).map { DecomposerTests.sentence(5, "word\($0)") }
        let text = "I\n\n" + sentences[..<10].joined() + "\n\nII\n\n" + sentences[10...].joined() + "\n"
        let second = text.utf8.count - sentences[10...].joined().utf8.count - 5
        return DecomposerTests.book(text, sections: [(0, 1, 1), (second, 2, 1)])
    }

    @Test func sectionsMoveWithTheirText() {
        let book = Self.book()
        let place = book.sections[1].span.start
        let longer = BookEdit(span: Span(start: place, end: place), text: "More of it. ").applied(to: book)
        #expect(longer.sections.map(\.span.start) == [0, place + 12])
        #expect(longer.sections.map(\.heading.count) == [1, 2])
        let shorter = BookEdit(span: Span(start: 3, end: 13), text: "").applied(to: book)
        #expect(shorter.sections.map(\.span.start) == [0, place - 10])
        #expect(shorter.sections.map(\.span.end) == [place - 10, shorter.text.utf8.count])
    }

    @Test func changesAreOfSentencesAndParagraphsAndNeverOfHeadings() throws {
        let book = Self.book()
        let edits = try #require(BookEdits(of: book))
        var generator = DecomposerPropertyTests.Generator(state: 5)
        var kinds: Set<[Bool]> = []
        for _ in 0..<300 {
            let edit = edits.draw { generator.below($0) }
            kinds.insert([edit.span.isEmpty, edit.text.isEmpty])
            for section in book.sections {
                #expect(edit.span.end <= section.heading.start || edit.span.start >= section.heading.end)
            }
            let changed = edit.applied(to: book)
            let tree = decompose(changed, by: .structure(CutLimits(leafWords: 20)))
            try tree.validate(against: changed)
            #expect(changed.sections.map(\.span.start).sorted() == changed.sections.map(\.span.start))
        }
        #expect(kinds == [[true, false], [false, true], [false, false]])
    }

    @Test func anotherSentenceOfEqualLengthChangesOneLeafAndWhatStandsAboveIt() {
        let book = DecomposerTests.book((0..<20).map { DecomposerTests.sentence(5, "word\($0)") }.joined())
        let limits = CutLimits(leafWords: 40, fanIn: 2, sizes: LeafSizes(least: 10, most: 40, about: 25))
        let before = decompose(book, by: .even(limits))
        let sentence = DecomposerTests.sentence(5, "word1").utf8.count
        let edit = BookEdit(
            span: Span(start: 0, end: sentence), text: DecomposerTests.sentence(5, "word9"))
        let after = edit.applied(to: book)
        let kept = KeptNodes(before, of: book, and: decompose(after, by: .even(limits)), of: after)
        // Four leaves, two nodes of two, a root: the first leaf, the first node and the root are new.
        #expect(kept.leaves == 3 && kept.allLeaves == 4)
        #expect(kept.nodes == 4 && kept.allNodes == 7)
        #expect(KeptNodes(before, of: book, and: before, of: book).nodeShare == 1)
    }

    @Test func aBookOfOneSentenceCannotBeChanged() {
        #expect(BookEdits(of: DecomposerTests.book("One sentence only.\n")) == nil)
    }
}
