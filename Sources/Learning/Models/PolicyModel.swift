import Tensors
import Text

/// A policy as it is stored: what answers, and the card of how it was made.
package struct PolicyModel: Policy {
    /// What answers.
    package var kind: Kind
    /// How it was made.
    package var card: ModelCard

    /// The policies that can be stored.
    package enum Kind: Sendable {
        /// Chooses sentences with a network.
        case extractive(ExtractivePolicy)
        /// Takes the first sentences.
        case lead(LeadPolicy)
        /// The best of several draws.
        case bestOf(BestOfPolicy)
    }

    /// A policy with its card.
    package init(_ kind: Kind, card: ModelCard = ModelCard()) {
        self.kind = kind
        self.card = card
    }

    /// The extractive policy, where that is what answers.
    package var extractive: ExtractivePolicy? {
        if case .extractive(let policy) = kind { policy } else { nil }
    }

    /// The answer of whatever is stored.
    package func answer(
        _ passage: Passage, temperature: Double, using stream: inout RandomStream
    ) -> Answer {
        switch kind {
        case .extractive(let policy): policy.answer(passage, temperature: temperature, using: &stream)
        case .lead(let policy): policy.answer(passage, temperature: temperature, using: &stream)
        case .bestOf(let policy): policy.answer(passage, temperature: temperature, using: &stream)
        }
    }
}
