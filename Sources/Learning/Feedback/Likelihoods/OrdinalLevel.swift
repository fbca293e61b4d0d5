import Tensors

/// One of several ordered levels, by the cumulative logit model (McCullagh 1980): with cut-points τ₁ < … < τ₍ₖ₋₁₎
///
///     P(level ≤ j | r) = σ(τⱼ − β r)
///
/// All judgements on a scale share its cut-points, which are learned with the reward.
package struct OrdinalLevel: Likelihood {
    /// The level, from 1.
    package var level: Int
    /// How many levels there are.
    package var levels: Int

    /// A level of a scale; 1 ... `levels`, of which there are at least 2.
    package init(_ level: Int, of levels: Int) {
        self.level = level
        self.levels = levels
    }

    /// False: where the rewards lie on the scale counts.
    package var isRelative: Bool { false }
    /// The cut-points of scales of this length.
    package var sharedParameters: String? { CutPoints.name(levels: levels) }

    /// Cut-points from how often each level was given, as if all answers were worth the same. Half a judgement is
    /// added to each level, so that none is impossible.
    package static func startingParameters(of all: [any Likelihood]) -> [Double] {
        let given = all.compactMap { $0 as? OrdinalLevel }
        var counts = [Double](repeating: 0.5, count: given.first?.levels ?? 2)
        for one in given { counts[one.level - 1] += 1 }
        var total = 0.0
        for count in counts { total += count }
        var below = 0.0
        let points = counts.dropLast().map { count in
            below += count
            return Elementary.log(below) - Elementary.log(total - below)
        }
        return CutPoints(points).parameters
    }

    /// The loss of one reward; `parameters` are those of `CutPoints`.
    package func loss(rewards: [Double], rationality: Double, parameters: [Double]) -> ChoiceLoss {
        let cuts = CutPoints(parameters: parameters).points
        let place = rationality * rewards[0]
        // P = σ(u) − σ(l); its logarithm from the half of the line where nothing cancels.
        let upper = level == levels ? Double.infinity : cuts[level - 1] - place
        let lower = level == 1 ? -Double.infinity : cuts[level - 2] - place
        let (value, byUpper, byLower) = Self.interval(lower, upper)
        let slope = -(byUpper + byLower)
        var byCut = [Double](repeating: 0, count: cuts.count)
        if level < levels { byCut[level - 1] += byUpper }
        if level > 1 { byCut[level - 2] += byLower }
        return ChoiceLoss(
            value: value, gradient: [rationality * slope], rationalityGradient: place * slope,
            parameterGradient: CutPoints.gradient(byCut, parameters: parameters))
    }

    /// −log(σ(u) − σ(l)) and its derivatives by u and l.
    private static func interval(_ lower: Double, _ upper: Double) -> (Double, Double, Double) {
        if lower == -.infinity { return (-Elementary.logSigmoid(upper), -Elementary.sigmoid(-upper), 0) }
        if upper == .infinity { return (-Elementary.logSigmoid(-lower), 0, Elementary.sigmoid(lower)) }
        // σ(u) − σ(l) = σ(u) σ(−l) (1 − e^(l − u)).
        let gap = max(1e-12, 1 - Elementary.exp(lower - upper))
        let value =
            -Elementary.logSigmoid(upper) - Elementary.logSigmoid(-lower) - Elementary.log(gap)
        let ratio = (1 - gap) / gap
        return (value, -Elementary.sigmoid(-upper) - ratio, Elementary.sigmoid(lower) + ratio)
    }
}

/// Ordered bounds between levels; as parameters the first one and the logarithms of the gaps, so that any numbers
/// are in order.
package struct CutPoints: Hashable, Sendable {
    /// The bounds, each above the one before.
    package var points: [Double]
    /// The least gap: what is closer counts as this far apart.
    private static let least = 1e-6

    /// Bounds in order.
    package init(_ points: [Double]) { self.points = points }

    /// "cut-points/7": what the cut-points of a scale are called.
    package static func name(levels: Int) -> String { "cut-points/\(levels)" }

    /// The bounds of these parameters.
    package init(parameters: [Double]) {
        points = []
        for (index, parameter) in parameters.enumerated() {
            points.append(index == 0 ? parameter : points[index - 1] + Elementary.exp(parameter))
        }
    }

    /// The first bound and the logarithms of the gaps.
    package var parameters: [Double] {
        points.indices.map {
            $0 == 0 ? points[0] : Elementary.log(max(Self.least, points[$0] - points[$0 - 1]))
        }
    }

    /// The gradient by parameter of what has the gradient `byPoint` by bound.
    static func gradient(_ byPoint: [Double], parameters: [Double]) -> [Double] {
        var gradient = byPoint
        var sum = 0.0
        for index in byPoint.indices.reversed() {
            sum += byPoint[index]
            gradient[index] = index == 0 ? sum : sum * Elementary.exp(parameters[index])
        }
        return gradient
    }
}
