import Artifacts
import Learning

/// A passage as the input of a training: only what a policy sees, no names of books or nodes.
struct PassageRecord: Codable, Hashable, Sendable {
    var text: String
    var earlier: [String]
    var limit: Int
    var height: Int

    init(_ judged: JudgedPassage) {
        text = judged.text
        earlier = judged.earlier
        limit = judged.limit
        height = judged.height
    }

    /// The passage by its text, whatever was shown beside it: what was held out is held out by passage.
    var identity: String { Digest(of: text).description }

    var passage: Passage { Passage(text: text, earlier: earlier, limit: limit, height: height) }
}

/// A demonstration, or a reference sample, as the input of a training.
struct WrittenRecord: Codable, Hashable, Sendable {
    var passage: PassageRecord
    var text: String
}

/// A comparison as the input of a training.
struct ComparedRecord: Codable, Hashable, Sendable {
    var passage: PassageRecord
    var first: String
    var second: String
    /// P(first is better).
    var preference: Double

    init(_ comparison: Comparison) {
        passage = PassageRecord(comparison.passage)
        first = comparison.first
        second = comparison.second
        preference = comparison.preference
    }
}
