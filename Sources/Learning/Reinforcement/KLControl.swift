/// β, the price of a nat of KL from the anchor, and how it moves.
struct KLControl: Hashable, Sendable {
    /// β.
    var price: Double
    /// The KL that β is steered to, in nats an answer; 0 keeps β fixed.
    let target: Double
    /// Over about how many episodes β is steered.
    let horizon: Double

    /// The controller of Ziegler et al. 2019, section 2.2: β rises while the KL of the latest episodes, as k1
    /// measures it, is above the target, by at most a fifth of their share of the horizon.
    mutating func adapt(to episodes: [Episode]) {
        adapt(to: episodes.mean(\.divergence.k1), episodes: episodes.count)
    }

    /// The same for a KL that was measured over `episodes` answers.
    mutating func adapt(to measured: Double, episodes: Int) {
        guard target > 0 else { return }
        let error = min(max(measured / target - 1, -0.2), 0.2)
        price *= 1 + error * Double(episodes) / horizon
    }
}
