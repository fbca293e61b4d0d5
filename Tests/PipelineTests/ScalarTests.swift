import Testing

@testable import Pipeline

@Suite struct ScalarTests {
    @Test(arguments: [
        "on", "off", "yes", "no", "y", "n", "True", "FALSE", "1:30", "0o7", "017", "0x1F", "1_000",
        "2024-01-01", ".inf",
        ".nan", "-.inf", "1e999", "=", "<<", "Null", "+", "-", ".", "1.2.3", "1e", "--1", "00", "१", "NaN",
        "inf", "0b1", "1 2",
    ])
    func whatYAML11TookForSomethingElseIsText(text: String) {
        #expect(Scalar(plain: text).value == .text(text))
    }

    @Test func numbersAreNumbers() {
        #expect(Scalar(plain: "12").value == .integer(12))
        #expect(Scalar(plain: "-0").value == .integer(0))
        #expect(Scalar(plain: "+5").value == .integer(5))
        #expect(Scalar(plain: "0.02").value == .number(0.02))
        #expect(Scalar(plain: ".5").value == .number(0.5))
        #expect(Scalar(plain: "1.").value == .number(1))
        #expect(Scalar(plain: "1e3").value == .number(1000))
        #expect(Scalar(plain: "1.e2").value == .number(100))
        #expect(Scalar(plain: "-2.5E-1").value == .number(-0.25))
        #expect(Scalar(plain: "9223372036854775808").value == .number(9_223_372_036_854_775_808))
    }

    @Test func theRestOfYAML12() {
        #expect(Scalar(plain: "true").value == .flag(true))
        #expect(Scalar(plain: "false").value == .flag(false))
        #expect(Scalar(plain: "").value == .null)
        #expect(Scalar(plain: "~").value == .null)
        #expect(Scalar(plain: "null").value == .null)
        #expect(Scalar(quoted: "12").value == .text("12"))
    }

    @Test func aNodeKnowsItsPlaceInScalarsOfUnicode() throws {
        var reader = EventReader("né: [a, \"b c\"]\nx:\n  y: |\n    text\n", file: "f")
        let read = reader.read()
        let node = try #require(read)
        #expect(node.pairs?[0].keyPlace == Place(file: "f", line: 1, column: 1, length: 2))
        #expect(node["né"]?.items?[1].place == Place(file: "f", line: 1, column: 9, length: 5))
        #expect(node["x"]?["y"]?.text == "text\n")
        #expect(node["x"]?["y"]?.place.line == 3)
    }
}
