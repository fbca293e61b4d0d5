import Learning
import Text

/// SQuALITY's human evaluation as feedback: three people read a story and judged several systems' answers to each of
/// its five questions.
///
/// A story is a book, a question a node of it. The overall ratings (0 to 100) become
///
/// - comparisons of all pairs of summaries: the higher one is better, equal ones tie;
/// - ratings on a scale of seven, 0 to 14 the lowest level, 86 to 100 the highest;
/// - rankings, the best first, as far as no two are equal.
///
/// Marked places become critiques: the places, what was said of them, and as the worst sentence the one of which most
/// is marked, where one is. A mark may be praise; most are complaints.
///
/// Nobody wrote down how long it took: minutes are what `OversightPace` says, the reading of a story shared by all
/// that one person said of one kind about it, and counted once where several kinds share it.
package enum SqualityReviews {
    /// The feedback of files, and everything that is wrong with them.
    package static func read(_ paths: [ImportedFile]) -> (feedback: FeedbackSet, problems: [ImportProblem]) {
        let files = SqualityFiles(paths)
        var problems = files.problems
        var passages: [SqualityFiles.Review: JudgedPassage] = [:]
        let limit = files.reviews.flatMap { $0.answers.map { wordCount($0.text) } }.roundedLimit
        for (review, _, path, line) in files.reviews {
            do { passages[review] = try passage(of: review, in: files, limit: limit) } catch {
                problems.append(ImportProblem(path: path, line: line, message: "\(error)"))
            }
        }
        var feedback = FeedbackSet()
        for (review, answers, path, line) in files.reviews {
            guard let passage = passages[review] else { continue }
            do {
                for judgement in try judgements(of: answers, review, passage) { feedback.append(judgement) }
            } catch {
                problems.append(ImportProblem(path: path, line: line, message: "\(error)"))
            }
        }
        return (feedback.sharingReadings, problems)
    }

    private static func passage(
        of review: SqualityFiles.Review, in files: SqualityFiles, limit: Int
    ) throws -> JudgedPassage {
        guard let story = files.stories[review.story] else {
            throw FeedbackFault(
                "no file has the text of story '\(review.story)': name the data set's file beside it")
        }
        let number = Int(review.question) ?? story.questions.firstIndex(of: review.question) ?? -1
        guard story.questions.indices.contains(number) else {
            throw FeedbackFault("story '\(review.story)' has no question '\(review.question)'")
        }
        return JudgedPassage(
            book: review.story, node: "\(number + 1)", height: 0, start: 0, end: story.text.utf8.count,
            text: story.text, limit: limit, question: story.questions[number])
    }

    /// What was said of the summaries of one question.
    private static func judgements(
        of answers: [SqualityFiles.Reviewed], _ review: SqualityFiles.Review, _ passage: JudgedPassage
    ) throws -> [any FeedbackKind] {
        let person = review.reviewer
        guard !person.isEmpty else { throw FeedbackFault("the reviewer has no name; it says who judged") }
        guard !review.story.isEmpty else {
            throw FeedbackFault("the story has no name; it says what was read")
        }
        var judgements: [any FeedbackKind] = try comparisons(of: answers, passage, person)
        if let ranking = ranking(of: answers, passage, person) { judgements.append(ranking) }
        judgements += answers.map { rating(of: $0, passage, person) as any FeedbackKind }
        judgements += answers.compactMap { critique(of: $0, passage, person) }
        return judgements
    }

    private static func comparisons(
        of answers: [SqualityFiles.Reviewed], _ passage: JudgedPassage, _ person: String
    ) throws -> [Comparison] {
        try PairJudgement.pairs(of: answers.count).filter { answers[$0].text != answers[$1].text }.map {
            let (first, second) = (answers[$0], answers[$1])
            let words = wordCount(first.text) + wordCount(second.text)
            return try Comparison.imported(
                (first.text, first.system), (second.text, second.system),
                better: first.overall == second.overall ? nil : first.overall > second.overall ? 1 : 2,
                passage: passage, person: person,
                effort: Effort(words: words, minutes: Double(words) / OversightPace().weighing))
        }
    }

    /// The order of the summaries; nil where not even the best one is alone.
    private static func ranking(
        of answers: [SqualityFiles.Reviewed], _ passage: JudgedPassage, _ person: String
    ) -> Ranking? {
        guard answers.count > 1, Set(answers.map(\.text)).count == answers.count else { return nil }
        let question = Question.imported(
            kind: Ranking.name, passage: passage, answers: answers.map { ($0.text, $0.system) })
        let best = answers.sorted { $0.overall > $1.overall }
        var order: [Int] = []
        for (place, answer) in best.enumerated() {
            if place + 1 < best.count, best[place + 1].overall == answer.overall { break }
            if let side = question.side(of: answer.text) { order.append(side) }
        }
        guard !order.isEmpty else { return nil }
        return Ranking(
            Judgement(
                question: question, person: person, sides: Array(1...answers.count),
                answer: .init(order: order),
                effort: OversightPace().ranking(
                    passageWords: 0, candidateWords: answers.map { wordCount($0.text) })))
    }

    private static func rating(
        of answer: SqualityFiles.Reviewed, _ passage: JudgedPassage, _ person: String
    ) -> Rating {
        Rating(
            Judgement(
                question: .imported(
                    kind: Rating.name, passage: passage, answers: [(answer.text, answer.system)]),
                person: person, sides: [1],
                answer: .init(rating: 1 + answer.overall * Rating.usualScale / 101),
                effort: OversightPace().rating(passageWords: 0, answerWords: wordCount(answer.text))))
    }

    /// What was marked in a summary; nil where nothing was.
    private static func critique(
        of answer: SqualityFiles.Reviewed, _ passage: JudgedPassage, _ person: String
    ) -> Critique? {
        guard !answer.comments.isEmpty else { return nil }
        let marks = answer.comments.compactMap { comment in
            answer.text.place(of: comment.span).map { Critique.Mark(from: $0.lowerBound, to: $0.upperBound) }
        }
        var said = Critique.Answer(worst: worst(of: answer.text, marks))
        if !marks.isEmpty { said.spans = marks }
        said.note = answer.comments.map { "“\($0.span)”: \($0.note)" }.joined(separator: "\n")
        return Critique(
            Judgement(
                question: .imported(
                    kind: Critique.name, passage: passage, answers: [(answer.text, answer.system)]),
                person: person, sides: [1], answer: said,
                effort: OversightPace().critique(passageWords: 0, answerWords: wordCount(answer.text))))
    }

    /// The sentence, from 1, of which most is marked; nil where none is alone in that.
    private static func worst(of text: String, _ marks: [Critique.Mark]) -> Int? {
        let marked = AnswerSentences(text).spans.map { span in
            marks.reduce(0) { $0 + max(0, min($1.to, span.end) - max($1.from, span.start)) }
        }
        guard let most = marked.max(), most > 0, marked.count(where: { $0 == most }) == 1 else { return nil }
        return marked.firstIndex(of: most).map { $0 + 1 }
    }
}

