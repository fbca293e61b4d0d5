import Pipeline
import Text

/// How much may be written at a node and how much may be shown for it.
struct AnswerLimits: Codable, Hashable, Sendable {
    /// Most words of a leaf's answer.
    var leaf: Int
    /// Most words of the answer of a node between the leaves and the root.
    var inner: Int
    /// Most words of the root's answer.
    var root: Int
    /// Whether earlier answers at the same depth are shown.
    var showsEarlier: Bool
    /// Most words on one screen (`oversight.words`).
    var words: Int

    /// What is shown where a pipeline names no `oversight.words`.
    static let defaultWords = 2_000

    /// The limits that a pipeline's task and oversight set; ``defaultWords`` on a screen where none are
    /// named.
    init(task: Task, oversight: Oversight?) {
        leaf = task.maxWords.leaf
        inner = task.maxWords.inner
        root = task.maxWords.root
        showsEarlier = task.context == .earlier
        words = oversight?.words ?? Self.defaultWords
    }

    /// Most words of a node's answer.
    func limit(of node: Text.Node) -> Int {
        node.height == 0 ? leaf : node.depth == 0 ? root : inner
    }

    /// The latest of `earlier` that fit beside the direct input and `candidates` answers, oldest first.
    ///
    /// - Parameters:
    ///   - earlier: answers at the same depth with their lengths in words, in the order of the text.
    ///   - input: words of the direct input.
    ///   - limit: most words of one answer here.
    func shown<Answer>(
        of earlier: [(answer: Answer, words: Int)], input: Int, limit: Int, candidates: Int = 1
    ) -> [Answer] {
        guard showsEarlier else { return [] }
        var room = words - input - candidates * limit
        var first = earlier.count
        while first > 0, earlier[first - 1].words <= room {
            first -= 1
            room -= earlier[first].words
        }
        return earlier[first...].map(\.answer)
    }
}
