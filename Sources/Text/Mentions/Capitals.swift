/// Which capitalised words of a text are names.
struct Capitals {
    let words: [Word]
    private var names: [Bool]

    /// Whether the word is, or is part of, a name.
    func isName(_ index: Int) -> Bool { names[index] }

    init(words: [Word], sentences: [Span], characters: Characters) {
        self.words = words
        names = Array(repeating: false, count: words.count)
        let explained = Capitals.explained(words, sentences, characters)
        let uses = Capitals.countUses(words, explained)
        for (index, word) in words.enumerated() where word.isCapitalised {
            let form = word.form
            if Capitals.neverNames.contains(form) || form.hasPrefix("i'") { continue }
            if Honorifics.gender(of: form) != nil {
                names[index] = true
            } else if Stopwords.contains(form) {
                // In the middle of a sentence it is emphasis, or part of a title.
                continue
            } else if index > 0 && words[index - 1].isCapitalised
                && Honorifics.gender(of: words[index - 1].form) != nil
            {
                names[index] = !explained[index]
            } else if CommonWords.contains(form) {
                // Mr. Rose and his rose garden: what is written with a capital more often is meant as a name.
                names[index] = uses.capitals[form, default: 0] > uses.lower[form, default: 0]
            } else {
                names[index] = !explained[index] || uses.capitals[form] != nil || uses.lower[form] == nil
            }
        }
    }

    /// How often each word stands with a capital that nothing explains, and how often in lower case.
    private static func countUses(_ words: [Word], _ explained: [Bool]) -> (
        capitals: [String: Int], lower: [String: Int]
    ) {
        var capitals: [String: Int] = [:]
        var lower: [String: Int] = [:]
        for (index, word) in words.enumerated() {
            if !word.isCapitalised {
                lower[word.form, default: 0] += 1
            } else if !explained[index] {
                capitals[word.form, default: 0] += 1
            }
        }
        return (capitals, lower)
    }

    /// Capitals that something other than a name explains: the first word of a sentence quotation or dash, and all words
    /// of a heading or of a sentence in capitals.
    private static func explained(_ words: [Word], _ sentences: [Span], _ characters: Characters) -> [Bool] {
        var explained = Array(repeating: false, count: words.count)
        var first = 0
        for sentence in sentences {
            var last = first
            while last < words.count && words[last].span.start < sentence.end { last += 1 }
            let range = first..<last
            first = last
            let isHeading = !range.contains {
                !words[$0].isCapitalised && !Stopwords.contains(words[$0].form)
            }
            let isLong = range.count > 1 && !endsWithMark(sentence, characters)
            for index in range {
                explained[index] =
                    index == range.lowerBound || (isHeading && isLong)
                    || isShouted(words[index], characters)
                    || opens(before: words[index].span.start, characters)
            }
        }
        return explained
    }

    private static func endsWithMark(_ sentence: Span, _ characters: Characters) -> Bool {
        var end = sentence.end
        while end > sentence.start, characters[end - 1] <= 0x20 || characters[end - 1] == 0x22 { end -= 1 }
        guard end > sentence.start else { return false }
        let byte = characters[end - 1]
        return byte == 0x2E || byte == 0x21 || byte == 0x3F || byte >= 0x80 || byte == 0x29
    }

    /// Two or more letters, all of them capitals.
    private static func isShouted(_ word: Word, _ characters: Characters) -> Bool {
        word.span.count > 1
            && word.span.range.allSatisfy { characters[$0] &- 0x41 < 26 || characters[$0] == 0x27 }
    }

    private static func opens(before offset: Int, _ characters: Characters) -> Bool {
        guard offset > 0 else { return true }
        let byte = characters[offset - 1]
        if byte == 0x22 || byte == 0x27 || byte == 0x5F || byte == 0x28 || byte == 0x5B { return true }
        if byte == 0x2D && offset > 1 && characters[offset - 2] == 0x2D { return true }
        guard offset >= 3, characters.isPunctuation(at: offset - 3) else { return false }
        return [0x98, 0x9C, 0x93, 0x94].contains(characters[offset - 1])
    }

    /// Capitalised by convention and no names of anybody.
    private static let neverNames: Set<String> = [
        "i", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
        "february",
        "march", "april", "june", "july", "august", "september", "october", "november", "december", "o", "oh",
        "god",
        "heaven", "chapter", "ye", "christmas", "ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii",
    ]
}
