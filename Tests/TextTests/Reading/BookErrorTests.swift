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

    @Test func saysWhatIsWrongAndWhatWouldBeRight() {
        let error = #expect(throws: BookError.self) { try Book.read([], fileName: "books/a.txt") }
        #expect(error?.description
            == "books/a.txt is empty. A book is a .txt, .md, .html or .epub file with text in it.")
    }
}
