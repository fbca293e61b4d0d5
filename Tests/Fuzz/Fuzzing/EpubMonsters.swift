/// EPUBs that are made to be too much, or that lead elsewhere.
enum EpubMonsters {
    /// How many there are.
    static let count = 34

    /// A monster by number.
    static func bytes(_ number: Int, pages: [FuzzInput.File]) -> [UInt8] {
        switch number {
        case 0: book([page("p0", String(repeating: "\0", count: 10_000_000))], compressed: true)
        case 1: book([page("p0", String(repeating: "a ", count: 5_000_000))], compressed: true)
        case 2:
            book(
                (0..<200).map { page("p\($0)", String(repeating: "<p>a</p>", count: 100_000)) },
                compressed: true)
        case 3: book([page("p0", "<p>a</p>")], extra: (0..<20_500).map { .init("x\($0)", []) })
        case 4: book([page("p0", "<p>a</p>")], extra: (0..<19_000).map { .init("x\($0)", []) })
        case 5: book((0..<5_000).map { page("p\($0)", "<p>a</p>") })
        case 6: declared(book([page("p0", "<p>a</p>")]), at: 24, 0xFFFF_FFF0)
        case 7: declared(book([page("p0", "<p>a</p>")]), at: 20, 0xFFFF_FFF0)
        case 8: declared(book([page("p0", "<p>a</p>")], compressed: true), at: 24, 0xFFFF_FFF0)
        case 9: declared(book([page("p0", "<p>a</p>")], compressed: true), at: 24, 1)
        case 10: declared(book([page("p0", "<p>a</p>")]), at: 42, 0xFFFF_FFF0)
        case 11: declared(book([page("p0", "<p>a</p>")]), at: 16, 0)
        case 12: book([page("p0", laughs + "<p>&lol9;</p>")])
        case 13: book([page("p0", "<p>a</p>")], prologue: laughs, title: "&lol9;")
        case 14:
            book(
                [page("p0", "<p>a</p>")],
                outline: laughs
                    + "<html><body><nav><ol><li><a href=\"text/p0.xhtml\">&lol9;</a></li></ol></nav></body></html>"
            )
        case 15: book([page("p0", external + "<p>&secret;</p>")])
        case 16: book([page("p0", "<p>a</p>")], prologue: external, title: "&secret;")
        case 17:
            book(
                [page("p0", "<p>a</p>")],
                outline: external
                    + "<html><body><nav><ol><li><a href=\"text/p0.xhtml\">&secret;</a></li></ol></nav></body></html>"
            )
        case 18: book([], spine: String(repeating: "<itemref idref=\"p0\"/>", count: 100_000))
        case 19:
            book(
                [page("p0", "<p>a</p>")], spine: String(repeating: "<itemref idref=\"p0\"/>", count: 100_000))
        case 20: book([page("p0", "<p>a</p>")], spine: "<itemref idref=\"nav\"/><itemref idref=\"nobody\"/>")
        case 21:
            book([page("p0", "<p>a</p>")], outline: nested("<li><a href=\"text/p0.xhtml\">a</a><ol>", 3_000))
        case 22:
            book([page("p0", "<p>a</p>")], outline: flat("<li><a href=\"text/p0.xhtml\">a</a></li>", 100_000))
        case 23: book([page("p0", "<p>a</p>")], outline: flat("<li><a href=\"nav.xhtml\">a</a></li>", 10_000))
        case 24: book([page("p0", "<p>a</p>")], container: "../../../../etc/passwd")
        case 25:
            book(
                [page("p0", "<p>a</p>")],
                container: "EPUB/package.opf#" + String(repeating: "x", count: 1_000_000))
        case 26: book([page("p0", "<p>a</p>")], container: "META-INF/container.xml")
        case 27: book([page("../../../p0", "<p>a</p>"), page("/etc/passwd", "<p>b</p>")])
        case 28:
            book(
                [page("p0", "<p>a</p>")],
                extra: [.init("META-INF/encryption.xml", Array(encryption("EPUB/text/p0.xhtml").utf8))])
        case 29:
            book(
                [page("p0", "<p>a</p>")],
                extra: [
                    .init(
                        "META-INF/encryption.xml",
                        Array(
                            ("<encryption>" + String(repeating: encryption("f.otf"), count: 20_000)
                                + "</encryption>").utf8))
                ])
        case 30: book([page("p0", String(repeating: "<div>", count: 100_000))])
        case 31: book([page("p0", "<p>a</p>")], prologue: String(repeating: "<a>", count: 100_000))
        case 32:
            book(
                [page("p0", "<p>a</p>")],
                manifest: String(
                    repeating: "<item id=\"x\" href=\"a/../b\" media-type=\"application/xhtml+xml\"/>",
                    count: 50_000))
        default:
            Archive.packed(
                [
                    .init(
                        "a.epub",
                        book([page("p0", String(repeating: "\0", count: 1_000_000))], compressed: true))
                ], compressed: true)
        }
    }

