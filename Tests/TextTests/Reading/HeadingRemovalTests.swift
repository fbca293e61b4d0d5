import Testing

@testable import Text

/// Books whose headings are taken out.
@Suite struct HeadingRemovalTests {
    private static func stripped(_ text: String) throws -> Book {
        try Book.read(Array(text.utf8), fileName: "test.txt").withoutHeadings
    }

    private static func opening(of book: Book, at offset: Int, _ count: Int) -> String {
        String(decoding: book.text.utf8.dropFirst(offset).prefix(count), as: UTF8.self)
    }

    private static let novel = """
        CHAPTER I. The Storm

        IT WAS a dark night, and it was late. Mr. Kell went down to the harbour.

        He waited there.

        * * *

        Nobody came. He went home.

        END OF CHAPTER ONE

        * * *

        CHAPTER II. The Morning

        MR. KELL woke early. It was cold. The harbour lay still, and Mr. Kell saw it.

        CHAPTER III. The End

        Nothing was left.
        """

    @Test func sectionsBeginWithTheirText() throws {
        let book = try Self.stripped(Self.novel)
        #expect(
            book.text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init) == [
                "It was a dark night, and it was late. Mr. Kell went down to the harbour.",
                "He waited there.", "Nobody came. He went home.",
                "Mr. Kell woke early. It was cold. The harbour lay still, and Mr. Kell saw it.",
                "Nothing was left.",
            ])
        #expect(book.sections.map(\.title).count == 3)
        let openings = book.sections.map { Self.opening(of: book, at: $0.span.start, 8) }
        #expect(openings == ["It was a", "Mr. Kell", "Nothing "])
        #expect(book.sections.allSatisfy { $0.heading.isEmpty })
        #expect(book.sectionPieces == 3)
    }

    @Test(arguments: [
        "“Mine ear is open, and my heart prepared:\nSay, is my kingdom lost?”--Shakespeare",
        "\"Sola, sola, wo ha, ho, sola!\"\n--Shakespeare", "He is wise who knows. — _Old Saying_",
        "Well go thy way.\n\nTill I torment thee for this injury.\n\n—Midsummer Night's Dream.",
        "“Before these fields were shorn and till’d,\nFull to the brim our rivers flow’d.”–Bryant, *Poems*, II.",
    ])
    func anEpigraphGoesWithItsHeading(epigraph: String) throws {
        let book = try Self.stripped(
            Self.novel.replacing(
                "CHAPTER II. The Morning\n", with: "CHAPTER II. The Morning\n\n\(epigraph)\n"))
        #expect(book.text == (try Self.stripped(Self.novel)).text)
        #expect(Self.opening(of: book, at: book.sections[1].span.start, 8) == "Mr. Kell")
    }

    @Test(arguments: [
        "“I never saw it--Oh!” he cried.", "She looked up--Mr. Kell was gone.", "He came. “And then—”",
        "Nothing was there--not even a lamp.",
        "He saw them all. --the men, the women and the boys of the harbour",
        "Mr. Kell said nothing, and went.\n\nSo it was that the harbour lay still. —Kell",
        "The first word was his. --Kell of the Harbour who had never once in his life said anything",
    ])
    func aFirstParagraphWithADashStays(paragraph: String) throws {
        let book = try Self.stripped(
            Self.novel.replacing(
                "CHAPTER II. The Morning\n", with: "CHAPTER II. The Morning\n\n\(paragraph)\n"))
        let first = paragraph.prefix { $0 != "\n" }
        #expect(Self.opening(of: book, at: book.sections[1].span.start, first.utf8.count) == first)
    }

    @Test func anEpigraphThatNothingFollowsStays() throws {
        let book = try Self.stripped(
            "CHAPTER I\n\nHe went.\n\nCHAPTER II\n\n“Say, is it lost?”--Shakespeare\n")
        #expect(book.text.contains("“Say, is it lost?”--Shakespeare"))
    }

    @Test func scenesWithinSectionsStayAndThoseAtTheirBordersGo() throws {
        let book = try Self.stripped(Self.novel)
        #expect(book.sceneBreaks.map { Self.opening(of: book, at: $0, 6) } == ["Nobody"])
    }

    @Test func everyByteThatStaysKeepsItsOrigin() throws {
        let source = Array(Self.novel.utf8)
        let book = try Self.stripped(Self.novel)
        let place = try #require(book.text.range(of: "Nothing was left"))
        let offset = book.text.utf8.distance(from: book.text.startIndex, to: place.lowerBound)
        let origin = book.origins.lookup(offset).offset
        #expect(String(decoding: source[origin..<(origin + 16)], as: UTF8.self) == "Nothing was left")
    }

    @Test func aBookWithoutHeadingsStaysAsItIs() throws {
        let book = try Book.read(Array("One day.\n\nAnother day.\n".utf8), fileName: "test.txt")
        #expect(book.withoutHeadings.text == book.text)
    }
}
