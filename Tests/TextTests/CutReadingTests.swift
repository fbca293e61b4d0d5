import Testing

@testable import Text

/// What is seen of a book at its places.
@Suite struct CutReadingTests {
    private static let book = DecomposerTests.book(
        (0..<30).map { DecomposerTests.sentence(4 + $0 % 7, $0 % 3 == 0 ? "harbour" : "storm") + "\n\n" }
            .joined())

    private static func reading(_ view: CutView) -> CutReading {
        let places = CutPlaces(of: Boundaries(of: book), snap: .paragraph, spacing: .max)
        return CutReading(of: book, places: places.wanted, view: view)
    }

    @Test func ranksGoFromMinusOneToOneAndEqualValuesShareOne() {
        var rows: [[Double]] = [[5, 1], [3, 1], [9, 1], [3, 2]]
        CutReading.rank(&rows)
        #expect(rows.map { $0[0] } == [0.25, -0.5, 0.75, -0.5])
        #expect(rows.map { $0[1] } == [-0.25, -0.25, -0.25, 0.75])
    }

    @Test(arguments: CutView.allCases) func aRowHoldsTheColumnsOfItsView(view: CutView) {
        let reading = Self.reading(view)
        #expect(reading.places.all.count == 29)
        #expect(reading.rows.count == 29 * view.columns.count)
        #expect(Set(view.columns).count == view.columns.count)
        #expect(CutView(columns: view.columns.count) == view)
        let areFinite = reading.rows.allSatisfy { $0.isFinite }
        #expect(areFinite)
    }

    @Test func columnsOfABookSumUpToNothing() {
        let reading = Self.reading(.book)
        let columns = CutView.book.columns.count
        for column in 0..<columns {
            let sum = stride(from: column, to: reading.rows.count, by: columns).reduce(0) {
                $0 + Double(reading.rows[$1])
            }
            #expect(abs(sum) < 1e-4)
        }
        #expect(CutView(columns: 3) == nil)
    }

    @Test func cohesionIsTheCosineOfTheCountsOnBothSides() {
        let words = words(in: "storm storm ship harbour storm ship ship gale")
        let vocabulary = VocabularyAcross(words)
        // storm 2, ship 1, harbour 1 against storm 1, ship 2, gale 1: 4 / (√6 · √6).
        #expect(vocabulary.cohesions(at: [0, 4, 8], reach: 4) == [0, 4.0 / 36.0.squareRoot(), 0])
        #expect(vocabulary.cohesions(at: [1, 2, 4], reach: 1) == [1, 0, 0])
    }
}
