import Testing
import Text

/// No bytes whatever make a reader crash or break what a book promises.
@Suite struct MutationTests {
    /// A small generator with a fixed beginning.
    private struct Generator {
        var state: UInt64
        mutating func next(below bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % max(1, bound)
        }
    }

    private static let text = """
        CONTENTS\r\n\r\nCHAPTER I\r\nCHAPTER II\r\n\r\nCHAPTER I\r\n\r\nThe Ferry\r\n\r\n\
        He said [Illustration: a [b]] “no”.
        [Pg 12]\r\n\r\n* * *\r\n\r\nMore.\r\n\r\n\r\n\r\n\
        CHAPTER II\r\n\r\nEnd. *** END OF THE PROJECT GUTENBERG EBOOK ***
        """
    private static let markdown = """
        ---\ntitle: x\n---\n# Head *one*\n\nText [link](a) ![i](b) \\* `c` <b>d</b>\n\n\
        > quote\n\n```\ncode\n```\n\nTwo\n===\n- x\n***\nend
        """
    private static let html = """
        <!DOCTYPE html><html><head><meta charset="utf-8"><title>t</title></head><body>\
        <h1 id="a">One</h1><p>A &mdash; b
        &#x201C;c&amp;<br><br/>d</p><hr><pre>x\n\n y</pre><table><tr><td>1</td></tr></table>\
        <p class="toc"><a href="#a">x</a></p>
        <svg><text y="1">l</text></svg><![CDATA[x]]><!-- c --></body></html>
        """
    private static let archive = epub(
        pages: [("a", "<h2>I</h2><p>Some words.</p>"), ("b", "<p id='x'>More &eacute; words.</p>")],
        outline: [("I", "text/a.xhtml"), ("II", "text/b.xhtml#x")])

    @Test(arguments: ["a.txt", "a.md", "a.html", "a.epub"])
    func fourHundredMutationsOfEachFormatAreReadOrRefused(_ name: String) throws {
        let original =
            switch name {
            case "a.txt": Array(Self.text.utf8)
            case "a.md": Array(Self.markdown.utf8)
            case "a.html": Array(Self.html.utf8)
            default: Self.archive
            }
        let spices = [
            "<", ">", "&", "\n\n\n", "\0", "[", "]", "\u{2028}", "<p>", "</div>", "IV.\n\n", "é", "&#0;",
            "PK",
        ]
        var generator = Generator(state: 7)
        for _ in 0..<400 {
            var bytes = original
            for _ in 0...generator.next(below: 6) {
                let place = generator.next(below: bytes.count)
                switch generator.next(below: 5) {
                case 0: bytes[place] = UInt8(generator.next(below: 256))
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + 1 + generator.next(below: 20)))
                case 2:
                    bytes.insert(
                        contentsOf: Array(spices[generator.next(below: spices.count)].utf8), at: place)
                case 3:
                    bytes.insert(
                        contentsOf: bytes[place..<min(bytes.count, place + 40)],
                        at: generator.next(below: bytes.count))
                default: bytes.insert(UInt8(0x80 + generator.next(below: 128)), at: place)
                }
                if bytes.isEmpty { bytes = [0x41] }
            }
            do throws(BookError) {
                check(try Book.read(bytes, fileName: name), of: bytes)
            } catch {
                #expect(!error.wrong.isEmpty && !error.right.isEmpty)
            }
        }
    }

    @Test func randomBytesAreReadOrRefused() throws {
        var generator = Generator(state: 11)
        for length in 1..<200 {
            let bytes = (0..<length).map { _ in UInt8(generator.next(below: 256)) }
            for name in ["a", "a.txt", "a.md", "a.html", "a.epub"] {
                if let book = try? Book.read(bytes, fileName: name) { check(book, of: bytes) }
                if let book = try? Book.read([0xFF, 0xFE] + bytes, fileName: name) {
                    check(book, of: [0, 0] + bytes)
                }
            }
        }
    }

    private func check(_ book: Book, of bytes: [UInt8]) {
        let count = book.text.utf8.count
        let starts = Set(book.text.indices.map { $0.utf16Offset(in: book.text) })
        #expect(!starts.isEmpty && book.text.hasSuffix("\n") && !book.text.contains("\n\n\n\n"))
        var end = book.sections.first?.span.start ?? count
        for section in book.sections {
            #expect(
                section.span.start == end && section.heading.start == end
                    && section.heading.end <= section.span.end)
            #expect(section.level >= 1 && !section.title.isEmpty)
            end = section.span.end
        }
        #expect(end == count)
        #expect(zip(book.sceneBreaks, book.sceneBreaks.dropFirst()).allSatisfy { $0 < $1 })
        #expect(book.sceneBreaks.allSatisfy { 0 < $0 && $0 < count })
        for offset in 0...count where book.origins.lookup(offset).member == nil {
            #expect((0...bytes.count).contains(book.origins.lookup(offset).offset))
        }
    }
}
