import Tensors

/// How sharply judgements of each kind follow the scores of a reward, fitted to judgements by maximum likelihood.
///
/// One kind fixes the scale: its β relative to itself is 1, and `rationality` is its β per unit of score. The other
/// kinds' are relative to it, with log β drawn to 0 by a standard normal prior, so that a handful of judgements cannot
/// make it extreme. Cut-points are in units of log-odds.
package struct Calibration: Hashable, Sendable {
    /// β of the kind that fixes the scale, per unit of score.
    package var rationality = 1.0
    /// β of the other kinds relative to it, by name.
    package var relative: [String: Double] = [:]
    /// The likelihoods' own parameters, by name: see `Likelihood/sharedParameters`.
    package var parameters: [String: [Double]] = [:]

    /// A judgement with the scores of its answers.
    struct Scored {
        var kind: String
        var likelihood: any Likelihood
        var rewards: [Double]
        var weight = 1.0

        func loss(_ calibration: Calibration, rationality: Double? = nil) -> ChoiceLoss {
            likelihood.loss(
                rewards: rewards, rationality: rationality ?? calibration.rationality(of: kind),
                parameters: likelihood.sharedParameters.flatMap { calibration.parameters[$0] } ?? [])
        }
    }

    /// Whether there is more in it than the rationality of one kind.
    var isMixed: Bool { !relative.isEmpty || !parameters.isEmpty }

    /// β of a kind per unit of score.
    package func rationality(of kind: String) -> Double { rationality * (relative[kind] ?? 1) }

    /// Fits all that is not fixed.
    ///
    /// - Parameters:
    ///   - measured: judgements that were not learned from, where there are such.
    ///   - all: these and the others; cut-points are fitted to all.
    ///   - anchor: the kind that fixes the scale.
    ///   - fixed: β of all other kinds; nil to fit them.
    mutating func fit(_ measured: [Scored], all: [Scored], anchor: String, fixed: Double?) {
        let groups = Dictionary(grouping: measured, by: \.kind)
        let others = Set(all.map(\.kind)).subtracting([anchor]).sorted()
        for kind in others { relative[kind] = fixed ?? relative[kind] ?? 1 }
        // With the anchor alone one pass is exact; the priors tie the others to it only loosely.
        for _ in 0..<(others.isEmpty && parameters.isEmpty ? 1 : 3) {
            let absolute = relative.mapValues { $0 * rationality }
            rationality = minimum { log in
                let beta = Elementary.exp(log)
                var loss = (groups[anchor] ?? []).reduce(0) {
                    $0 + $1.weight * $1.loss(self, rationality: beta).value
                }
                for kind in others {
                    if let fixed {
                        loss += (groups[kind] ?? []).reduce(0) {
                            $0 + $1.weight * $1.loss(self, rationality: fixed * beta).value
                        }
                    } else {
                        loss += Self.prior((absolute[kind] ?? 1) / beta)
                    }
                }
                return loss
            }
            if fixed == nil {
                for kind in others { relative[kind] = relativeRationality(of: groups[kind] ?? []) }
            }
            for (name, start) in parameters.sorted(by: { $0.key < $1.key }) {
                fitParameters(name, from: start, to: all.filter { $0.likelihood.sharedParameters == name })
            }
        }
    }

    private func relativeRationality(of group: [Scored]) -> Double {
        minimum { log in
            let beta = Elementary.exp(log)
            return group.reduce(Self.prior(beta)) {
                $0 + $1.weight * $1.loss(self, rationality: rationality * beta).value
            }
        }
    }

    /// −log of the standard normal density of log β, up to its constant.
    private static func prior(_ beta: Double) -> Double {
        let log = Elementary.log(beta)
        return log * log / 2
    }

    /// Gradient descent on the mean loss; a step that does not lower it is taken back and halved.
    private mutating func fitParameters(_ name: String, from start: [Double], to group: [Scored]) {
        guard !group.isEmpty else { return }
        var (best, rate) = (start, 1.0)
        var (loss, gradient) = parameterLoss(name, group)
        for _ in 0..<25 {
            parameters[name] = zip(best, gradient).map { $0 - rate * $1 }
            let (next, slope) = parameterLoss(name, group)
            if next < loss {
                (best, loss, gradient) = (parameters[name] ?? best, next, slope)
                rate *= 1.6
            } else {
                rate /= 2
            }
        }
        parameters[name] = best
    }

    private func parameterLoss(_ name: String, _ group: [Scored]) -> (loss: Double, gradient: [Double]) {
        var loss = 0.0
        var gradient = [Double](repeating: 0, count: parameters[name]?.count ?? 0)
        for scored in group {
            let one = scored.loss(self)
            loss += scored.weight * one.value
            for (place, slope) in one.parameterGradient.enumerated() {
                gradient[place] += scored.weight * slope
            }
        }
        let count = Double(group.count)
        return (loss / count, gradient.map { $0 / count })
    }
}

/// e to the place within -4 ... 4 where a function with one valley is least, by golden section.
private func minimum(of loss: (Double) -> Double) -> Double {
    let ratio = (5.0.squareRoot() - 1) / 2
    var (a, b) = (-4.0, 4.0)
    var (c, d) = (b - ratio * (b - a), a + ratio * (b - a))
    var (atC, atD) = (loss(c), loss(d))
    for _ in 0..<40 {
        if atC < atD {
            (b, d, atD) = (d, c, atC)
            c = b - ratio * (b - a)
            atC = loss(c)
        } else {
            (a, c, atC) = (c, d, atD)
            d = a + ratio * (b - a)
            atD = loss(d)
        }
    }
    return Elementary.exp((a + b) / 2)
}