    /// A page by name.
    static func page(_ name: String, _ body: String) -> FuzzInput.File {
        let isWhole = body.hasPrefix("<!DOCTYPE")
        let head = "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title/></head>"
        let split = isWhole ? body.range(of: "]>") : nil
        let document = split.map {
            String(body[..<$0]) + "]>" + head + "<body>" + String(body[$0...].dropFirst(2))
        }
        return .init(name, Array(((document ?? head + "<body>" + body) + "</body></html>").utf8))
    }

    /// An EPUB 3 of pages.
    static func book(
        _ pages: [FuzzInput.File], compressed: Bool = false, extra: [FuzzInput.File] = [],
        prologue: String = "", title: String = "t",
        outline: String? = nil, spine: String? = nil, container: String = "EPUB/package.opf",
        manifest: String = ""
    ) -> [UInt8] {
        Archive.packed(
            members(
                pages, prologue: prologue, title: title, outline: outline, spine: spine, container: container,
                manifest: manifest) + extra,
            compressed: compressed)
    }

    /// The members of an EPUB 3 of pages.
    static func members(
        _ pages: [FuzzInput.File], prologue: String = "", title: String = "t", outline: String? = nil,
        spine: String? = nil,
        container: String = "EPUB/package.opf", manifest: String = ""
    ) -> [FuzzInput.File] {
        let items = pages.map {
            "<item id=\"\($0.name)\" href=\"text/\($0.name).xhtml\" media-type=\"application/xhtml+xml\"/>"
        }
        let entries = pages.prefix(100).map { "<li><a href=\"text/\($0.name).xhtml\">\($0.name)</a></li>" }
        let package = """
            <?xml version="1.0"?>\(prologue)<package xmlns="http://www.idpf.org/2007/opf" version="3.0">
            <metadata><title>\(title)</title></metadata><manifest>
            <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
            <item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>\(manifest)
            \(items.joined(separator: "\\n"))</manifest><spine>\(spine ?? pages.map { "<itemref idref=\"\($0.name)\"/>" }.joined())</spine></package>
            """
        let navigation = outline ?? "<html><body><nav><ol>\(entries.joined())</ol></nav></body></html>"
        let ncx =
            "<ncx><navMap>"
            + pages.prefix(20).map {
                "<navPoint><navLabel><text>\($0.name)</text></navLabel><content src=\"text/\($0.name).xhtml\"/></navPoint>"
            }.joined()
            + "</navMap></ncx>"
        let entry = "<container><rootfiles><rootfile full-path=\"\(container)\"/></rootfiles></container>"
        return [
            .init("mimetype", Array("application/epub+zip".utf8)),
            .init("META-INF/container.xml", Array(entry.utf8)),
            .init("EPUB/package.opf", Array(package.utf8)), .init("EPUB/nav.xhtml", Array(navigation.utf8)),
            .init("EPUB/toc.ncx", Array(ncx.utf8)),
        ] + pages.map { .init("EPUB/text/\($0.name).xhtml", $0.bytes) }
    }

    private static let laughs =
        "<!DOCTYPE lolz [<!ENTITY lol \"lol\">"
        + (1...9).map {
            "<!ENTITY lol\($0) \"" + String(repeating: "&lol\($0 == 1 ? "" : String($0 - 1));", count: 10)
                + "\">"
        }.joined() + "]>"

    /// What must never be read: a file of this machine.
    private static let external = "<!DOCTYPE x [<!ENTITY secret SYSTEM \"file:///etc/passwd\">]>"

    private static func encryption(_ path: String) -> String {
        "<EncryptedData><EncryptionMethod Algorithm=\"http://www.idpf.org/2008/embedding\"/><CipherData><CipherReference URI=\"\(path)\"/></CipherData></EncryptedData>"
    }

    private static func nested(_ piece: String, _ count: Int) -> String {
        "<html><body><nav><ol>" + String(repeating: piece, count: count) + "</ol></nav></body></html>"
    }

    private static func flat(_ piece: String, _ count: Int) -> String { nested(piece, count) }

    /// With a number of four bytes in the first record of the directory that says something else.
    private static func declared(_ bytes: [UInt8], at offset: Int, _ value: UInt32) -> [UInt8] {
        var bytes = bytes
        for record in Archive.directory(in: bytes).suffix(1) {
            for index in 0..<4 {
                bytes[record + offset + index] = UInt8(truncatingIfNeeded: value >> UInt32(8 * index))
            }
        }
        return bytes
    }
}

extension String {
    /// Where a text first occurs.
    fileprivate func range(of text: String) -> String.Index? {
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix(text) { return index }
            index = self.index(after: index)
        }
        return nil
    }
}
