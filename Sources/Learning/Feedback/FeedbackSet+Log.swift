extension FeedbackSet {
    /// Joins recorded answers to the questions they answer, and says what does not fit: an answer to a question
    /// that nobody asked, candidates that the question does not have, a fault of the kind. Sorted by item, then
    /// person. The problems of reading, `log.problems`, come first in the list.
    package static func joining(
        _ questions: [Question], with log: FeedbackLog
    ) -> (feedback: FeedbackSet, problems: [FeedbackProblem]) {
        var byItem: [String: Question] = [:]
        for question in questions { byItem[question.item] = question }
        var feedback = FeedbackSet()
        var problems = log.problems
        for standing in log.standings where standing.state == .answered {
            guard let record = standing.record else { continue }
            do {
                guard let question = byItem[record.item] else {
                    throw FeedbackFault(
                        "item '\(record.item)' is none of the \(questions.count) questions asked")
                }
                feedback.append(try judgement(of: record, to: question))
            } catch {
                let message = (error as? FeedbackFault)?.description ?? StableJSON.explain(error)
                problems.append(FeedbackProblem(line: standing.line, message: message))
            }
        }
        return (feedback, problems)
    }

    private static func judgement(
        of record: FeedbackRecord, to question: Question
    ) throws -> any FeedbackKind {
        guard let kind = FeedbackKinds.named(record.kind), let answer = record.answer else {
            throw FeedbackFault("'\(record.kind)' has no answer that can be read")
        }
        let minutes = record.ms.map { Double($0.total - ($0.hidden ?? 0)) / 60_000 } ?? 0
        let reading = record.ms?.reading.map { Double($0) / 60_000 }
        return try kind.value(
            Judgement(
                question: question, person: record.person, sides: try sides(in: record, of: question),
                answer: answer, effort: Effort(words: record.words ?? 0, minutes: minutes, reading: reading)))
    }

    private static func sides(in record: FeedbackRecord, of question: Question) throws -> [Int] {
        // An importer may leave 'shown' out: then the question's own order counts.
        if record.shown.isEmpty { return Array(1..<(question.candidates.count + 1)) }
        guard record.shown.count == question.candidates.count else {
            throw FeedbackFault(
                "'shown' lists \(record.shown.count) answers; the question has \(question.candidates.count)")
        }
        // Two candidates may be the same text with one digest: each takes a side that is still free.
        var free = record.shown.sorted { $0.side < $1.side }
        return try question.candidates.map { candidate in
            guard let place = free.firstIndex(where: { $0.answer == candidate.answer }) else {
                throw FeedbackFault("'shown' lacks the question's candidate '\(candidate.answer)'")
            }
            return free.remove(at: place).side
        }
    }
}
