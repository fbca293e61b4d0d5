/// Numbers as headings write them: `IV`, `4`, `four`, `Fourth`, `IVth`, `premier`.
enum Numeral {
    /// The number that a word stands for, or nil; punctuation around it does not matter.
    static func value(_ word: some StringProtocol) -> Int? {
        let bare = word.trimming { !$0.isLetter && !$0.isNumber }
        return digits(bare) ?? roman(bare) ?? spelled(bare)
    }

    /// A number in one to three Arabic digits; a year is not a chapter.
    static func digits(_ word: some StringProtocol) -> Int? {
        guard (1...3).contains(word.utf8.count), word.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            return nil
        }
        return Int(word).flatMap { $0 > 0 ? $0 : nil }
    }

    /// A year in four Arabic digits.
    static func isYear(_ word: some StringProtocol) -> Bool {
        word.utf8.count == 4 && word.utf8.allSatisfy { 0x30...0x39 ~= $0 }
    }

    /// A Roman numeral up to 400 in one case throughout, also with four equal letters as on a clock.
    static func roman(_ word: some StringProtocol) -> Int? {
        let values: [Character: Int] = ["I": 1, "V": 5, "X": 10, "L": 50, "C": 100]
        guard (1...10).contains(word.utf8.count), word == word.uppercased() || word == word.lowercased()
        else {
            return nil
        }
        var total = 0
        var last = Int.max
        for letter in word.uppercased() {
            guard let value = values[letter] else { return nil }
            if value > last {
                // Only what the rules allow to stand before a larger letter: IV, IX, XL, XC.
                guard value == last * 5 || value == last * 10 else { return nil }
                total += value - 2 * last
            } else {
                total += value
            }
            last = value
        }
        return total <= 400 ? total : nil
    }

    /// A cardinal or ordinal number from one to ninety-nine in English words, or a French ordinal to ten.
    static func spelled(_ word: some StringProtocol) -> Int? {
        let lower = word.lowercased()
        if let value = words[lower] { return value }
        let parts = lower.split { $0 == "-" || $0 == " " }
        guard parts.count == 2, let tens = words[String(parts[0])], tens >= 20, tens.isMultiple(of: 10),
            let ones = words[String(parts[1])], ones < 10
        else { return nil }
        return tens + ones
    }

    private static let words: [String: Int] = {
        var words: [String: Int] = [:]
        let cardinals = [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
        ]
        let ordinals = [
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
            "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
            "eighteenth", "nineteenth", "twentieth",
        ]
        let french = [
            "premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième",
            "neuvième", "dixième",
        ]
        for list in [cardinals, ordinals, french] {
            for (index, word) in list.enumerated() { words[word] = index + 1 }
        }
        for (index, word) in ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"].enumerated()
        {
            words[word] = (index + 3) * 10
            words[String(word.dropLast()) + "ieth"] = (index + 3) * 10
        }
        words["première"] = 1
        words["seconde"] = 2
        return words
    }()
}

extension StringProtocol {
    /// The part that is left when characters that match are taken off at both ends.
    func trimming(_ matches: (Character) -> Bool) -> SubSequence {
        guard let start = firstIndex(where: { !matches($0) }), let end = lastIndex(where: { !matches($0) })
        else {
            return self[endIndex...]
        }
        return self[start...end]
    }
}
