import Stages
import Testing
import Text

/// What `quire books` says of files.
@Suite struct BookSheetTests {
    private static let prose = Array(repeating: "The rain fell all day, and nobody came.", count: 20).joined(
        separator: "\n")
    private static let source = """
        The Ferry
        *** START OF THIS PROJECT GUTENBERG EBOOK THE FERRY ***



        PART ONE



        CHAPTER I

        \(prose)



        CHAPTER II

        \(prose)
        """

    private func line() throws -> BookSheet.Line {
        let bytes = Array(Self.source.utf8)
        return BookSheet.Line(
            try BookReading(bytes, fileName: "ferry.txt"), file: "a/ferry.txt", bytes: bytes)
    }

    @Test func `a file is one line with its sections and where they begin`() throws {
        let line = try line()
        #expect(line.format == "text" && line.encoding == "UTF-8" && line.evidence == "headings")
        #expect(line.words == 320 + 2 + 2 + 2)
        #expect(line.removed == ["licence and header": 12])
        #expect(line.sections.map(\.title) == ["PART ONE", "CHAPTER I", "CHAPTER II"])
        #expect(line.sections.map(\.level) == [1, 2, 2])
        #expect(line.sections.map(\.line) == [6, 10, 35])
        #expect(line.sections.map(\.words) == [2, 162, 162])
    }

    @Test func `a sheet lists files, then those that were refused`() throws {
        let sheet = BookSheet([try line(), BookSheet.Line(refused: "b.pdf is a PDF", file: "b.pdf")])
        #expect(
            sheet.text(Page()) == """
                book       read as      words  sections  found by  scenes  words taken out
                ferry.txt  text, UTF-8    326  1 + 2     headings       0               12

                not read: b.pdf is a PDF

                1 book, 326 words; 1 file not read
                """)
    }

    @Test func `sections are shown with their words, their line and their depth`() throws {
        #expect(
            BookSheet([try line()], showsSections: true).text(Page()) == """
                ferry.txt: text, UTF-8, 326 words, 1 + 2 sections by headings, 0 scene breaks; \
                taken out: 12 words of licence and header
                  words  place    section
                      2  line 6   PART ONE
                    162  line 10    CHAPTER I
                    162  line 35    CHAPTER II
                """)
    }
}
