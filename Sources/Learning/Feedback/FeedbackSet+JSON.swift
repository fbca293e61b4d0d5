extension FeedbackSet {
    private static let version = 1

    /// The feedback as JSON with sorted keys: equal feedback gives equal bytes. Each passage and each question
    /// is written once. Throws `EncodingError` where a number is not finite.
    package func encoded() throws -> [UInt8] {
        var passages = Table<JudgedPassage>()
        var questions = Table<StoredQuestion>()
        let judgements = try self.judgements.map { judgement in
            let question = judgement.question
            let stored = StoredQuestion(
                item: question.item, kind: question.kind, passage: passages.place(of: question.passage),
                candidates: question.candidates, scale: question.scale)
            return try judgement.stored(question: questions.place(of: stored))
        }
        return try StableJSON.encode(
            Stored(
                version: Self.version, passages: passages.rows, questions: questions.rows,
                judgements: judgements))
    }

    /// The feedback that `encoded()` wrote. Throws `FeedbackFault` in words where the bytes are something else.
    package init(decoding bytes: [UInt8]) throws {
        do {
            let stored = try StableJSON.decode(Stored.self, from: bytes)
            guard stored.version == Self.version else {
                throw FeedbackFault(
                    "feedback of version \(stored.version); this program reads \(Self.version)")
            }
            let questions = try stored.questions.map { row in
                guard stored.passages.indices.contains(row.passage) else {
                    throw FeedbackFault(
                        "question '\(row.item)' is about passage \(row.passage), which is not there")
                }
                return Question(
                    item: row.item, kind: row.kind, passage: stored.passages[row.passage],
                    candidates: row.candidates, scale: row.scale)
            }
            self.init(try stored.judgements.map { try Self.value($0, of: questions) })
        } catch let error as DecodingError {
            throw FeedbackFault("not feedback: " + StableJSON.explain(error))
        }
    }

    private static func value(_ row: StoredJudgement, of questions: [Question]) throws -> any FeedbackKind {
        guard questions.indices.contains(row.question) else {
            throw FeedbackFault("a judgement answers question \(row.question), which is not there")
        }
        guard (0...FeedbackRecord.longest).contains(row.effort.words), row.effort.minutes >= 0,
            row.effort.minutes <= Double(FeedbackRecord.longest)
        else {
            throw FeedbackFault(
                "a judgement took \(row.effort.minutes) minutes and \(row.effort.words) words")
        }
        guard let kind = FeedbackKinds.named(row.kind) else {
            throw FeedbackFault(
                "unknown kind '\(row.kind)'; kinds are \(FeedbackKinds.names.joined(separator: ", "))")
        }
        return try kind.value(
            Judgement(
                question: questions[row.question], person: row.person, sides: row.sides, answer: row.answer,
                effort: row.effort))
    }
}

private struct Stored: Codable {
    var version: Int
    var passages: [JudgedPassage]
    var questions: [StoredQuestion]
    var judgements: [StoredJudgement]
}

private struct StoredQuestion: Codable, Hashable {
    var item: String
    var kind: String
    var passage: Int
    var candidates: [Question.Candidate]
    var scale: Int?
}

private struct StoredJudgement: Codable {
    var question: Int
    var kind: String
    var person: String
    var sides: [Int]
    var answer: JSONValue
    var effort: Effort
}

/// Rows that are written once and named by their place.
private struct Table<Row: Hashable> {
    private(set) var rows: [Row] = []
    private var places: [Row: Int] = [:]

    mutating func place(of row: Row) -> Int {
        if let place = places[row] { return place }
        places[row] = rows.count
        rows.append(row)
        return rows.count - 1
    }
}

extension FeedbackKind {
    fileprivate func stored(question: Int) throws -> StoredJudgement {
        StoredJudgement(
            question: question, kind: Self.name, person: person, sides: judgement.sides,
            answer: try JSONValue(encoding: judgement.answer), effort: effort)
    }
}
