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
