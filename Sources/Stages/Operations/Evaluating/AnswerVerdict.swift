import Artifacts
import Engine
import Learning

/// What somebody said of one answer as it stands, for the metrics that report it.
struct AnswerVerdict: Codable, Hashable, Sendable {
    /// The book's name.
    var book: String
    /// The node's path.
    var node: String
    /// The answer's digest, in hexadecimal.
    var answer: String
    /// Its level on the scale; `nil` where it was not rated.
    var rating: Int?
    /// The points of the scale.
    var scale: Int?
    /// Whether it was stopped; `nil` where that was not asked.
    var isHalted: Bool?

    /// A rating.
    init(_ rating: Rating) {
        self.init(rating.passage, rating.text)
        self.rating = rating.level
        scale = rating.scale
    }

    /// A decision whether the answer may pass.
    init(_ halt: Halt) {
        self.init(halt.passage, halt.text)
        isHalted = halt.isHalted
    }

    private init(_ passage: JudgedPassage, _ text: String) {
        book = passage.book
        node = passage.node
        answer = Digest(of: text).description
    }
}

extension Job {
    /// What was said of single answers, in the feedback at a port; nothing where there is none.
    func verdicts(_ port: String) throws -> [AnswerVerdict] {
        try digests(port).flatMap { digest in
            let feedback = try FeedbackSet(decoding: bytes(of: digest))
            return feedback.all(Rating.self).map(AnswerVerdict.init)
                + feedback.all(Halt.self).map(AnswerVerdict.init)
        }
    }
}
