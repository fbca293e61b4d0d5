import Testing

@testable import Text

/// What is answered from bytes where all is ASCII is what the standard library says of the characters.
@Suite struct ASCIIShortCutTests {
    /// Paragraphs of what headings are made of, some of them with letters that are not ASCII.
    private static let paragraphs: [String] = {
        var state: UInt64 = 11
        func pick(_ pieces: [String]) -> String {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return pieces[Int(state >> 33) % pieces.count]
        }
        let pieces = [
            "CHAPTER", "Chapter", "IV", "4", "12", "_", "*", "|", "=", "#", " ", " ", "\n", "a", "the",
            "CONTENTS",
            "Contents", "List of", ".", "--", ":", "\"", "'", "é", "É", "e\u{301}", "\u{A0}", "—", "ª", "ǅ",
            "ß",
            "May 7th", "Dear Judy:", "PREFACE", "Ⅳ", "٣",
        ]
        return (0..<4_000).map { _ in
            let text = (0...Int(state >> 60)).map { _ in pick(pieces) }.joined()
            let bare = text.trimming { $0 == "\n" || $0 == " " }
            return bare.isEmpty ? "x" : String(bare)
        }
    }()

    private func manuscript(_ text: String) -> (Manuscript, Block) {
        var draft = Draft()
        draft.append(Array(text.utf8), source: 0)
        let block = Block(range: 0..<draft.count)
        return (Manuscript(draft: draft, blocks: [block]), block)
    }

    @Test func `titles, keys and forms of headings are those of the characters`() {
        for text in Self.paragraphs {
            let (manuscript, block) = manuscript(text)
            let words = text.split { $0.isWhitespace }.joined(separator: " ")
            let title = words.filter { $0 != "_" }.trimming { "*|".contains($0) || $0.isWhitespace }
            #expect(
                manuscript.title(block)
                    == (title.isEmpty ? String(words.prefix(200)) : String(title.prefix(200))))
            #expect(manuscript.key(block) == text.lowercased().filter { $0.isLetter || $0.isNumber })
            #expect(manuscript.pattern(block) == HeadingPattern(text), "\(text)")
        }
    }

    @Test func `what a character is, the tables of Unicode say`() {
        let clusters: [Character] = [
            "\r\n", "e\u{301}", "E\u{301}", " \u{301}", "1\u{301}", "👩‍👩‍👧", "ǆ", "ǅ", "ª",
        ]
        let singles = (0..<0x3000 as Range<UInt32>).compactMap(Unicode.Scalar.init).map { Character($0) }
        for character in singles + clusters {
            let properties = character.unicodeScalars.first!.properties
            let text = String(character)
            let (isUpper, isLower) = (text == text.uppercased(), text == text.lowercased())
            let isCased = text.unicodeScalars.count == 1 && properties.isCased || !isUpper || !isLower
            #expect(character.isWhitespace == properties.isWhitespace, "\(text)")
            #expect(character.isLetter == properties.isAlphabetic, "\(text)")
            #expect(character.isNumber == (properties.numericType != nil), "\(text)")
            #expect(character.isUppercase == (isUpper && isCased), "\(text)")
            #expect(character.isLowercase == (isLower && isCased), "\(text)")
        }
    }
}
