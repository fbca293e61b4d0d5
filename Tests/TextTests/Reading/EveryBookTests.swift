import Testing
import Text

/// Every file of the shared data that is a book, cut by every decomposer.
@Suite(
    .enabled(
        if: SharedData.isAtHand, "No data: set QUIRE_DATA, or put it in ../shared/data, to cut real books."))
struct EveryBookTests {
    @Test(arguments: RealBooksTests.counts.map(\.path))
    func leavesConcatenateToTheTextWhoeverCuts(_ path: String) throws {
        let book = try SharedData.book(path)
        let limits = CutLimits(leafWords: 450, fanIn: 6)
        for decomposer in Decomposer.every(limits) {
            let tree = decompose(book, by: decomposer, uniform: { 0.3 })
            try tree.validate(against: book)
            let leaves = tree.leaves.map { tree.text(of: $0, in: book) }
            #expect(leaves.joined().utf8.elementsEqual(book.text.utf8), "\(decomposer)")
        }
    }
}
