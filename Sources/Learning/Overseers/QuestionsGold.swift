import Text

/// How many of a book's questions can be answered from an answer.
///
/// The words of a right answer (lower case, without articles and punctuation, as SQuAD's metric has them) are
/// looked for in every window of twice its length and four more words; the largest share found is how far the
/// text answers. A source answers a question when that share is at least 0.6; only such questions count, and
/// an answer's reward is the mean share over them. nil where the source answers none.
struct QuestionsGold: Sendable {
    private static let answerable = 0.6
    private let questions: [[[String]]]

    init(_ questions: [GoldQuestion]) {
        self.questions = questions.map { question in
            question.answers.map { Self.tokens($0) }.filter { !$0.isEmpty }
        }
    }

    func prepare(source: String) -> Prepared {
        let tokens = Self.tokens(source)
        let answered = questions.filter { Self.found($0, in: tokens) >= Self.answerable }
        return Prepared(questions: answered)
    }

    struct Prepared: Sendable {
        fileprivate let questions: [[[String]]]

        func score(_ answer: String) -> Double? {
            guard !questions.isEmpty else { return nil }
            let tokens = QuestionsGold.tokens(answer)
            var sum = 0.0
            for question in questions { sum += QuestionsGold.found(question, in: tokens) }
            return sum / Double(questions.count)
        }
    }

    private static func tokens(_ text: String) -> [String] {
        terms(in: text).filter { $0 != "a" && $0 != "an" && $0 != "the" }
    }

    private static func found(_ answers: [[String]], in text: [String]) -> Double {
        var best = 0.0
        for answer in answers { best = max(best, share(of: answer, in: text)) }
        return best
    }

    /// The largest share of `answer`'s tokens (as often as they occur in it) in one window of `text`.
    private static func share(of answer: [String], in text: [String]) -> Double {
        var needed: [String: Int] = [:]
        for token in answer { needed[token, default: 0] += 1 }
        let window = 2 * answer.count + 4
        var present: [String: Int] = [:]
        var found = 0
        var best = 0
        for (index, token) in text.enumerated() {
            if let need = needed[token] {
                present[token, default: 0] += 1
                if present[token, default: 0] <= need { found += 1 }
            }
            if index >= window, let need = needed[text[index - window]] {
                let token = text[index - window]
                present[token, default: 0] -= 1
                if present[token, default: 0] < need { found -= 1 }
            }
            best = max(best, found)
        }
        return Double(best) / Double(answer.count)
    }
}