extension String {
    /// Where words first stand in the text, in UTF-8 offsets; nil where they do not, or are none.
    fileprivate func place(of words: String) -> Range<Int>? {
        guard !words.isEmpty, let range = firstRange(of: words) else { return nil }
        let start = utf8.distance(from: startIndex, to: range.lowerBound)
        return start..<start + utf8.distance(from: range.lowerBound, to: range.upperBound)
    }
}

extension FeedbackSet {
    /// The same with the reading of each text added: once a person and a text, in equal parts over what that person
    /// said of each kind about it.
    fileprivate var sharingReadings: FeedbackSet {
        func key(_ judgement: any FeedbackKind) -> [String] {
            [type(of: judgement).name, judgement.person, judgement.passage.text]
        }
        let counts = Dictionary(grouping: judgements, by: key).mapValues(\.count)
        return FeedbackSet(
            judgements.map { judgement in
                let words = wordCount(judgement.passage.text)
                let share = Double(max(1, counts[key(judgement)] ?? 1))
                return judgement.adding(
                    reading: Double(words) / OversightPace().reading / share,
                    words: Int(Double(words) / share))
            })
    }
}

extension FeedbackKind {
    /// The same judgement with a part of a shared reading.
    fileprivate func adding(reading: Double, words: Int) -> any FeedbackKind {
        var judgement = judgement
        judgement.effort.words += words
        judgement.effort.minutes += reading
        judgement.effort.reading = reading
        return Self(judgement)
    }
}
