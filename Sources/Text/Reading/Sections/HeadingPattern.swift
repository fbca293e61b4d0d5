/// A paragraph that has the form of a chapter's heading: `CHAPTER I. Title`, `Book the Second`, `IV`,
/// `EPILOGUE`.
///
/// Whether it is one depends on its surroundings, which `SectionFinder` looks at.
struct HeadingPattern: Hashable {
    /// The forms, from the widest division to the narrowest.
    enum Form: Int, Hashable, Comparable {
        /// `VOLUME I`
        case volume
        /// `BOOK II`, `Book the Second`
        case book
        /// `PART ONE`, `ACT III`
        case part
        /// `CHAPTER 4`, `LETTER 1`, `STAVE ONE`
        case chapter
        /// `PREFACE`, `EPILOGUE`
        case named
        /// `IV. THE FERRY`
        case titledNumeral
        /// `IV`, `4.`, `_Four_`
        case numeral

        static func < (left: Form, right: Form) -> Bool { left.rawValue < right.rawValue }

        /// Whether it holds chapters.
        var isDivision: Bool { self <= .part }
        var isNumeral: Bool { self >= .titledNumeral }
    }

    var form: Form
    /// The word that names the form in lower case (`chapter`, `letter`, `epilogue`); empty for numerals.
    var word: String
    /// Nil for `CHAPTER THE LAST` and for named forms.
    var number: Int?
    /// What follows the number, on one line.
    var title: String

    /// Whether it has no title of its own, which may then stand in the next paragraph.
    var isAlone: Bool { title.isEmpty && form != .named }

    private static let longest = 240

    /// The heading that a paragraph would be, or nil when it is none. Looks at short paragraphs only.
    init?(_ paragraph: String) {
        guard paragraph.utf8.count <= Self.longest, paragraph.utf8.count(where: { $0 == 0x0A }) < 4 else {
            return nil
        }
        let text = paragraph.trimming { $0.isWhitespace || "_*=#|".contains($0) }
        // A heading has no sentence in quotation marks, and what begins with a small letter is none.
        guard let first = text.first, first.isUppercase || first.isNumber else { return nil }
        let words = text.split(maxSplits: 5, omittingEmptySubsequences: true) { $0.isWhitespace }
        guard
            let found = Self.named(words, in: text) ?? Self.ordinal(words, in: text)
                ?? Self.special(words, in: text) ?? Self.numeral(words, in: text)
        else { return nil }
        self = found
    }

    private init(form: Form, word: String = "", number: Int? = nil, title: String = "") {
        self.form = form
        self.word = word
        self.number = number
        self.title = title
    }

    private static let forms: [String: Form] = [
        "volume": .volume, "vol": .volume, "tome": .volume,
        "book": .book, "livre": .book, "part": .part, "partie": .part, "act": .part,
        "chapter": .chapter, "chap": .chapter, "chapitre": .chapter, "letter": .chapter, "stave": .chapter,
        "adventure": .chapter, "canto": .chapter, "scene": .chapter, "episode": .chapter, "section": .chapter,
        "fit": .chapter, "night": .chapter, "kapitel": .chapter, "lettre": .chapter,
    ]
    private static let specials: Set<String> = [
        "prologue", "epilogue", "preface", "foreword", "introduction", "conclusion", "afterword", "appendix",
        "postscript", "interlude", "finale", "footnotes", "endnotes", "introductory", "prelude", "postlude",
        "coda", "envoi", "l'envoi", "l’envoi", "prologo", "préface", "avant-propos", "épilogue",
    ]

    /// `CHAPTER I`, `Chapter 1. Title`, `BOOK THE FIRST--Title`, `CHAPTER THE LAST`
    private static func named(_ words: [Substring], in text: Substring) -> HeadingPattern? {
        guard words.count >= 2 else { return nil }
        let word = words[0].trimming { !$0.isLetter }.lowercased()
        guard let form = forms[word] else { return nil }
        var next = 1
        while next < words.count - 1, ["the", "no", "no.", "number"].contains(words[next].lowercased()) {
            next += 1
        }
        let (numeral, glued) = split(words[next])
        let number = Numeral.value(numeral)
        guard number != nil || numeral.lowercased() == "last" else { return nil }
        let rest = text[glued.startIndex...]
        guard let title = title(rest, needsMark: false) else { return nil }
        return HeadingPattern(
            form: form, word: word == "chap" ? "chapter" : word, number: number, title: title)
    }

