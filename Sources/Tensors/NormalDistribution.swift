/// The standard normal distribution, the same on every machine; accurate to about 14 digits.
package enum NormalDistribution {
    /// φ(x), the density.
    package static func density(_ x: Double) -> Double {
        Elementary.exp(-0.5 * x * x) * 0.3989422804014327
    }

    /// Φ(x) = P(X ≤ x).
    ///
    /// Near 0 the series x + x³/3 + x⁵/(3·5) + … times φ (Marsaglia 2004), beyond ±3 Laplace's continued fraction of
    /// the tail, so that small tails keep their digits.
    package static func probability(below x: Double) -> Double {
        if x.isNaN { return x }
        if x < -40 { return 0 }
        if x > 40 { return 1 }
        if x < -3 { return tail(-x) }
        if x > 3 { return 1 - tail(x) }
        var (term, sum, odd) = (x, x, 1.0)
        while true {
            odd += 2
            term *= x * x / odd
            let next = sum + term
            if next == sum { return 0.5 + sum * density(x) }
            sum = next
        }
    }

    /// The x with Φ(x) = `probability`; ±∞ at 0 and 1.
    package static func quantile(_ probability: Double) -> Double {
        if probability <= 0 { return -.infinity }
        if probability >= 1 { return .infinity }
        if probability > 0.5 { return -quantile(1 - probability) }
        var (low, high) = (-40.0, 0.0)
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { return high }
            if self.probability(below: middle) < probability { low = middle } else { high = middle }
        }
    }

    /// P(X > x) for x of at least 3: φ(x) / (x + 1/(x + 2/(x + 3/(x + …)))), from the inside.
    private static func tail(_ x: Double) -> Double {
        var fraction = x
        for step in stride(from: 120.0, to: 0, by: -1) { fraction = x + step / fraction }
        return density(x) / fraction
    }
}
