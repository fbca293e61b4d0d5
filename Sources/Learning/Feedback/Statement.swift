import Text

/// What somebody says answers should be like, as a predicate over answers.
///
///     shorter than 40 words        mentions Mrs. Dean       no sentence of “He bowed. She left.”
///     longer than 40 words         never mentions Mrs. Dean
package enum Statement: Hashable, Sendable {
    /// Fewer words than this.
    case shorter(Int)
    /// More words than this.
    case longer(Int)
    /// These words stand in it one after another.
    case mentions(String)
    /// They do not.
    case never(String)
    /// None of this text's sentences stands in it.
    case without(String)

    /// What can be said, for those who write it by hand.
    package static let forms =
        "'shorter than N words', 'longer than N words', 'mentions NAME', 'never mentions NAME', 'no sentence of TEXT'"

    /// The statement of these words; nil where they are none of `forms`.
    package init?(_ words: String) {
        let text = words.trimmed
        if let count = Self.count(text, after: "shorter than ") {
            self = .shorter(count)
        } else if let count = Self.count(text, after: "longer than ") {
            self = .longer(count)
        } else if let name = Self.rest(text, after: "mentions ") {
            self = .mentions(name)
        } else if let name = Self.rest(text, after: "never mentions ") {
            self = .never(name)
        } else if let other = Self.rest(text, after: "no sentence of ") {
            self = .without(other)
        } else {
            return nil
        }
    }

    /// The statement in words.
    package var words: String {
        switch self {
        case .shorter(let count): "shorter than \(count) words"
        case .longer(let count): "longer than \(count) words"
        case .mentions(let name): "mentions \(name)"
        case .never(let name): "never mentions \(name)"
        case .without(let text): "no sentence of \(text)"
        }
    }

    /// Whether an answer is so.
    package func holds(of answer: String) -> Bool {
        switch self {
        case .shorter(let count): return wordCount(answer) < count
        case .longer(let count): return wordCount(answer) > count
        case .mentions(let name): return Self.mentions(name, in: answer)
        case .never(let name): return !Self.mentions(name, in: answer)
        case .without(let text):
            return Set(AnswerSentences(text).texts).isDisjoint(with: AnswerSentences(answer).texts)
        }
    }

    private static func mentions(_ name: String, in answer: String) -> Bool {
        let wanted = terms(in: name)
        let found = terms(in: answer)
        guard !wanted.isEmpty, found.count >= wanted.count else { return false }
        return (0...found.count - wanted.count).contains { found[$0..<$0 + wanted.count] == wanted[...] }
    }

    private static func count(_ text: String, after start: String) -> Int? {
        guard let rest = rest(text, after: start), let number = rest.split(separator: " ").first,
            rest == "\(number) words", let count = Int(number), count > 0
        else { return nil }
        return count
    }

    private static func rest(_ text: String, after start: String) -> String? {
        guard text.hasPrefix(start) else { return nil }
        let rest = String(text.dropFirst(start.count)).trimmed
        return terms(in: rest).isEmpty ? nil : rest
    }
}

extension String {
    fileprivate var trimmed: String {
        let start = drop { $0.isWhitespace }
        return String(start.prefix(start.count - start.reversed().prefix { $0.isWhitespace }.count))
    }
}
