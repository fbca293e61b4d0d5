import Tensors
import Text

/// An answer that an overseer wrote.
///
/// Likelihood: a rational choice whose default is a known policy q, P(y) ∝ q(y) exp(β r(y)), which is also the form of
/// what RL against a price of KL would write. By samples S of q: −β r(y*) + log Σ over y in {y*} ∪ S of exp(β r(y)).
/// Policies may also learn it directly.
///
/// Over all texts alike (Jeon et al. 2020, table 1) every sample would weigh 1/q. Of 16 answers one then outweighs all
/// others, and the reward learns how many sentences an answer has.
package struct Demonstration: FeedbackKind {
    /// "demonstration".
    package static let name = "demonstration"
    /// Nothing.
    package static let showing = Showing.nothing
    /// A text.
    package static let guide = (
        answer: #"{"text":"…"}"#, meaning: "an answer of at most `passage.limit` words"
    )
    /// How many samples of the start policy the choice is made among.
    package static let samples = 16

    /// The judgement as it was made.
    package let judgement: Judgement<Answer>

    /// A demonstration that was written.
    package init(_ judgement: Judgement<Answer>) {
        self.judgement = judgement
    }

    /// What was written.
    package struct Answer: Codable, Hashable, Sendable {
        /// The answer; empty where there is nothing worth saying (front matter).
        package var text: String

        /// An answer in words.
        package init(text: String) {
            self.text = text
        }
    }

    /// Nothing is wrong with any text.
    package static func fault(in answer: Answer, candidates: Int) -> String? { nil }

    /// What was written.
    package var text: String { judgement.answer.text }
    /// What was written.
    package var written: String? { text }

    /// What was written, on one line.
    package var summary: String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    /// The samples that the choice is made among.
    package var proposals: Int { Self.samples }

    /// A choice of what was written before samples; nil without samples.
    package func evidence(_ proposals: Proposals) -> Evidence? {
        guard !proposals.samples.isEmpty else { return nil }
        return Evidence(
            texts: [text] + proposals.samples,
            likelihood: RationalChoices(of: 0, among: 1 + proposals.samples.count))
    }

    /// See `SimulatedOverseer.demonstration(_:limit:using:)`.
    package static func simulated(
        by overseer: SimulatedOverseer, seeing view: View, limit: Int, using stream: inout RandomStream
    ) -> [Simulated<Answer>] {
        let text = overseer.demonstration(view, limit: limit, using: &stream)
        let effort = overseer.pace.demonstration(passageWords: view.words, writtenWords: wordCount(text))
        return [Simulated(Answer(text: text), effort: effort)]
    }
}
