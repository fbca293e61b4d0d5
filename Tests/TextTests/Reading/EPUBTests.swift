import Testing
import Text

@Suite struct EPUBTests {
    private func read(_ bytes: [UInt8]) throws -> Book {
        try Book.read(bytes, fileName: "a.epub")
    }

    @Test func pagesAreReadInTheOrderOfTheSpine() throws {
        let spine =
            #"<itemref idref="b"/><itemref idref="a"/><itemref idref="c" linear="no"/><itemref idref="b"/>"#
        let book = try read(
            epub(pages: [("a", "<p>First</p>"), ("b", "<p>Second</p>"), ("c", "<p>Aside</p>")], spine: spine))
        #expect(book.text == "Second\n\nFirst\n")
    }

    @Test func theOutlineNamesTheSections() throws {
        let book = try read(
            epub(
                pages: [
                    ("one", "<h2>I</h2><p>Some words.</p>"),
                    ("two", "<p>No heading.</p><p id='x'>Here it is.</p>"),
                ],
                outline: [("I: The Ferry", "text/one.xhtml"), ("The Inn", "text/two.xhtml#x")]))
        #expect(book.sections.map(\.title) == ["I: The Ferry", "The Inn"])
        #expect(book.sections[0].heading == Span(start: 0, end: 1))
        #expect(book.sections[1].heading.isEmpty)
        let inn = Array(book.text.utf8)[book.sections[1].span.start...]
        #expect(String(decoding: inn, as: UTF8.self) == "Here it is.\n")
    }

    @Test func pagesThatAreNotTheBooksTextAreSkipped() throws {
        let book = try read(
            epub(pages: [
                ("cover", "<p>The Cover</p>"), ("titlepage", "<h1>Title</h1>"),
                ("x1", "<section epub:type='copyright-page'><p>All rights</p></section>"),
                ("x2", "<body epub:type='colophon'><p>Set in Garamond</p></body>"),
                ("chapter", "<p>The story.</p>"), ("uncopyright", "<p>No rights</p>"),
            ]))
        #expect(book.text == "The story.\n")
    }

    @Test func originsNameTheMemberAndItsByte() throws {
        let book = try read(epub(pages: [("a", "<p>One</p>"), ("b", "<p>Tw\u{AD}o</p>")]))
        #expect(book.text == "One\n\nTwo\n")
        let first = book.origins.lookup(0)
        let second = book.origins.lookup(7)
        #expect(first.member == "EPUB/text/a.xhtml")
        #expect(second.member == "EPUB/text/b.xhtml")
        #expect(second.offset == first.offset + 4)
    }

    @Test func anEPUB2TakesItsOutlineFromTheNCX() throws {
        let container = #"<container><rootfiles><rootfile full-path="o.opf"/></rootfiles></container>"#
        let package = """
            <package><manifest><item id="n" href="t.ncx" media-type="application/x-dtbncx+xml"/>
            <item id="c" href="c%20d.html" media-type="application/xhtml+xml"/></manifest>
            <spine toc="n"><itemref idref="c"/></spine></package>
            """
        let ncx = """
            <ncx><navMap><navPoint><navLabel><text>Part</text></navLabel><content src="c%20d.html"/>
            <navPoint><navLabel><text>One &amp; only</text></navLabel>
            <content src="c%20d.html#one"/></navPoint>
            </navPoint></navMap></ncx>
            """
        let text = "<html><body><h1>Part</h1><h2 id='one'>One</h2><p>Words.</p></body></html>"
        let book = try read(
            zip([
                ("META-INF/container.xml", container), ("o.opf", package), ("t.ncx", ncx), ("c d.html", text),
            ]))
        #expect(book.sections.map { "\($0.level) \($0.title)" } == ["1 Part", "2 One & only"])
    }

    @Test func aBookOfPicturesHasNoText() {
        let error = #expect(throws: BookError.self) {
            try read(epub(pages: [("p1", "<img src='1.jpg' alt='x'/>"), ("p2", "<img src='2.jpg'/>")]))
        }
        #expect(error?.kind == .noText)
        #expect(
            error?.description
                == "a.epub has no text: its 2 pages show 2 pictures. "
                + "A book needs text; pages that are pictures have to be turned into text first.")
    }

    @Test func linesOfDrawingsAreReadWhenThereIsNothingElse() throws {
        let drawing = "<svg><style>x</style><text>Line one</text><text>line two</text></svg>"
        #expect(try read(epub(pages: [("p", drawing)])).text == "Line one\nline two\n")
    }

    @Test func aLockedPageIsAnErrorAndALockedFontIsNot() throws {
        func locks(_ path: String, _ method: String) -> (String, String) {
            (
                "META-INF/encryption.xml",
                """
                <encryption><EncryptedData><EncryptionMethod Algorithm="\(method)"/><CipherData>
                <CipherReference URI="\(path)"/></CipherData></EncryptedData></encryption>
                """
            )
        }
        let pages = [(name: "a", body: "<p>Text</p>")]
        let font = locks("EPUB/font.woff", "http://www.idpf.org/2008/embedding")
        #expect(try read(epub(pages: pages, extra: [font])).text == "Text\n")
        let page = locks("EPUB/text/a.xhtml", "http://www.w3.org/2001/04/xmlenc#aes256-cbc")
        let error = #expect(throws: BookError.self) { try read(epub(pages: pages, extra: [page])) }
        #expect(error?.kind == .encrypted)
        #expect(error?.member == "EPUB/text/a.xhtml")
    }

    @Test func anArchiveThatIsNoBookIsRefused() {
        let error = #expect(throws: BookError.self) { try read(zip([("a.txt", "no epub")])) }
        #expect(error?.kind == .damaged)
        #expect(error?.wrong == "is a ZIP archive without META-INF/container.xml, so not an EPUB")
    }

    @Test func aPageThatUnpacksToMoreThan16MegabytesIsRefused() {
        let page = "<p>" + String(repeating: "word ", count: (17 << 20) / 5) + "</p>"
        let error = #expect(throws: BookError.self) { try read(epub(pages: [("a", page)])) }
        #expect(error?.kind == .tooLarge)
        #expect(
            error?.right
                == "The pages of a book may have at most 16 MB together, and 50 times the archive's size.")
    }

    @Test func aTornArchiveIsDamaged() {
        let whole = epub(pages: [("a", "<p>Text</p>")])
        let error = #expect(throws: BookError.self) { try read(Array(whole.prefix(whole.count / 2))) }
        #expect(error?.kind == .damaged)
    }
}
