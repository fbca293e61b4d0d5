import Testing
import Text

@Suite struct HTMLTests {
    private func book(_ source: String) throws -> Book {
        try Book.read(Array(source.utf8), fileName: "a.html")
    }

    @Test func blocksBecomeParagraphs() throws {
        let source = """
            <html><head><title>T</title><style>p {}</style></head><body>
            <h1>Head</h1><p>One
              two   three.</p><div>Four<p>five</p>six</div>
            <ul><li>a</li><li>b</li></ul><script>var x</script></body></html>
            """
        #expect(try book(source).text == "Head\n\nOne two three.\n\nFour\n\nfive\n\nsix\n\na\n\nb\n")
    }

    @Test func entitiesAreDecoded() throws {
        #expect(
            try book("<p>a&nbsp;b &lt;c&gt; &#8220;d&#x201D; &eacute;&amp;&shy;f</p>").text
                == "a\u{A0}b <c> “d” é&f\n")
    }

    @Test func aBreakIsANewlineAndTwoEndTheParagraph() throws {
        #expect(try book("<p>one<br/>two<br/><br/>three</p>").text == "one\ntwo\n\nthree\n")
    }

    @Test func preformattedLinesStay() throws {
        #expect(try book("<pre>a  b\n c\n\nd</pre>").text == "a  b\n c\n\nd\n")
    }

    @Test(arguments: [
        "<figure><img alt='x'/><figcaption>Caption</figcaption></figure>", "<p class='caption'>Caption</p>",
        "<span class=\"pagenum\">[12]</span>", "<nav><a href='#a'>Chapter</a></nav>", "<p hidden>Secret</p>",
        "<div id='pg-header'>Project Gutenberg</div>", "<svg><text>Label</text></svg>",
        "<aside role='doc-toc'>Contents</aside>", "<sup><a epub:type='noteref' href='#n'>1</a></sup>",
    ])
    func isNotText(_ element: String) throws {
        #expect(try book("<p>Before.</p>\(element)<p>After.</p>").text == "Before.\n\nAfter.\n")
    }

    @Test func headingsMakeSections() throws {
        let body = "<p>Twelve or more words are needed for a section that has no number in it at all.</p>"
        let source =
            "<h1>Book</h1><h2>By X</h2><h2>CHAPTER I</h2><h3>The <i>Ferry</i></h3>\(body)"
            + "<h2>Second</h2>\(body)"
        #expect(
            try book(source).sections.map { "\($0.level) \($0.title)" } == [
                "1 CHAPTER I: The Ferry", "1 Second",
            ])
    }

    @Test func aTableOfLinksIsTakenOut() throws {
        let body = "<p>Some words.</p>"
        let source = """
            <h1>Book</h1><h2>Contents</h2>
            <p><a href="#1">CHAPTER I.</a></p><p><a href="#2">CHAPTER II.</a></p>
            <h2><a id="1"></a>CHAPTER I.</h2>\(body)<h2 id="2">CHAPTER II.</h2>\(body)
            """
        #expect(try book(source).text == "Book\n\nCHAPTER I.\n\nSome words.\n\nCHAPTER II.\n\nSome words.\n")
    }

    @Test func theEncodingThatTheHeadTellsIsUsed() throws {
        let head = "<html><head><meta charset=\"iso-8859-1\"></head><body><p>caf"
        let file = Array(head.utf8) + [0xE9] + Array("</p></body></html>".utf8)
        #expect(try Book.read(file, fileName: "a.htm").text == "café\n")
    }

    @Test func anEncodingThatIsNotReadIsAnError() {
        let error = #expect(throws: BookError.self) { try book("<meta charset='Shift_JIS'><p>x</p>") }
        #expect(
            error?.description
                == "a.html says that it is in shift_jis, which is not read here. "
                + "Save it in UTF-8, and say so in its head."
        )
    }

    @Test func contentWinsOverTheName() throws {
        let source = "<!DOCTYPE html>\n<html><body><p>Hi</p></body></html>"
        #expect(try Book.read(Array(source.utf8), fileName: "download").text == "Hi\n")
    }

    @Test func faultyTagsAreForgiven() throws {
        #expect(
            try book("<p>one<p>two <b>bold <i>both</b> text</p></div><p>three").text
                == "one\n\ntwo bold both text\n\nthree\n")
    }
}
