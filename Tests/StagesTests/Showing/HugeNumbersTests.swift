import Testing

@testable import Stages

/// Numbers of whatever size are shown.
@Suite struct HugeNumbersTests {
    @Test func figuresOfAnySizeAreWritten() {
        #expect(Figures.grouped(.min) == "-9,223,372,036,854,775,808")
        #expect(Figures.duration(.infinity) == "inf s")
        #expect(Figures.duration(.nan) == "nan s")
        #expect(Figures.duration(1e300) == "1e+300 s")
        #expect(Figures.duration(65) == "1 min 5 s")
    }

    @Test func aCurveOfHugeValuesIsDrawn() {
        #expect(Sparkline([-1.7e308, 1.7e308]).text(width: 10) == "▁▁")
        #expect(Sparkline([1, 2]).text(width: 10) == "▁█")
    }

    @Test func countsThatCannotBeAddedAreNotRead() {
        let json =
            #"{"remarks":[],"rows":[{"metric":"a","value":1,"count":9223372036854775807}],"summary":[]}"#
        #expect(throws: DecodingError.self) { try JSON.decode(Scores.self, from: Array(json.utf8)) }
    }
}
