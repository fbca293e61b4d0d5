/// Which of a text's sentences are headings, titles or credits rather than prose.
///
/// A surface rule: a paragraph of at most 14 words that is one sentence and has no final stop, is set in capitals,
/// or begins with a word such as "Chapter" before a number; one short word in capitals is what somebody says. Where nothing else is left, nothing is a heading.
///
/// - Parameter sentences: the partition by ``sentences(in:)``.
package func headings(in text: String, sentences: [Span]) -> [Bool] {
    var startsParagraph = true
    var result: [Bool] = []
    for (index, span) in sentences.enumerated() {
        let raw = text.utf8(in: span)
        let endsParagraph =
            index == sentences.count - 1
            || raw.utf8.reversed().prefix { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }.count { $0 == 0x0A }
                >= 2
        result.append(startsParagraph && endsParagraph && HeadingLine.isOne(raw))
        startsParagraph = endsParagraph
    }
    return result.contains(false) ? result : result.map { _ in false }
}

/// The words and marks by which a heading is known.
private enum HeadingLine {
    static let mostWords = 14
    static let stops: Set<Character> = [
        ".", "!", "?", "…", ":", ";", ",", "—", "-", "”", "\"", "’", "'", "»", ")",
    ]
    static let openings: Set<String> = [
        "chapter", "part", "book", "volume", "letter", "stave", "canto", "act", "scene", "section",
        "adventure",
    ]

    static func isOne(_ raw: Substring) -> Bool {
        let words = raw.split(whereSeparator: \.isWhitespace)
        guard let last = words.last?.last, words.count <= mostWords else { return false }
        if !stops.contains(last) { return true }
        let letters = raw.filter(\.isLetter)
        if letters.allSatisfy(\.isUppercase) { return last == "." && !isShout(words) }
        guard words.count >= 2, openings.contains(words[0].lowercased()), last == "." else { return false }
        // "Chapter One." is a heading, "Chapter one was lost." is not.
        let isProse = words[1].first?.isLowercase == true && Numeral.spelled(words[1]) != nil
        return Numeral.value(words[1]) != nil && !isProse
    }

    /// One short word, such as `NO.`: what somebody says, unless it is a number or the name of a part.
    private static func isShout(_ words: [Substring]) -> Bool {
        guard words.count == 1 else { return false }
        let word = words[0].trimming { !$0.isLetter && !$0.isNumber }
        return word.count <= 5 && Numeral.value(word) == nil
            && !["NOTE", "NOTES", "FINIS", "CODA"].contains(word)
    }
}
