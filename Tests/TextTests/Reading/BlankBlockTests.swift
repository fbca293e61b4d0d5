import Testing
import Text

/// What cannot be seen is no paragraph and no heading, in any format.
@Suite struct BlankBlockTests {
    static let unseen = [
        "\u{A0}", "\u{A0} \u{2003}", "\u{200B}", "\u{202E}", String(repeating: "\u{A0}", count: 400),
    ]

    private let body = "Twelve or more words are needed for a section that has no number in it at all."

    private func titles(_ source: String, _ name: String) throws -> [String] {
        try Book.read(Array(source.utf8), fileName: name).sections.map(\.title)
    }

    @Test(arguments: unseen) func aMarkdownHeadingOfBlanksIsNone(_ blank: String) throws {
        let source =
            "## One\n\n\(body)\n\n## \(blank)\n\n\(body)\n\n## Two\n\n\(body)\n\n\(blank)\n---\n\n\(body)\n"
        #expect(try titles(source, "a.md") == ["One", "Two"])
    }

    @Test(arguments: unseen) func anHTMLHeadingOfBlanksIsNone(_ blank: String) throws {
        let source = "<h2>One</h2><p>\(body)</p><h2>\(blank)</h2><p>\(body)</p><h2>Two</h2><p>\(body)</p>"
        #expect(try titles(source, "a.html") == ["One", "Two"])
    }

    @Test(arguments: unseen) func anEntryOfBlanksInAnOutlineIsNone(_ blank: String) throws {
        let book = try Book.read(
            epub(
                pages: [("a", "<p>\(body)</p>"), ("b", "<p>\(body)</p>"), ("c", "<p>\(body)</p>")],
                outline: [("One", "text/a.xhtml"), (blank, "text/b.xhtml"), ("Two", "text/c.xhtml")]),
            fileName: "a.epub")
        #expect(book.sections.map(\.title) == ["One", "Two"])
    }

    @Test(arguments: unseen) func aLineOfBlanksIsAWiderGap(_ blank: String) throws {
        for name in ["a.txt", "a.md"] {
            let book = try Book.read(Array("One.\n\n\(blank)\n\nTwo.\n".utf8), fileName: name)
            #expect(book.text == "One.\n\n\nTwo.\n", "\(name)")
        }
    }

    @Test func aFileOfBlanksHoldsNoBook() {
        for name in ["a.txt", "a.md", "a.html"] {
            #expect(throws: BookError.self, "\(name)") {
                try Book.read(Array("\u{A0}\n\n\u{A0}\n".utf8), fileName: name)
            }
        }
    }

    @Test func whatTheLicenceLeavesOfAHeadingHasToBeSeen() throws {
        let source =
            "<h2>One</h2><p>\(body)</p><h2>Two</h2><p>\(body)</p>"
            + "<h2>&nbsp;<br>*** END OF THE PROJECT GUTENBERG EBOOK A ***</h2><p>\(body)</p>"
        #expect(try titles(source, "a.html") == ["One", "Two"])
    }

    @Test func aTitleBeginsWithWhatCanBeSeen() throws {
        let blanks = String(repeating: "\u{A0}", count: 400)
        let source = "## One\n\n\(body)\n\n## \(blanks)Two\n\n\(body)\n"
        #expect(try titles(source, "a.md") == ["One", "Two"])
    }
}
