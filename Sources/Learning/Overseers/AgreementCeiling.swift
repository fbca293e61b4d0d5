/// How often two overseers of the same kind agree about which answer is better: what no reward can be expected to
/// pass that is measured by what one of them said.
package enum AgreementCeiling: Hashable, Sendable {
    /// Of so many pairs of judgements of one question by two overseers, ties left out, so many agreed.
    case measured(agreed: Int, of: Int)
    /// No question was judged twice, and all overseers are simulated, the least noisy with this noise. Their slips alone
    /// keep two of them from agreeing more often than (1 - noise)² + noise².
    case bounded(noise: Double)
    /// No question was judged twice, and people judged.
    case unknown

    /// The ceiling of these comparisons.
    package init(_ comparisons: [Comparison]) {
        let decided = Dictionary(grouping: comparisons.filter { !$0.isTie }, by: \.item)
        var (agreed, pairs) = (0, 0)
        for group in decided.values {
            for (place, one) in group.enumerated() {
                for other in group[(place + 1)...] where one.person != other.person {
                    pairs += 1
                    if (one.preference > 0.5) == (other.preference > 0.5) { agreed += 1 }
                }
            }
        }
        let noises = comparisons.map { SimulatedOverseer.noise(ofPerson: $0.person) }
        if pairs > 0 {
            self = .measured(agreed: agreed, of: pairs)
        } else if let least = noises.compactMap(\.self).min(), !noises.contains(nil) {
            self = .bounded(noise: least)
        } else {
            self = .unknown
        }
    }

    /// The share of agreement, or its bound; nil where nothing is known.
    package var value: Double? {
        switch self {
        case .measured(let agreed, let pairs): Double(agreed) / Double(pairs)
        case .bounded(let noise): (1 - noise) * (1 - noise) + noise * noise
        case .unknown: nil
        }
    }
}
