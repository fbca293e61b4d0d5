import Tensors

/// How the gold reward goes with d = √KL from the start policy (Gao, Schulman and Hilton 2022, section 3.1).
package struct OveroptimisationFit: Codable, Hashable, Sendable {
    /// The shape that was found for a way to optimise.
    package enum Form: String, Codable, Hashable, Sendable {
        /// Best of n: R(d) = d (α - β d).
        case bestOf = "best-of"
        /// Reinforcement learning: R(d) = d (α - β log d).
        case reinforcement

        /// What β is multiplied with, negated.
        func bend(at distance: Double) -> Double {
            guard distance > 0 else { return 0 }
            return switch self {
            case .bestOf: distance * distance
            case .reinforcement: distance * Elementary.log(distance)
            }
        }
    }

    /// The shape.
    package var form: Form
    /// The slope at the start for best of n, at d = 1 before the bend for reinforcement.
    package var alpha: Double
    /// How strongly the curve bends down; gold turns over where it is above 0.
    package var beta: Double

    /// A curve with known coefficients.
    package init(form: Form, alpha: Double, beta: Double) {
        self.form = form
        self.alpha = alpha
        self.beta = beta
    }

    /// Ordinary least squares in (d, d²) or (d, d log d), both without a constant: R(0) = 0. Nil where the points do
    /// not fix two coefficients.
    package init?(form: Form, distances: [Double], values: [Double]) {
        var (xx, xy, yy, xv, yv) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for (x, value) in zip(distances, values) {
            let y = -form.bend(at: x)
            xx += x * x
            xy += x * y
            yy += y * y
            xv += x * value
            yv += y * value
        }
        let determinant = xx * yy - xy * xy
        guard determinant > 1e-12 * xx * yy else { return nil }
        self.init(
            form: form, alpha: (yy * xv - xy * yv) / determinant, beta: (xx * yv - xy * xv) / determinant)
    }

    /// R(d).
    package func gold(at distance: Double) -> Double { alpha * distance - beta * form.bend(at: distance) }

    /// d*, where R is greatest: α / 2β, or exp(α/β - 1). Nil where the curve never turns over: β ≤ 0.
    package var optimum: Double? {
        guard beta > 0 else { return nil }
        return switch form {
        case .bestOf: max(0, alpha / (2 * beta))
        case .reinforcement: Elementary.exp(min(700, alpha / beta - 1))
        }
    }
}
