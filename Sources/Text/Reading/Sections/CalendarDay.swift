/// A day as diaries and letters name it: `May 7th`, `3 May`, `Wednesday, June 24`, `_29 October._`
struct CalendarDay {
    /// The words that name the day, without the signs around them.
    var words: Substring
    /// What follows them.
    var rest: Substring

    private static let months: Set<String> = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov",
        "dec",
    ]
    private static let weekdays: Set<String> = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    /// The day that a paragraph begins with: a month and a number in any order, a weekday and a year if they
    /// stand beside them.
    init?(opening paragraph: String) {
        let text = paragraph.drop { $0.isWhitespace || "_*([\"“".contains($0) }
        var month = false
        var number = false
        var end = text.startIndex
        for word in text.prefix(60).split(maxSplits: 6, whereSeparator: { $0.isWhitespace }).prefix(6) {
            let bare = Self.core(of: word)
            let lower = bare.lowercased()
            if !month, bare.first?.isUppercase == true, Self.months.contains(lower) {
                month = true
            } else if !number, Self.isDay(lower) {
                number = true
            } else if !month, !number, bare.first?.isUppercase == true, Self.weekdays.contains(lower) {
            } else if month, number, lower.count == 4, Numeral.isYear(lower) {
            } else {
                break
            }
            end = bare.endIndex
            // What stands behind the word without a blank, as in `7th.--I`, ends the date.
            if bare.endIndex < word.endIndex,
                !",.".contains(word[bare.endIndex])
                    || word.distance(from: bare.endIndex, to: word.endIndex) > 1
            {
                break
            }
        }
        guard month, number else { return nil }
        words = text[..<end]
        rest = text[end...]
    }

    /// Whether a paragraph begins with a weekday.
    static func isWeekday(_ paragraph: String) -> Bool {
        weekdays.contains(paragraph.prefix { $0.isLetter }.lowercased())
    }

    /// The letters and digits that a word begins with.
    private static func core(of word: Substring) -> Substring {
        let end = word.firstIndex { !$0.isLetter && !$0.isNumber } ?? word.endIndex
        return word[..<end]
    }

    /// `7`, `7th`, `22nd`, up to 31.
    private static func isDay(_ word: String) -> Bool {
        let digits = word.prefix { $0.isNumber }
        guard let day = Numeral.digits(digits), day <= 31 else { return false }
        return ["", "st", "nd", "rd", "d", "th"].contains(word[digits.endIndex...])
    }
}
