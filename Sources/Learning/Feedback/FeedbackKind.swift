import Tensors

/// One way to say what one thinks: the question, the form of the answer, the likelihood of the answer under a
/// reward, and how somebody who judges by a known reward would answer, in one value, so that the page and the
/// trainer cannot disagree.
///
/// To add a kind: one file with a type that conforms, its line in `FeedbackKinds.all`, and what the language has
/// to know of it: CONTRIBUTING.md.
package protocol FeedbackKind: Hashable, Sendable {
    /// What a person says; its JSON is `answer` in a record.
    associatedtype Answer: Codable & Hashable & Sendable

    /// The kind's name in records and in a pipeline file's `for:`.
    static var name: String { get }
    /// What a question of this kind shows of the answers to its passage.
    static var showing: Showing { get }
    /// An answer as a person writes it into a file, and what it means: what is told to people.
    static var guide: (answer: String, meaning: String) { get }
    /// What is wrong with an answer where `candidates` were shown; nil if nothing is.
    static func fault(in answer: Answer, candidates: Int) -> String?
    /// What is wrong with it as an answer to this question; nil if nothing is.
    static func fault(in answer: Answer, to question: Question) -> String?

    /// The question, who answered it and what they said.
    var judgement: Judgement<Answer> { get }
    /// The value of a judgement that has no fault.
    init(_ judgement: Judgement<Answer>)

    /// What was said, in a few words.
    var summary: String { get }
    /// The text that was written, where one was.
    var written: String? { get }
    /// The pairs of answers of which it says that one is better; none for most, and none for a comparison, which also
    /// says how sure it is.
    var implied: [ImpliedPreference] { get }
    /// Whether it calls the one answer that it is about good; nil where it does not say.
    var isDesirable: Bool? { get }
    /// How many samples of a known policy the likelihood needs; 0 for most.
    var proposals: Int { get }
    /// What it says about rewards; nil where that is nothing. `proposals` holds what `self.proposals` asks for.
    func evidence(_ proposals: Proposals) -> Evidence?

    /// What an overseer who judges by a known reward says on one reading: an answer to each of its questions.
    static func simulated(
        by overseer: SimulatedOverseer, seeing view: View, limit: Int, using stream: inout RandomStream
    ) -> [Simulated<Answer>]
}

/// An answer that a judgement puts before another.
package struct ImpliedPreference: Hashable, Sendable {
    /// The answer that is preferred.
    package var better: String
    /// The other.
    package var worse: String

    /// One answer before another.
    package init(_ better: String, over worse: String) {
        self.better = better
        self.worse = worse
    }
}

/// What a question shows of the answers to its passage.
package enum Showing: Hashable, Sendable {
    /// Nothing: an answer is to be written.
    case nothing
    /// One answer: the one that stands, or that a policy wrote.
    case one
    /// Two of several that a policy wrote; all pairs of them are asked on one reading.
    case pairs
    /// All of several that a policy wrote.
    case all

    /// How many candidates a question has.
    package var candidates: ClosedRange<Int> {
        switch self {
        case .nothing: 0...0
        case .one: 1...1
        case .pairs: 2...2
        case .all: 2...9
        }
    }

    /// Whether a policy writes several candidates for it.
    package var isChoice: Bool { self == .pairs || self == .all }
}

/// What a simulated overseer says to one question.
package struct Simulated<Answer: Sendable>: Sendable {
    /// What it says.
    package var answer: Answer
    /// What it would have cost a person.
    package var effort: Effort

    /// An answer and its cost.
    package init(_ answer: Answer, effort: Effort) {
        self.answer = answer
        self.effort = effort
    }
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
    /// Of these, minutes of reading the passage that all judgements by the same person on the same reading share,
    /// of whatever kind; nil where every judgement has a part of the reading for itself.
    package var reading: Double?

    /// Words and minutes.
    package init(words: Int, minutes: Double, reading: Double? = nil) {
        self.words = words
        self.minutes = minutes
        self.reading = reading
    }

    /// Nothing known.
    package static let none = Effort(words: 0, minutes: 0)
}
