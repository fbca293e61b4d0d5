import Testing
import Text

@Suite struct MarkdownTests {
    private func book(_ source: String) throws -> Book {
        try Book.read(Array(source.utf8), fileName: "a.md")
    }

    private let body = "Twelve or more words are needed for a section that has no number in it at all."

    @Test func headingsLoseTheirSigns() throws {
        let book = try book("# The Book\n\n## One ##\n\(body)\n\n## Two\n\n\(body)\n")
        #expect(book.sections.map { "\($0.level) \($0.title)" } == ["1 One", "1 Two"])
        #expect(book.text == "The Book\n\nOne\n\n\(body)\n\nTwo\n\n\(body)\n")
    }

    @Test func underlinedLinesAreHeadings() throws {
        let book = try book("Part\n====\n\nOne\n---\n\(body)\n\nTwo\n---\n\(body)\n\nOther\n===\n\n\(body)")
        #expect(book.sections.map { "\($0.level) \($0.title)" } == ["1 Part", "2 One", "2 Two", "1 Other"])
    }

    @Test func aTableOfTitleAndAuthorIsNoSection() throws {
        let book = try book(
            "# Title: X\n\n## Author: Y\n\n## Year: 1890\n\n-------\n\n### I\n\n\(body)\n\n### II\n\n\(body)")
        #expect(book.sections.map { "\($0.level) \($0.title)" } == ["1 I", "1 II"])
    }

    @Test(arguments: [
        ("He *ran* and **fell** _down_ __hard__.", "He ran and fell down hard."),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("A [link](http://x.y \"t\") and ![a picture](p.png) here", "A link and  here"),
        ("Escaped \\*stars\\* and \\# sign", "Escaped *stars* and # sign"),
        ("Some `code` and <b>tags</b> and <!-- a comment -->done", "Some code and tags and done"),
        ("> A quoted\n> line", "A quoted\nline"),
        ("a [^1] note and [brackets] stay", "a [^1] note and [brackets] stay"),
        ("<https://x.y> stays; 3 < 4 stays", "<https://x.y> stays; 3 < 4 stays"),
    ])
    func inlineSigns(_ source: String, _ text: String) throws {
        #expect(try book(source).text == text + "\n")
    }

    @Test func codeInFencesIsKept() throws {
        #expect(try book("Before\n```\n# no heading\n```\nAfter").text == "Before\n\n# no heading\n\nAfter\n")
    }

    @Test func frontMatterIsNotText() throws {
        #expect(try book("---\ntitle: X\nauthor: Y\n---\n\nText.").text == "Text.\n")
    }

    @Test func offsetsAreExactBehindSignsAndLineEnds() throws {
        let source = "# Head\r\n\r\nHe *ran* to [the end](x).\r\n"
        let file = Array(source.utf8)
        let book = try Book.read(file, fileName: "a.md")
        #expect(book.text == "Head\n\nHe ran to the end.\n")
        for (offset, byte) in book.text.utf8.enumerated() where byte > 0x20 {
            #expect(file[book.origins.lookup(offset).offset] == byte)
        }
    }

    @Test func aHeadingOfSignsIsCalledByThem() throws {
        let text = String(repeating: "She went on and on. ", count: 40)
        let file = ["A", "* * *", "B"].map { "# \($0)\n\n\(text)\n\n" }.joined()
        let book = try Book.read(Array(file.utf8), fileName: "a.md")
        #expect(book.sections.map(\.title) == ["A", "* * *", "B"])
    }
}
