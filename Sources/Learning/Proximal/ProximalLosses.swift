import Tensors

/// The clipped surrogate of one action (Schulman et al. 2017, eq. 7, negated): max(-Aρ, -A clip(ρ, 1±c)),
/// with ρ = exp(logprob - old). Forward and backward.
func clippedPolicyLoss(
    logprob: Double, old: Double, advantage: Double, clip: Double
) -> (loss: Double, gradient: Double, clipped: Bool) {
    let ratio = Elementary.exp(logprob - old)
    let bounded = min(max(ratio, 1 - clip), 1 + clip)
    let free = -advantage * ratio
    let held = -advantage * bounded
    if held > free { return (held, 0, true) }
    // d ρ / d logprob = ρ; where the ratio lies inside the bounds both branches are the same.
    return (free, free, false)
}

/// The clipped value loss of one state: ½ max((v - R)², (clip(v, old±c) - R)²). Forward and backward.
func clippedValueLoss(
    value: Double, old: Double, target: Double, clip: Double
) -> (loss: Double, gradient: Double) {
    let bounded = min(max(value, old - clip), old + clip)
    let free = (value - target) * (value - target)
    let held = (bounded - target) * (bounded - target)
    if held > free { return (0.5 * held, bounded == value ? value - target : 0) }
    return (0.5 * free, value - target)
}

/// The Bradley-Terry loss of a comparison with a soft target: -p log σ(d) - (1 - p) log σ(-d), d = r₁ - r₂,
/// and its derivative by d, which is σ(d) - p.
func comparisonLoss(difference: Double, preference: Double) -> (loss: Double, gradient: Double) {
    let loss =
        -preference * Elementary.logSigmoid(difference)
        - (1 - preference) * Elementary.logSigmoid(-difference)
    return (loss, Elementary.sigmoid(difference) - preference)
}