    /// `THE FIRST BOOK`, `Second Part`, `PREMIÈRE PARTIE`
    private static func ordinal(_ words: [Substring], in text: Substring) -> HeadingPattern? {
        let start = words.first?.lowercased() == "the" ? 1 : 0
        guard words.count > start + 1, let number = Numeral.spelled(words[start]) else { return nil }
        let (name, glued) = split(words[start + 1])
        guard let form = forms[name.lowercased()], name.first?.isUppercase == true,
            let title = title(text[glued.startIndex...], needsMark: true)
        else { return nil }
        return HeadingPattern(form: form, word: name.lowercased(), number: number, title: title)
    }

    /// `PREFACE`, `Epilogue. Ten years later`
    private static func special(_ words: [Substring], in text: Substring) -> HeadingPattern? {
        let start = words.count > 1 && words[0].lowercased() == "the" ? 1 : 0
        let whole = text.trimming { !$0.isLetter }.lowercased()
        if specials.contains(whole) { return HeadingPattern(form: .named, word: whole) }
        let (name, glued) = split(words[start])
        let word = name.lowercased()
        guard specials.contains(word), text.count <= 80 else { return nil }
        let rest = text[glued.startIndex...]
        guard let title = title(rest, needsMark: text != Substring(text.uppercased())) else { return nil }
        return HeadingPattern(form: .named, word: word, title: title)
    }

    /// `IV`, `4.`, `_Four_`, `IV. THE FERRY`
    private static func numeral(_ words: [Substring], in text: Substring) -> HeadingPattern? {
        let (numeral, glued) = split(words[0])
        let rest = text[glued.startIndex...]
        guard text.utf8.count <= 120, !text.contains("\n\n") else { return nil }
        let isAlone = rest.allSatisfy { !$0.isLetter && !$0.isNumber }
        let number =
            Numeral.digits(numeral) ?? (numeral.first?.isUppercase == true ? Numeral.roman(numeral) : nil)
        if isAlone, rest.count <= 2,
            let number = number ?? (words.count == 1 ? Numeral.spelled(numeral) : nil)
        {
            return HeadingPattern(form: .numeral, number: number)
        }
        guard let number, let title = title(rest, needsMark: true), !title.isEmpty else { return nil }
        // A numbered sentence is an item of a list.
        guard title == title.uppercased() || !(title.last.map { ".,;:".contains($0) } ?? false) else {
            return nil
        }
        return HeadingPattern(form: .titledNumeral, number: number, title: title)
    }

    /// Splits `I.--The` after the letters and digits that it begins with.
    private static func split(_ word: Substring) -> (numeral: Substring, rest: Substring) {
        let end = word.firstIndex { !$0.isLetter && !$0.isNumber && $0 != "-" } ?? word.endIndex
        var numeral = word[..<end]
        if let dashes = numeral.range(of: "--") { numeral = numeral[..<dashes.lowerBound] }
        if let dash = numeral.firstIndex(of: "-"), Numeral.spelled(numeral) == nil {
            numeral = numeral[..<dash]
        }
        return (numeral, word[numeral.endIndex...])
    }

    /// The title in what follows a number, empty when nothing does, or nil when the sentence just goes on.
    private static func title(_ rest: Substring, needsMark: Bool) -> String? {
        let marks: Set<Character> = [".", ":", "-", "–", "—", ",", ";", ")", "]", "|"]
        let title = rest.drop { $0.isWhitespace || marks.contains($0) || "_*".contains($0) }
        let separators = rest[..<title.startIndex]
        guard let first = title.first else { return rest.allSatisfy { !$0.isLetter } ? "" : nil }
        guard !needsMark || separators.contains(where: { marks.contains($0) || $0.isNewline }) else {
            return nil
        }
        guard !separators.isEmpty, !first.isLowercase,
            first.isLetter || first.isNumber || "“\"‘'([".contains(first)
        else { return nil }
        return title.split { $0.isWhitespace }.joined(separator: " ").trimming { "_*|".contains($0) }
            .description
    }
}

extension Substring {
    fileprivate func range(of needle: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
            start = index(after: start)
        }
        return nil
    }
}
