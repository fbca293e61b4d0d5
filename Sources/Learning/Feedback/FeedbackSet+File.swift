extension FeedbackSet {
    /// The judgements of a file that brings its own questions, and everything that is wrong with it, by line.
    ///
    /// A file is JSON lines, one event each as in `FeedbackRecord`; the first line of an item holds its `question`.
    /// Sorted by item, then person, whatever the order of the lines.
    package static func reading(_ bytes: [UInt8]) -> (feedback: FeedbackSet, problems: [FeedbackProblem]) {
        let log = FeedbackLog(parsing: bytes)
        var questions = RecordedQuestions()
        var problems = log.problems
        for event in log.events where event.record.event != .halt {
            do { try questions.admit(event.record) } catch {
                problems.append(
                    FeedbackProblem(
                        line: event.line, message: (error as? FeedbackFault)?.description ?? "\(error)"))
            }
        }
        let known = Set(problems.map(\.line))
        let (feedback, joined) = joining(questions.inOrder, with: log)
        problems += joined.filter { !known.contains($0.line) }
        return (feedback, problems.sorted { ($0.line, $0.message) < ($1.line, $1.message) })
    }

    /// The judgements as a file that brings its own questions: what `reading` reads, byte for byte the same for the
    /// same feedback. A passage is written out once and named from then on. Throws `EncodingError` where an answer
    /// holds a number that JSON cannot say.
    package func lines() throws -> [UInt8] {
        var lines: [UInt8] = []
        var names: [JudgedPassage: String] = [:]
        var taken: Set<String> = []
        var written: Set<String> = []
        for judgement in judgements {
            let question = judgement.question
            var record = question.record(person: judgement.person, event: .answer, sides: judgement.sides)
            record.answer = try judgement.encodedAnswer()
            let effort = judgement.effort
            if effort.words > 0 { record.words = effort.words }
            if effort.minutes > 0 {
                record.ms = .init(
                    total: Int((effort.minutes * 60_000).rounded()),
                    reading: effort.reading.map { Int(($0 * 60_000).rounded(.down)) })
            }
            // The passage says where the question stands.
            record.node = nil
            if written.insert(question.item).inserted {
                let passage: RecordedQuestion.Passage
                if let name = names[question.passage] {
                    passage = .named(name)
                } else {
                    let plain = "\(question.passage.book)/\(question.passage.node)"
                    var name = plain
                    var number = 1
                    while !taken.insert(name).inserted {
                        number += 1
                        name = "\(plain) (\(number))"
                    }
                    names[question.passage] = name
                    passage = .whole(RecordedPassage(question.passage, name: name))
                }
                record.question = RecordedQuestion(
                    passage: passage,
                    candidates: question.candidates.map {
                        .init(text: $0.text, policy: $0.policy, answer: $0.answer)
                    }, scale: question.scale)
            }
            lines += try record.line()
        }
        return lines
    }
}

extension FeedbackKind {
    /// The answer as JSON.
    fileprivate func encodedAnswer() throws -> JSONValue { try JSONValue(encoding: judgement.answer) }
    /// The side of each candidate.
    fileprivate var sides: [Int] { judgement.sides }
}

/// The questions that the records of a file bring, by item.
private struct RecordedQuestions {
    private var questions: [String: Question] = [:]
    private var passages: [String: JudgedPassage] = [:]
    private var order: [String] = []

    /// In the order in which they came.
    var inOrder: [Question] { order.compactMap { questions[$0] } }

    /// Takes the question of one record. Throws `FeedbackFault` where it has none or another than before.
    mutating func admit(_ record: FeedbackRecord) throws {
        guard let recorded = record.question else {
            guard questions[record.item] != nil else {
                throw FeedbackFault("item '\(record.item)' has no 'question', in this line or before it")
            }
            return
        }
        let question = Question(
            item: record.item, kind: record.kind, passage: try passage(recorded.passage),
            candidates: recorded.shown, scale: recorded.scale)
        if let before = questions[record.item] {
            guard before == question else {
                throw FeedbackFault("item '\(record.item)' has another question in an earlier line")
            }
        } else {
            questions[record.item] = question
            order.append(record.item)
        }
    }

    private mutating func passage(_ recorded: RecordedQuestion.Passage) throws -> JudgedPassage {
        switch recorded {
        case .named(let name):
            guard let passage = passages[name] else {
                throw FeedbackFault("no earlier line has a passage with the name '\(name)'")
            }
            return passage
        case .whole(let recorded):
            let passage = try recorded.judged()
            if let name = recorded.name {
                guard passages.updateValue(passage, forKey: name) ?? passage == passage else {
                    throw FeedbackFault("another passage has the name '\(name)'")
                }
            }
            return passage
        }
    }
}
