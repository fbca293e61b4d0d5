import Tensors

/// Advantages and returns of one episode by generalised advantage estimation (Schulman et al. 2016, eq. 16):
/// Âₜ = δₜ + γλ Âₜ₊₁ with δₜ = rₜ + γ V(sₜ₊₁) - V(sₜ); the value after the last step is 0. Returns are Â + V.
func generalisedAdvantages(
    rewards: [Double], values: [Double], gamma: Double, lambda: Double
) -> (advantages: [Double], returns: [Double]) {
    var advantages = [Double](repeating: 0, count: rewards.count)
    var next = 0.0
    for step in rewards.indices.reversed() {
        let valueAfter = step + 1 < values.count ? values[step + 1] : 0
        let delta = rewards[step] + gamma * valueAfter - values[step]
        next = delta + gamma * lambda * next
        advantages[step] = next
    }
    return (advantages, zip(advantages, values).map { $0 + $1 })
}

/// Each reward less the mean of the others: the advantages of REINFORCE leave-one-out among answers to one
/// passage (Kool et al. 2019; Ahmadian et al. 2024, section 3.3). They sum to 0. A single reward has advantage 0.
func leaveOneOutAdvantages(_ rewards: [Double]) -> [Double] {
    guard rewards.count > 1 else { return rewards.map { _ in 0 } }
    var sum = 0.0
    for reward in rewards { sum += reward }
    return rewards.map { $0 - (sum - $0) / Double(rewards.count - 1) }
}

/// The values scaled to unit (biased) variance and, unless `shiftMean` is false, moved to mean zero; 1e-8 is
/// added to the variance (lm-human-preferences, `utils.whiten`).
func whitened(_ values: [Double], shiftMean: Bool = true) -> [Double] {
    guard !values.isEmpty else { return [] }
    let moments = Moments(values)
    let scale = 1 / (moments.variance + 1e-8).squareRoot()
    return values.map { ($0 - moments.mean) * scale + (shiftMean ? 0 : moments.mean) }
}

/// The mean and the biased variance of some numbers, summed in their order.
struct Moments {
    /// Σx / n; 0 of nothing.
    let mean: Double
    /// Σ(x - mean)² / n; 0 of nothing.
    let variance: Double

    init(_ values: [Double]) {
        var sum = 0.0
        for value in values { sum += value }
        let mean = values.isEmpty ? 0 : sum / Double(values.count)
        var square = 0.0
        for value in values { square += (value - mean) * (value - mean) }
        self.mean = mean
        variance = values.isEmpty ? 0 : square / Double(values.count)
    }
}
