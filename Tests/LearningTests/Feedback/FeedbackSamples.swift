import Learning

/// Small questions and records that the tests share.
enum FeedbackSamples {
    static let passage = JudgedPassage(
        book: "emma", node: "0.3.7", height: 0, start: 10211, end: 12790,
        text: "Mr. Knightley came in. Emma rose.",
        earlier: ["Harriet had called."], limit: 100)

    static let pair = Question(
        item: "sha256:pair", kind: "comparison", passage: passage,
        candidates: [
            .init(answer: "sha256:a", text: "Emma rose."), .init(answer: "sha256:b", text: "He came in."),
        ])

    /// A question with these candidates.
    static func question(_ kind: String, _ candidates: [String], scale: Int? = nil) -> Question {
        Question(
            item: "sha256:\(kind)", kind: kind, passage: passage,
            candidates: candidates.enumerated().map { .init(answer: "sha256:\($0)", text: $1) }, scale: scale)
    }

    static let essay = Question(item: "sha256:essay", kind: "demonstration", passage: passage)

    static func comparison(_ points: Int, item: String = "sha256:pair", person: String = "ana")
        -> FeedbackRecord
    {
        var record = FeedbackRecord(item: item, person: person, kind: "comparison", event: .answer)
        record.answer = .object(["points": .integer(points)])
        return record
    }

    static func line(_ json: String) -> [UInt8] { Array((json + "\n").utf8) }
}
