import Foundation
import Testing
import Text

/// Which sentences are headings. Each text stands with its paragraphs as they are, and what is a heading in it.
@Suite struct HeadingTests {
    private static let prose = "\n\nThe rain fell all day. Nobody came to the house by the road."

    private func found(_ text: String) -> [String] {
        let spans = sentences(in: text)
        return zip(spans, headings(in: text, sentences: spans)).filter(\.1).map {
            text.utf8(in: $0.0).trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }

    @Test(arguments: [
        "CHAPTER I.", "CHAPTER 1", "Chapter IV.", "Chapter 12.", "Letter 4.", "ACT II.", "The Cellar",
        "Emma, a Novel", "by the Quire project", "THE END.", "IV.", "4.", "1847", "Chapter One.",
        "Book the Second", "NOTE.", "PREFACE.", "ONE.",
        "Chapter the First in which nobody comes to the old house near the river",
    ])
    func `a title, a numbered opening and a credit are headings`(line: String) {
        #expect(found(line + Self.prose) == [line])
    }

    @Test(arguments: [
        "“No.”", "\"Yes.\"", "He left.", "‘Go!’", "“Is it you?”", "“NO!”", "She waited…", "Listen:",
        "“I cannot,” he said,", "And then—", "(He left.)", "Chapter and verse.", "Act now.", "Book it.",
        "In the chapter that comes after this one nobody at all comes to the house", "Nobody came to 12.",
        "NO.", "STOP.", "Chapter one thing.",
    ])
    func `a paragraph of one short sentence is none`(line: String) {
        #expect(found(line + Self.prose) == [])
    }

    @Test func `dialogue of short paragraphs has no heading`() {
        #expect(found("“Come.”\n\n“No.”\n\nHe waited.\n\n“Why?”\n\n“Because.”\n\nShe left.") == [])
    }

    @Test func `a paragraph of more than fourteen words is none, whatever it ends with`() {
        let words = Array(repeating: "word", count: 15).joined(separator: " ")
        #expect(found(words + Self.prose) == [])
        #expect(found(words.dropLast(5) + Self.prose) == [String(words.dropLast(5))])
    }

    @Test func `a title, a credit and a chapter above the prose are three headings`() {
        #expect(
            found("The Lantern\n\nby the Quire project\n\nCHAPTER I.\n\nAnna hid it. Nobody asked why.")
                == ["The Lantern", "by the Quire project", "CHAPTER I."])
    }

    @Test func `a heading stands wherever a paragraph stands, also last`() {
        #expect(
            found("Anna hid it. Nobody asked.\n\nCHAPTER II\n\nBruno came.\n\nTHE END") == [
                "CHAPTER II", "THE END",
            ])
    }

    @Test func `a line within a paragraph is none`() {
        #expect(found("CHAPTER I. Anna hid it under the bridge\nand nobody asked why.") == [])
        #expect(found("Anna came home. The End\n\nBruno left.") == [])
    }

    @Test func `lines that end as on Windows make no difference`() {
        #expect(found("CHAPTER I.\r\n\r\nThe rain fell. Nobody came.") == ["CHAPTER I."])
    }

    @Test(arguments: ["CHAPTER I", "The Lantern\n\nby the Quire project\n\nCHAPTER I.", "", "1.\n\n2.\n\n3."])
    func `a text of nothing but headings has none`(text: String) {
        #expect(found(text) == [])
    }

    @Test func `there is an answer for each sentence`() {
        let text = "CHAPTER I\n\nThe rain fell. Nobody came.\n\n“No.”"
        #expect(headings(in: text, sentences: sentences(in: text)) == [true, false, false, false])
    }
}
