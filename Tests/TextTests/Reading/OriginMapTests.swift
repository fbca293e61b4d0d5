import Foundation
import Testing
import Text

@Suite struct OriginMapTests {
    /// The bytes of the file that each character of the text came from.
    private func originals(_ book: Book, _ file: [UInt8]) -> [Int] {
        (0...book.text.utf8.count).map { book.origins.lookup($0).offset }
    }

    @Test func plainTextMapsByteForByte() throws {
        let file = Array("One two.\n\nThree.\n".utf8)
        let book = try Book.read(file, fileName: "a.txt")
        #expect(originals(book, file) == Array(0...17))
    }

    @Test func offsetsSkipTheReturnOfEachLine() throws {
        let file = Array("ab\r\ncd\r\n\r\nef\r\n".utf8)
        let book = try Book.read(file, fileName: "a.txt")
        #expect(book.text == "ab\ncd\n\nef\n")
        #expect(originals(book, file) == [0, 1, 2, 4, 5, 6, 8, 10, 11, 12, 13])
    }

    @Test func bothBytesOfALatinLetterMapToItsOneByte() throws {
        let file = Array("caf".utf8) + [0xE9] + Array(" au lait".utf8)
        let book = try Book.read(file, fileName: "a.txt")
        #expect(book.text == "café au lait\n")
        #expect((3...6).map { book.origins.lookup($0).offset } == [3, 3, 4, 5])
    }

    @Test func anAsciiLetterOfUTF16MapsToItsFirstByte() throws {
        let file: [UInt8] = [0xFF, 0xFE] + "Hi é!".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let book = try Book.read(file, fileName: "a.txt")
        #expect(book.text == "Hi é!\n")
        #expect((0..<6).map { book.origins.lookup($0).offset } == [2, 4, 6, 8, 9, 10])
    }

    @Test func strippedTextIsLeftOutOfTheMap() throws {
        let source = "*** START OF THE PROJECT GUTENBERG EBOOK X ***\n\nBody [Pg 3] text.\n"
        let book = try Book.read(Array(source.utf8), fileName: "a.txt")
        #expect(book.text == "Body text.\n")
        let at = source.utf8.distance(from: source.startIndex, to: source.range(of: "Body")!.lowerBound)
        #expect(book.origins.lookup(0) == Origin(member: nil, offset: at))
        #expect(book.origins.lookup(5).offset == at + "Body [Pg 3] ".utf8.count)
    }

    @Test func wordsAndEntitiesOfHTMLMapToTheirBytes() throws {
        let source = "<html><body><p>One &mdash; two</p>\n<p>Three <i>four</i></p></body></html>"
        let book = try Book.read(Array(source.utf8), fileName: "a.html")
        #expect(book.text == "One — two\n\nThree four\n")
        for word in ["One", "two", "Three", "four"] {
            let inText = book.text.utf8.distance(
                from: book.text.startIndex, to: book.text.range(of: word)!.lowerBound)
            let inFile = source.utf8.distance(from: source.startIndex, to: source.range(of: word)!.lowerBound)
            #expect(book.origins.lookup(inText).offset == inFile, "\(word)")
        }
        #expect(
            book.origins.lookup(4).offset == source.range(of: "&mdash;")!.lowerBound.utf16Offset(in: source))
    }

    @Test func offsetsOutsideTheTextAreMovedToItsEnds() throws {
        let book = try Book.read(Array("abc".utf8), fileName: "a.txt")
        #expect(book.origins.lookup(-5).offset == 0)
        #expect(book.origins.lookup(500).offset == 3)
        #expect(OriginMap().lookup(3) == Origin(member: nil, offset: 0))
    }

    @Test func aMapSurvivesCodingAndTakesThreeCharactersALine() throws {
        let file = Array(String(repeating: "A line of some words.\r\n", count: 1000).utf8)
        let book = try Book.read(file, fileName: "a.txt")
        let coded = try JSONEncoder().encode(book.origins)
        #expect(try JSONDecoder().decode(OriginMap.self, from: coded) == book.origins)
        #expect(coded.count < 4100)
    }

    @Test(arguments: [
        #"{"count":4,"pieces":"!!"}"#, #"{"count":4,"pieces":"A"}"#, #"{"count":-1,"pieces":"AA"}"#,
        #"{"count":4,"pieces":"gggggggggggggggggggggggA"}"#, #"{"count":4,"pieces":"CAB"}"#,
        #"{"count":9223372036854775807,"pieces":"////////////f////////////f"}"#,
    ])
    func damagedMapsAreRefused(_ coded: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(OriginMap.self, from: Data(coded.utf8))
        }
    }
}
