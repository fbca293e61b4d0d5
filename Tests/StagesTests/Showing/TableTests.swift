import Stages
import Testing

@Suite struct TableTests {
    @Test func numbersStandUnderTheirDecimalPoint() {
        let table = Table(
            [.words("metric"), .number("value"), .number("books")],
            rows: [["gold", "0.465", "2"], ["words", "150.0", "12"], ["none", "", "3"]])
        #expect(
            table.text(width: 80) == """
                metric    value  books
                gold      0.465      2
                words   150.0       12
                none                 3
                """)
    }

    @Test func theLastColumnTakesTheRestAndIsCut() {
        let table = Table(
            [.words("node"), .rest("begins with")], rows: [["0.1", "It was the best of times"]])
        #expect(table.text(width: 22) == "node  begins with\n0.1   It was the best…")
    }

    @Test func whatIsTooWideStandsInBlocks() {
        let table = Table(
            [.words("book"), .number("one"), .number("two"), .number("three")],
            rows: [["emma", "1", "2", "3"]])
        #expect(table.text(width: 16) == "book  one  two\nemma    1    2\n\nbook  three\nemma      3")
    }

    @Test func indentationIsKeptAndLineBreaksAreNot() {
        let table = Table([.words(""), .words("")], rows: [["  0.0", "a\nb"], ["0", ""]])
        #expect(table.text(width: 40) == "  0.0  a b\n0")
    }

    @Test func wideCharactersTakeTwoColumns() {
        let table = Table([.words("book"), .number("words")], rows: [["紅樓夢", "7"], ["emma", "12"]])
        #expect(table.text(width: 40) == "book    words\n紅樓夢      7\nemma       12")
    }
}

@Suite struct FiguresTests {
    @Test(arguments: [
        (0, "0"), (999, "999"), (1_000, "1,000"), (-12_345_678, "-12,345,678"),
    ]) func thousandsAreGrouped(number: Int, text: String) { #expect(Figures.grouped(number) == text) }

    @Test(arguments: [
        (0, "0"), (0.000031, "3.1e-05"), (0.02, "0.0200"), (-1.5, "-1.500"), (128, "128.0"),
    ]) func valuesHaveAboutFourDigits(value: Double, text: String) { #expect(Figures.compact(value) == text) }

    @Test func timesStandInTheirZone() throws {
        #expect(Figures.time(1_772_373_909, zone: .gmt) == "2026-03-01 14:05:09")
    }

    @Test func aCurveGoesFromItsLeastToItsGreatestValue() {
        #expect(Sparkline([0, 1, 2, 3, 4, 5, 6, 7]).text(width: 8) == "▁▂▃▄▅▆▇█")
        #expect(Sparkline([0, 0, 8, 8]).text(width: 2) == "▁█")
        #expect(Sparkline([3, 3]).text(width: 8) == "▁▁")
        #expect(Sparkline([]).text(width: 8) == "")
    }

    @Test func textIsWrappedByParagraph() {
        #expect("one two three\n\nfour".wrapped(to: 9, indent: 2) == "  one two\n  three\n\n  four")
    }
}
