import Tensors
import Text

/// Whether an answer is stopped before it is used, as by an emergency stop.
///
/// Likelihood (the off-switch as a choice): what stands after the stop, the answer's first sentences or nothing,
/// against the whole answer. Letting it pass is a choice too: the answer against nothing.
package struct Halt: FeedbackKind {
    /// "halt".
    package static let name = "halt"
    /// One answer.
    package static let showing = Showing.one
    /// A decision.
    package static let guide = (
        answer: #"{"halt":true}"#,
        meaning:
            "whether to stop the candidate (false lets it pass); `\"after\":2` keeps its first two sentences"
    )

    /// The judgement as it was made.
    package let judgement: Judgement<Answer>

    /// A decision that was made.
    package init(_ judgement: Judgement<Answer>) { self.judgement = judgement }

    /// What is said.
    package struct Answer: Codable, Hashable, Sendable {
        /// Whether it is stopped.
        package var halt: Bool
        /// How many of its sentences stand; nil for none.
        package var after: Int?
        /// Why, in words.
        package var note: String?

        /// A decision.
        package init(halt: Bool, after: Int? = nil) {
            self.halt = halt
            self.after = after
        }
    }

    /// What is wrong with where it stops.
    package static func fault(in answer: Answer, candidates: Int) -> String? {
        guard let after = answer.after else { return nil }
        if !answer.halt { return "'answer.after' says where it stops, but 'answer.halt' is false" }
        return after < 0 ? "'answer.after' is \(after); it is how many sentences stand, from 0" : nil
    }

    /// What does not fit the answer's sentences.
    package static func fault(in answer: Answer, to question: Question) -> String? {
        let count = AnswerSentences(question.candidates[0].text).count
        guard let after = answer.after, after > 0, after >= count else { return nil }
        return
            "'answer.after' is \(after); the candidate has \(count) sentences, and a stop leaves out at least one"
    }

    /// The answer that was judged.
    package var text: String { question.candidates[0].text }
    /// Whether it was stopped.
    package var isHalted: Bool { judgement.answer.halt }
    /// What passes is good.
    package var isDesirable: Bool? { !isHalted }
    /// What stands in its place: its first sentences, or nothing.
    package var fallback: String { AnswerSentences(text).first(judgement.answer.after ?? 0) }

    /// "stopped", "stopped after 2", "passed".
    package var summary: String {
        guard isHalted else { return "passed" }
        return judgement.answer.after.map { "stopped after \($0)" } ?? "stopped"
    }

    /// A choice between the answer and what stands in its place.
    package func evidence(_ proposals: Proposals) -> Evidence? {
        Evidence(texts: [text, fallback], likelihood: RationalChoices(of: isHalted ? 1 : 0, among: 2))
    }

    /// Stops where the answer's first sentences are worth more than the whole: of all beginnings with at least one
    /// sentence, the whole among them, it lets stand the one of which gold / spread + noise · G is greatest, with G
    /// standard Gumbel. No gold likes nothing better than something. With probability `noise` a slip turns the
    /// decision round: what would have passed is stopped wholly. Where the gold has nothing to say all passes.
    package static func simulated(
        by overseer: SimulatedOverseer, seeing view: View, limit: Int, using stream: inout RandomStream
    ) -> [Simulated<Answer>] {
        guard let text = view.candidates.first else { return [] }
        let gold = overseer.reward.prepare(view)
        let sentences = AnswerSentences(text)
        let most = max(1, sentences.count)
        let beginnings = (1...most).map { $0 == most ? text : sentences.first($0) }
        let utilities = overseer.utilities(beginnings.map { gold.score($0) }, using: &stream)
        let slips = stream.uniform() < overseer.noise
        var answer = Answer(halt: false)
        if gold.score(text) != nil {
            let kept = 1 + (utilities.indices.max { (utilities[$0], $0) < (utilities[$1], $1) } ?? most - 1)
            if kept < most { answer = Answer(halt: true, after: kept) }
            if slips { answer = Answer(halt: !answer.halt) }
        }
        let effort = overseer.pace.halt(passageWords: view.passageWords, answerWords: wordCount(text))
        return [Simulated(answer, effort: effort)]
    }
}
