import Artifacts
import Learning

/// A passage as the input of a training: only what a policy sees, no names of books or nodes.
struct PassageRecord: Codable, Hashable, Sendable {
    /// The passage's text.
    var text: String
    /// The earlier answers that were shown, oldest first.
    var earlier: [String]
    /// Most words of an answer.
    var limit: Int
    /// The height of the node: 0 for a leaf.
    var height: Int

    /// A passage by what a policy sees of it.
    init(text: String, earlier: [String], limit: Int, height: Int) {
        self.text = text
        self.earlier = earlier
        self.limit = limit
        self.height = height
    }

    /// The record of a passage, without the names of its book and node.
    init(_ judged: JudgedPassage) {
        text = judged.text
        earlier = judged.earlier
        limit = judged.limit
        height = judged.height
    }

    /// The passage by its text, whatever was shown beside it: what was held out is held out by passage.
    var identity: String { Digest(of: text).description }

    /// The passage that models read.
    var passage: Passage { Passage(text: text, earlier: earlier, limit: limit, height: height) }
}

/// Passages by their records, each taken apart once however many records are about it.
struct KnownPassages {
    private var passages: [PassageRecord: Passage] = [:]

    /// The passage of a record.
    mutating func passage(of record: PassageRecord) -> Passage {
        if let known = passages[record] { return known }
        let passage = record.passage
        passages[record] = passage
        return passage
    }
}

/// A demonstration, or a reference sample, as the input of a training.
struct WrittenRecord: Codable, Hashable, Sendable {
    /// The passage that was answered.
    var passage: PassageRecord
    /// What was written.
    var text: String

    /// What trainings read.
    func written(_ passages: inout KnownPassages) -> AnsweredPassage {
        AnsweredPassage(passage: passages.passage(of: passage), text: text)
    }
}

/// A judgement of any kind as the input of a training: what was shown and what was said to it.
struct JudgedRecord: Codable, Hashable, Sendable {
    /// The feedback kind.
    var kind: String
    /// The passage that was judged.
    var passage: PassageRecord
    /// The candidates, in the question's order.
    var candidates: [String]
    /// The side of each.
    var sides: [Int]
    /// The points of the question's scale; `nil` for the usual ones, or where the kind has none.
    var scale: Int?
    /// What was said, in the form of its kind.
    var answer: JSONValue

    /// The record of a judgement, without who made it and where.
    init(_ judgement: some Learning.FeedbackKind) throws {
        kind = type(of: judgement).name
        passage = PassageRecord(judgement.passage)
        candidates = judgement.question.candidates.map(\.text)
        sides = judgement.judgement.sides
        scale = judgement.question.scale
        answer = try JSONValue(encoding: judgement.judgement.answer)
    }

    /// The judgement, by nobody about no book. Throws ``FeedbackFault`` where the record has a fault.
    func judgement() throws -> any Learning.FeedbackKind {
        guard let known = FeedbackKinds.named(kind) else { throw FeedbackFault("unknown kind '\(kind)'") }
        let passage = JudgedPassage(
            book: "", node: "", height: passage.height, start: 0, end: 0, text: passage.text,
            earlier: passage.earlier, limit: passage.limit)
        let question = Question(
            item: "", kind: kind, passage: passage,
            candidates: candidates.map { .init(answer: "", text: $0) },
            scale: scale)
        return try known.value(Judgement(question: question, person: "", sides: sides, answer: answer))
    }
}

/// A comparison as the input of a training.
struct ComparedRecord: Codable, Hashable, Sendable {
    /// The passage that both candidates answer.
    var passage: PassageRecord
    /// The first candidate.
    var first: String
    /// The second candidate.
    var second: String
    /// P(first is better).
    var preference: Double

    /// The record of a comparison, without who made it and where.
    init(_ comparison: Comparison) {
        passage = PassageRecord(comparison.passage)
        first = comparison.first
        second = comparison.second
        preference = comparison.preference
    }

    /// The record that one answer is better than another, as sure as an end of the scale of comparisons says.
    init(_ judged: JudgedPassage, better: String, worse: String) {
        passage = PassageRecord(judged)
        first = better
        second = worse
        preference = PreferenceScale.nine.preference(at: 1)
    }

    /// The comparison that trainings read.
    func compared(_ passages: inout KnownPassages) -> ComparedAnswers {
        ComparedAnswers(
            passage: passages.passage(of: passage), first: first, second: second, preference: preference)
    }
}

/// An answer that was called good or bad, as the input of a training.
struct UnpairedRecord: Codable, Hashable, Sendable {
    /// The passage that was answered.
    var passage: PassageRecord
    /// What was answered.
    var text: String
    /// Whether it was called good.
    var isDesirable: Bool

    /// The judged answer that trainings read.
    func unpaired(_ passages: inout KnownPassages) -> UnpairedAnswer {
        UnpairedAnswer(passage: passages.passage(of: passage), text: text, isDesirable: isDesirable)
    }
}
