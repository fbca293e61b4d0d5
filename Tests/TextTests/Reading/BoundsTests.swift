import Foundation
import Testing
import Text

/// What would take too long or too much memory is refused in words.
@Suite struct BoundsTests {
    @Test(arguments: ["<div>", "<b>", "<font>", "<b></i>", "<i><table><tr><td>"])
    func elementsInOneAnotherWithoutEndAreRefused(_ piece: String) {
        let page = "<html><body>" + String(repeating: piece, count: 20_000) + "a"
        let error = #expect(throws: BookError.self) { try Book.read(Array(page.utf8), fileName: "a.html") }
        #expect(error?.wrong == "has more than 2000 elements in one another")
    }

    @Test func elementsThatAreClosedMayBeMany() throws {
        let page = "<html><body>" + String(repeating: "<p><b>a</b> b</p>", count: 5_000)
        #expect(try Book.read(Array(page.utf8), fileName: "a.html").text.utf8.count == 5_000 * 5 - 1)
    }

    @Test func nodesThatAreNoTreeAreNotRead() throws {
        let book = DecomposerTests.book("One two. Three four. Five six.")
        let tree = decompose(book, by: .fixed(.init(leafWords: 2, fanIn: 2)))
        let json = String(decoding: try JSONEncoder().encode(tree), as: UTF8.self)
        func read(_ text: String) throws -> Tree {
            try JSONDecoder().decode(Tree.self, from: Data(text.utf8))
        }
        #expect(try read(json) == tree)
        #expect(throws: DecodingError.self) { try read(json.replacing("[1,2]", with: "[0,2]")) }
        #expect(throws: DecodingError.self) { try read(json.replacing("[1,2]", with: "[1,99]")) }
        #expect(throws: DecodingError.self) { try read(#"{"book":"b","nodes":[]}"#) }
        #expect(throws: DecodingError.self) {
            try read(json.replacing("\"words\":2", with: "\"words\":9223372036854775807"))
        }
    }

    @Test func aBookWhoseSectionsStandOutsideItsTextIsNotRead() throws {
        let book = try Book.read(Array("CHAPTER I\n\nOne.\n\nCHAPTER II\n\nTwo.\n".utf8), fileName: "a.txt")
        var longer = book
        longer.sections[1].span.end += 1
        var early = book
        early.sceneBreaks = [-1]
        let kept = try JSONDecoder().decode(Book.self, from: try JSONEncoder().encode(book))
        #expect(kept == book && book.sections.count == 2)
        for wrong in [longer, early] {
            let bytes = try JSONEncoder().encode(wrong)
            #expect(throws: DecodingError.self) { try JSONDecoder().decode(Book.self, from: bytes) }
        }
    }

    @Test(arguments: [
        #"{"passages":9223372036854775807,"words":["a"],"counts":[1]}"#,
        #"{"passages":-1,"words":["a"],"counts":[1]}"#,
        #"{"passages":1,"words":["a","a"],"counts":[9223372036854775807,1]}"#,
    ])
    func statisticsThatCannotBeCountedWithAreNotRead(_ json: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(WordStatistics.self, from: Data(json.utf8))
        }
    }
}
