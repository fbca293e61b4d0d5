import Tensors

/// An answer that an overseer wrote.
///
/// Likelihood (reward-rational choice over all answers, by importance samples S from a known policy q):
/// −β r(y*) + log Σ over y in {y*} ∪ S of exp(β r(y) − log q(y)). Policies may also learn it directly.
package struct Demonstration: FeedbackKind {
    /// "demonstration".
    package static let name = "demonstration"
    /// None.
    package static let candidates = 0...0

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
    /// Only what was written; the trainer adds its samples behind it.
    package var texts: [String] { [text] }

    /// The loss of the demonstration's reward followed by those of samples with equal log q.
    package func loss(rewards: [Double], rationality: Double = 1) -> ChoiceLoss {
        loss(
            rewards: rewards, logProposals: [Double](repeating: 0, count: rewards.count),
            rationality: rationality)
    }

    /// The loss of the demonstration's reward followed by those of the samples; `logProposals` are log q of the
    /// same answers in the same order.
    package func loss(rewards: [Double], logProposals: [Double], rationality: Double = 1) -> ChoiceLoss {
        let logits = zip(rewards, logProposals).map { rationality * $0 - $1 }
        let top = logits.max() ?? 0
        let weights = logits.map { Elementary.exp($0 - top) }
        var total = 0.0
        for weight in weights { total += weight }
        var gradient = weights.map { rationality * $0 / total }
        gradient[0] -= rationality
        return ChoiceLoss(
            value: top + Elementary.log(total) - rationality * rewards[0], gradient: gradient)
    }
}
