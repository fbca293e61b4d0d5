import Tensors

/// How far the inputs that a system makes for itself lie from those that its models learned on.
///
/// Wu et al. (2021) call it auto-induced distributional shift: above the leaves each model reads what another model
/// wrote. The distance is Mahalanobis' between the two means,
///
///     D = √(Δᵀ Σ⁻¹ Δ),   Σ = (1 − λ) S + λ diag(S) + ε I
///
/// with Δ the difference of the means, S the covariance within the two samples (pooled, divided by n − 2),
/// λ = 0.2 and ε = 10⁻⁴, so that few inputs and features that never vary do no harm. It is above 0 for any two finite
/// samples: ``chance`` says how far apart the means would lie if both were drawn from the same inputs.
package struct InputShift: Hashable, Sendable {
    /// D of the two samples.
    package let distance: Double
    /// The mean D over random ways to deal the same inputs out to two samples of these sizes.
    package let chance: Double

    static let shrinkage = 0.2
    static let ridge = 1e-4
    /// Ways to deal the inputs out.
    static let permutations = 200

    /// Compares two samples of feature rows of one length; nil with fewer than three rows or where one is empty.
    package init?(trained: [[Double]], own: [[Double]], using stream: inout RandomStream) {
        guard !trained.isEmpty, !own.isEmpty, trained.count + own.count > 2 else { return nil }
        let rows = trained + own
        let pooled = Pooled(rows)
        var order = Array(rows.indices)
        distance = pooled.distance(first: order.prefix(trained.count))
        var sum = 0.0
        for _ in 0..<Self.permutations {
            stream.shuffle(&order)
            sum += pooled.distance(first: order.prefix(trained.count))
        }
        chance = sum / Double(Self.permutations)
    }
}

/// All rows together: what does not depend on how they are dealt out.
private struct Pooled {
    let rows: [[Double]]
    let mean: [Double]
    /// Σ (row − mean)(row − mean)ᵀ.
    let scatter: [[Double]]

    init(_ rows: [[Double]]) {
        self.rows = rows
        let width = rows[0].count
        var mean = [Double](repeating: 0, count: width)
        for row in rows { for i in mean.indices { mean[i] += row[i] / Double(rows.count) } }
        var scatter = [[Double]](repeating: [Double](repeating: 0, count: width), count: width)
        for row in rows {
            for i in 0..<width { for j in 0...i { scatter[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) } }
        }
        for i in 0..<width { for j in 0..<i { scatter[j][i] = scatter[i][j] } }
        self.mean = mean
        self.scatter = scatter
    }

    /// The distance between the rows at `first` and all others.
    func distance(first: ArraySlice<Int>) -> Double {
        let (m, n) = (Double(first.count), Double(rows.count))
        var sum = [Double](repeating: 0, count: mean.count)
        for index in first { for i in sum.indices { sum[i] += rows[index][i] } }
        // The two means lie on a line through the mean of all: their difference is that of one to it, stretched.
        let difference = sum.indices.map { (sum[$0] / m - mean[$0]) * n / (n - m) }
        let between = m * (n - m) / n
        let covariance = scatter.indices.map { i in
            scatter.indices.map { j in
                (scatter[i][j] - between * difference[i] * difference[j]) / (n - 2)
            }
        }
        return regularised(covariance).mahalanobis(difference)
    }

    private func regularised(_ covariance: [[Double]]) -> SymmetricMatrix {
        SymmetricMatrix(
            rows: covariance.indices.map { i in
                covariance.indices.map { j in
                    i == j
                        ? covariance[i][i] + InputShift.ridge
                        : (1 - InputShift.shrinkage) * covariance[i][j]
                }
            })
    }
}

/// A symmetric positive definite matrix.
private struct SymmetricMatrix {
    let rows: [[Double]]

    /// √(vᵀ M⁻¹ v), by Cholesky's decomposition M = L Lᵀ: the length of L⁻¹ v.
    func mahalanobis(_ vector: [Double]) -> Double {
        var lower = rows
        var solved = vector
        var square = 0.0
        for i in rows.indices {
            for j in 0...i {
                var sum = rows[i][j]
                for k in 0..<j { sum -= lower[i][k] * lower[j][k] }
                // Rounding may take a pivot below the ridge, never a true one.
                lower[i][j] =
                    i == j ? max(sum, InputShift.ridge * 1e-6).squareRoot() : sum / lower[j][j]
            }
            for k in 0..<i { solved[i] -= lower[i][k] * solved[k] }
            solved[i] /= lower[i][i]
            square += solved[i] * solved[i]
        }
        return square.squareRoot()
    }
}
