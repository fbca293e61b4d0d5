import Synchronization
import Tensors
import Text

/// Answers texts that are cut into leaves, from the leaves up, as a `recompose` stage answers books.
///
/// At temperature 0, so that an answer follows from what is asked; what was asked before is not answered again, for many
/// ways to cut one passage have leaves in common. A policy that draws (best of n) has the same draws at every node.
package struct Recomposition: Sendable {
    /// Who answers, by height.
    private let policies: ByHeight<PolicyModel>
    /// How much may be written at a node, and shown for it.
    package let limits: AnswerLimits
    /// The most children of a node.
    package let fanIn: Int
    private let draws: RandomStream
    private let known = KnownAnswers()

    /// Answering by these policies.
    ///
    /// - Parameter draws: what a policy that draws draws from.
    package init(
        policies: ByHeight<PolicyModel>, limits: AnswerLimits, fanIn: Int, draws: RandomStream
    ) {
        (self.policies, self.limits, self.fanIn, self.draws) = (policies, limits, fanIn, draws)
    }

    /// The answer at the top of a text that is cut into these leaves, which must partition it, and how high that is.
    ///
    /// - Parameter isWhole: whether the text is all of a book, whose top is a root; else it is an inner node.
    package func answer(to text: String, cutInto leaves: [Span], isWhole: Bool) -> (text: String, height: Int)
    {
        let book = Book(name: "", text: text, sections: [], sceneBreaks: [], origins: OriginMap())
        let tree = Tree(of: book, leaves: leaves, fanIn: fanIn)
        var limits = limits
        if !isWhole { limits.root = limits.inner }
        var answered = AnsweredTree<String>(tree, limits: limits)
        var last = ""
        for index in tree.childrenFirst {
            let node = tree.nodes[index]
            let question = answered.question(at: index)
            last = answer(
                Passage.Key(
                    text: node.isLeaf ? tree.text(of: index, in: book) : Passage.joined(question.children),
                    earlier: question.earlier, limit: question.limit, height: node.height))
            answered.add(last, words: wordCount(last), at: index)
        }
        return (last, tree.height)
    }

    private func answer(_ key: Passage.Key) -> String {
        if let answer = known[key] { return answer }
        var stream = draws
        let answer = policies[key.height].answer(Passage(key), temperature: 0, using: &stream).text
        known[key] = answer
        return answer
    }
}

/// Answers by what was asked. Whether one is here changes nothing but the time it takes.
private final class KnownAnswers: Sendable {
    private struct Kept {
        var answers: [Passage.Key: String] = [:]
        var bytes = 0
    }

    /// How many bytes of text are kept before all of them are let go.
    private static let most = 64_000_000
    private let kept = Mutex(Kept())

    subscript(key: Passage.Key) -> String? {
        get { kept.withLock { $0.answers[key] } }
        set {
            kept.withLock { kept in
                if kept.bytes >= Self.most { kept = Kept() }
                kept.answers[key] = newValue
                kept.bytes += key.text.utf8.count + key.earlier.reduce(0) { $0 + $1.utf8.count }
                kept.bytes += newValue?.utf8.count ?? 0
            }
        }
    }
}
