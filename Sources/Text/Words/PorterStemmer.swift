/// Porter's suffix stripping (Program 14.3, 1980) with the deviations of NLTK's `PorterStemmer` in its default
/// mode, so that stems equal those of Python's rouge-score.
package enum PorterStemmer {
    /// The stem of a lower-case word; a word of one or two letters is its own stem.
    package static func stem(_ word: String) -> String {
        if let irregular = irregularForms[word] { return irregular }
        var bytes = Array(word.utf8)
        // NLTK counts characters, which only matters for words outside ASCII: leave those that short alone.
        if bytes.count <= 2 || (bytes.count < 9 && word.unicodeScalars.count <= 2) { return word }
        step1a(&bytes)
        step1b(&bytes)
        step1c(&bytes)
        step2(&bytes)
        apply(step3Rules, to: &bytes, whenMeasureAbove: 0)
        step4(&bytes)
        step5(&bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let irregularForms: [String: String] = [
        "sky": "sky", "skies": "sky", "dying": "die", "lying": "lie", "tying": "tie", "news": "news",
        "innings": "inning", "inning": "inning", "outings": "outing", "outing": "outing",
        "cannings": "canning",
        "canning": "canning", "howe": "howe", "proceed": "proceed", "exceed": "exceed", "succeed": "succeed",
    ]

    // MARK: Steps

    private static func step1a(_ word: inout [UInt8]) {
        if word.ends("ies") {
            word.removeLast(word.count == 4 ? 1 : 2)
        } else if word.ends("sses") {
            word.removeLast(2)
        } else if word.ends("s") && !word.ends("ss") {
            word.removeLast()
        }
    }

    private static func step1b(_ word: inout [UInt8]) {
        if word.ends("ied") {
            word.removeLast(word.count == 4 ? 1 : 2)
            return
        }
        if word.ends("eed") {
            if measure(word.dropLast(3)) > 0 { word.removeLast() }
            return
        }
        if word.ends("ed") && containsVowel(word.dropLast(2)) {
            word.removeLast(2)
        } else if word.ends("ing") && containsVowel(word.dropLast(3)) {
            word.removeLast(3)
        } else {
            return
        }
        if word.ends("at") || word.ends("bl") || word.ends("iz") {
            word.append(letter("e"))
        } else if endsDoubleConsonant(word) {
            if let last = word.last, last != letter("l"), last != letter("s"), last != letter("z") {
                word.removeLast()
            }
        } else if measure(word[...]) == 1 && endsConsonantVowelConsonant(word[...]) {
            word.append(letter("e"))
        }
    }

    /// NLTK's rule: y becomes i after a consonant that is not the word's first letter.
    private static func step1c(_ word: inout [UInt8]) {
        guard word.ends("y"), word.count > 2, isConsonant(word[...], word.count - 2) else { return }
        word[word.count - 1] = letter("i")
    }

    private static func step2(_ word: inout [UInt8]) {
        if word.ends("alli") && measure(word.dropLast(4)) > 0 {
            word.removeLast(2)
            step2(&word)
            return
        }
        // The l of logi counts as part of the stem, and the rule stands last in NLTK's list.
        if word.ends("logi") {
            if measure(word.dropLast(3)) > 0 { word.removeLast() }
            return
        }
        apply(step2Rules, to: &word, whenMeasureAbove: 0)
    }

    private static func step4(_ word: inout [UInt8]) {
        guard let rule = step4Rules.first(where: { word.ends($0.suffix) }) else { return }
        let stem = word.dropLast(rule.suffix.utf8.count)
        guard measure(stem) > 1 else { return }
        if rule.suffix == "ion", let last = stem.last, last != letter("s"), last != letter("t") { return }
        word = Array(stem)
    }

    private static func step5(_ word: inout [UInt8]) {
        if word.ends("e") {
            let stem = word.dropLast()
            let measure = measure(stem)
            if measure > 1 || (measure == 1 && !endsConsonantVowelConsonant(stem)) { word.removeLast() }
        }
        if word.ends("ll") && measure(word.dropLast()) > 1 { word.removeLast() }
    }

    // MARK: Rules

    private typealias Rule = (suffix: String, replacement: String)

    /// Only the first rule whose suffix fits is tried.
    private static func apply(_ rules: [Rule], to word: inout [UInt8], whenMeasureAbove limit: Int) {
        guard let rule = rules.first(where: { word.ends($0.suffix) }) else { return }
        guard measure(word.dropLast(rule.suffix.utf8.count)) > limit else { return }
        word.removeLast(rule.suffix.utf8.count)
        word.append(contentsOf: rule.replacement.utf8)
    }

    private static let step2Rules: [Rule] = [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"),
        ("bli", "ble"),
        ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"),
        ("ation", "ate"),
        ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"),
        ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"), ("fulli", "ful"),
    ]

    private static let step3Rules: [Rule] = [
        ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""),
        ("ness", ""),
    ]

    private static let step4Rules: [Rule] = [
        ("al", ""), ("ance", ""), ("ence", ""), ("er", ""), ("ic", ""), ("able", ""), ("ible", ""),
        ("ant", ""),
        ("ement", ""), ("ment", ""), ("ent", ""), ("ion", ""), ("ou", ""), ("ism", ""), ("ate", ""),
        ("iti", ""),
        ("ous", ""), ("ive", ""), ("ize", ""),
    ]
}
