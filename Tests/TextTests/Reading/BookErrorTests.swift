import Testing
import Text

@Suite struct BookErrorTests {
    @Test(arguments: [
        ([UInt8](), BookError.Kind.empty), (Array("%PDF-1.4".utf8), .unsupported),
        (Array("ab\0cd".utf8), .notText), ([0x89, 0x50, 0x4E, 0x47, 0x0D], .unsupported),
        (Array("\n\n \n".utf8), .noText), (Array("* * *".utf8), .noText),
    ])
    func saysWhatSortOfFault(_ bytes: [UInt8], _ kind: BookError.Kind) {
        let error = #expect(throws: BookError.self) { try Book.read(bytes, fileName: "a.txt") }
        #expect(error?.kind == kind)
    }

    @Test func textsOfMoreThan16MegabytesAreRefused() {
        let error = #expect(throws: BookError.self) {
            try Book.read([UInt8](repeating: 0x41, count: 17 << 20), fileName: "a.txt")
        }
        #expect(error?.description == "a.txt has 17 MB. A text may have at most 16 MB, an EPUB 512 MB.")
    }

    @Test func aTagWithThousandsOfAttributesIsRefused() {
        let tag = "<p " + String(repeating: "a=1 ", count: 6000) + ">Hi</p>"
        let error = #expect(throws: BookError.self) { try Book.read(Array(tag.utf8), fileName: "a.html") }
        #expect(error?.wrong == "has a tag with more than 5000 attributes")
    }

    @Test func saysWhatIsWrongAndWhatWouldBeRight() {
        let error = #expect(throws: BookError.self) { try Book.read([], fileName: "books/a.txt") }
        #expect(
            error?.description
                == "books/a.txt is empty. A book is a .txt, .md, .html or .epub file with text in it.")
    }
}
