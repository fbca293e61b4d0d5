/// One way to say what one thinks: the form of the answer, the question it answers and the likelihood of the
/// answer under a reward, in one value, so that the page and the trainer cannot disagree.
///
/// To add a kind: one file with a type that conforms, and its line in `FeedbackKinds.all`.
package protocol FeedbackKind: Hashable, Sendable {
    /// What a person says; its JSON is `answer` in a record.
    associatedtype Answer: Codable & Hashable & Sendable

    /// The kind's name in records and in a pipeline file's `for:`.
    static var name: String { get }
    /// How many candidates a question of this kind shows.
    static var candidates: ClosedRange<Int> { get }
    /// What is wrong with an answer where `candidates` were shown; nil if nothing is.
    static func fault(in answer: Answer, candidates: Int) -> String?

    /// The question, who answered it and what they said.
    var judgement: Judgement<Answer> { get }
    /// The value of a judgement that has no fault.
    init(_ judgement: Judgement<Answer>)

    /// The texts whose rewards the likelihood speaks about, in the order that it takes them.
    var texts: [String] { get }
    /// How improbable the answer is under these rewards of `texts`. `rationality` is β of this kind; it is
    /// identified only relative to that of comparisons, which is 1.
    func loss(rewards: [Double], rationality: Double) -> ChoiceLoss
}

/// A question with what one person said to it.
package struct Judgement<Answer: Codable & Hashable & Sendable>: Hashable, Sendable {
    /// What was asked.
    package var question: Question
    /// Who answered.
    package var person: String
    /// The side (from 1) on which each candidate of the question lay.
    package var sides: [Int]
    /// What they said.
    package var answer: Answer
    /// What it cost.
    package var effort: Effort

    /// An answer to a question.
    package init(question: Question, person: String, sides: [Int], answer: Answer, effort: Effort = .none) {
        self.question = question
        self.person = person
        self.sides = sides
        self.answer = answer
        self.effort = effort
    }
}

/// What one judgement cost its overseer.
package struct Effort: Codable, Hashable, Sendable {
    /// Words read.
    package var words: Int
    /// Minutes taken, or for a simulated overseer those that a person would have taken.
    package var minutes: Double

    /// Words and minutes.
    package init(words: Int, minutes: Double) {
        self.words = words
        self.minutes = minutes
    }

    /// Nothing known.
    package static let none = Effort(words: 0, minutes: 0)
}

/// The negative log-likelihood of a choice and its gradient.
package struct ChoiceLoss: Hashable, Sendable {
    /// −log P(choice | rewards), in nats.
    package var value: Double
    /// ∂value/∂rewards, one for each reward.
    package var gradient: [Double]

    /// A loss with its gradient.
    package init(value: Double, gradient: [Double]) {
        self.value = value
        self.gradient = gradient
    }
}
