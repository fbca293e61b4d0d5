/// Finds the mentions of names in a text.
enum NameScanner {
    /// One mention of a name.
    struct Mention {
        var span: Span
        var key: [String]
        var gender: Gender?
    }

    static func names(in text: String) -> [Mention] {
        withCharacters(of: text) { characters in
            let capitals = Capitals(
                words: words(in: text), sentences: sentences(in: text), characters: characters)
            return mentions(capitals, characters)
        }
    }

    /// Joins neighbouring capitals into names.
    private static func mentions(_ capitals: Capitals, _ characters: Characters) -> [Mention] {
        let words = capitals.words
        var found: [Mention] = []
        var index = 0
        while index < words.count {
            guard capitals.isName(index) else {
                index += 1
                continue
            }
            var last = index
            while let next = continuation(after: last, capitals, characters) { last = next }
            let run = words[index...last]
            let titles = run.prefix { Honorifics.gender(of: $0.form) != nil }
            let key = run.dropFirst(titles.count).map(\.form)
            if !key.isEmpty {
                let genders = titles.compactMap { Honorifics.gender(of: $0.form) }
                let gender = genders.first { $0 != .either } ?? genders.first
                let span = Span(start: run[index].span.start, end: nameEnd(words[last]))
                found.append(Mention(span: span, key: key, gender: gender))
            }
            index = last + 1
        }
        return found
    }

    /// The end of a name's last word without the possessive.
    private static func nameEnd(_ word: Word) -> Int {
        // The form is shorter than the word by the possessive's s and a straight (1) or curly (3) apostrophe.
        let lost = word.span.count - word.form.utf8.count
        return lost == 2 || lost == 4 ? word.span.end - lost : word.span.end
    }

    /// The word with which a name goes on: the next capital, or the one after *of*, *de*, *van* and the like.
    private static func continuation(after index: Int, _ capitals: Capitals, _ characters: Characters) -> Int?
    {
        let words = capitals.words
        guard index + 1 < words.count, joins(words[index], words[index + 1], characters) else { return nil }
        if capitals.isName(index + 1) { return index + 1 }
        guard particles.contains(words[index + 1].form), index + 2 < words.count,
            joins(words[index + 1], words[index + 2], characters), capitals.isName(index + 2)
        else { return nil }
        return index + 2
    }

    private static let particles: Set<String> = [
        "of", "de", "du", "des", "la", "le", "von", "van", "der", "den", "di", "da", "del",
    ]

    /// Whether nothing but a space, a hyphen, or a title's or initial's full stop stands between.
    private static func joins(_ left: Word, _ right: Word, _ characters: Characters) -> Bool {
        if left.form.utf8.count != left.span.count && nameEnd(left) != left.span.end { return false }
        var gap = left.span.end..<right.span.start
        if let first = gap.first, characters[first] == 0x2E {
            guard left.form.unicodeScalars.count == 1 || Honorifics.gender(of: left.form) != nil else {
                return false
            }
            gap = gap.dropFirst()
        }
        if gap.isEmpty { return true }
        if gap.count == 1 && characters[gap.lowerBound] == 0x2D { return true }
        let space = characters.skipWhitespace(from: gap.lowerBound)
        return space.end == gap.upperBound && space.lines < 2
    }
}
