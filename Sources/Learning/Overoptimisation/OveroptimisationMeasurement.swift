import Tensors

/// Measures a curve of over-optimisation from draws at passages.
package struct OveroptimisationMeasurement: Sendable {
    /// The rewards at one passage, by point, centred and scaled.
    struct PassageCurve: Hashable, Sendable {
        var book: String
        var kl: [Double]
        var tiedKL: [Double]
        var proxy: [Double]
        var gold: [Double]
    }

    /// How often the passages, or books, are drawn anew for the intervals.
    package static let resamples = 1_000
    /// From how many books on whole books are drawn.
    static let fewestBooks = 10

    let form: OveroptimisationFit.Form
    /// n or steps, rising.
    let stages: [Int]
    let curves: [PassageCurve]

    /// Best of n, for n up to the number of draws. Passages without gold do not count; nil where none has any.
    package init?(bestOf draws: [PassageDraws]) {
        let draws = draws.filter { !$0.gold.isEmpty }
        guard let most = draws.map(\.gold.count).min() else { return nil }
        let counts = BestOf.counts(upTo: most)
        let (proxyUnit, goldUnit) = (Self.unit(draws.map(\.proxy)), Self.unit(draws.map(\.gold)))
        form = .bestOf
        stages = counts
        curves = draws.map { draws in
            func centred(_ values: [Double], _ unit: Double) -> [Double] {
                let start = mean(values)
                return BestOf.means(of: values, by: draws.proxy, counts: counts).map { ($0 - start) / unit }
            }
            return PassageCurve(
                book: draws.book, kl: counts.map { BestOf.kl(Double($0)) },
                tiedKL: BestOf.tiedKL(proxy: draws.proxy, counts: counts),
                proxy: centred(draws.proxy, proxyUnit), gold: centred(draws.gold, goldUnit))
        }
    }

    /// The snapshots of a training, each with its draws at the same passages as the start policy's. Passages without
    /// gold do not count; nil where none has any or there is no snapshot.
    package init?(start: [PassageDraws], snapshots: [(step: Int, draws: [PassageDraws])]) {
        let known = start.indices.filter { !start[$0].gold.isEmpty }
        guard !known.isEmpty, !snapshots.isEmpty,
            snapshots.allSatisfy({ $0.draws.count == start.count })
        else { return nil }
        let proxyUnit = Self.unit(known.map { start[$0].proxy })
        let goldUnit = Self.unit(known.map { start[$0].gold })
        form = .reinforcement
        stages = snapshots.map(\.step)
        curves = known.map { passage in
            let first = start[passage]
            let later = snapshots.map { $0.draws[passage] }
            return PassageCurve(
                book: first.book, kl: later.map(\.kl), tiedKL: [],
                proxy: later.map { (mean($0.proxy) - mean(first.proxy)) / proxyUnit },
                gold: later.map { (mean($0.gold) - mean(first.gold)) / goldUnit })
        }
    }

    /// The standard deviation of a score within a passage, from the mean of the passages' variances; 1 where nothing
    /// varies.
    private static func unit(_ scores: [[Double]]) -> Double {
        let deviation = mean(scores.map { Moments($0).variance }).squareRoot()
        return deviation > 1e-12 ? deviation : 1
    }

    /// The curve.
    ///
    /// - Parameters:
    ///   - height: of the passages, for the curve's name.
    ///   - fit: the largest n, or step, that the fit sees.
    ///   - stream: draws the passages of the resamples.
    package func curve(height: Int?, fit: Int, using stream: RandomStream) -> OveroptimisationCurve {
        var stream = stream
        let whole = Sample(self, Array(curves.indices), fit: fit)
        let clusters = clusters
        let samples = ClusterResampling.map(
            of: clusters.groups.count, times: Self.resamples, using: &stream
        ) { drawn in Sample(self, drawn.flatMap { clusters.groups[$0] }, fit: fit) }
        let points = stages.indices.map { place in
            OveroptimisationCurve.Point(
                stage: stages[place], kl: whole.kl[place], tiedKL: whole.tiedKL.map { $0[place] },
                distance: whole.distance(place), proxy: whole.proxy[place],
                proxyInterval: interval(samples.map { $0.proxy[place] }), gold: whole.gold[place],
                goldInterval: interval(samples.map { $0.gold[place] }), isFitted: stages[place] <= fit)
        }
        let top = whole.peak
        let loss = { (sample: Sample) in sample.gold[top] - sample.gold[stages.count - 1] }
        let peak = OveroptimisationCurve.Peak(
            stage: stages[top], distance: whole.distance(top),
            interval: interval(samples.map { $0.distance($0.peak) }), gold: whole.gold[top],
            loss: loss(whole), lossInterval: interval(samples.map(loss)))
        return OveroptimisationCurve(
            height: height, form: form, passages: curves.count, books: clusters.books,
            cluster: clusters.kind, points: points, prediction: prediction(whole, samples, fit: fit),
            peak: peak)
    }

    private func prediction(_ whole: Sample, _ samples: [Sample], fit: Int)
        -> OveroptimisationCurve.Prediction?
    {
        guard let fitted = whole.fit else { return nil }
        let fits = samples.compactMap(\.fit)
        let beta = interval(fits.map(\.beta))
        let unseen = stages.indices.filter { stages[$0] > fit }
        let squares = unseen.map { place in
            let difference = fitted.gold(at: whole.distance(place)) - whole.gold[place]
            return difference * difference
        }
        return OveroptimisationCurve.Prediction(
            fit: fitted, alpha: interval(fits.map(\.alpha)), beta: beta, optimum: fitted.optimum,
            optimumInterval: fitted.optimum.map { _ in interval(fits.map { $0.optimum ?? .infinity }) },
            gold: fitted.optimum.map(fitted.gold(at:)),
            error: squares.isEmpty ? nil : mean(squares).squareRoot(),
            // One passage has no interval, and says nothing for certain.
            isCertain: fitted.beta > 0 && beta.low > 0 && clusters.groups.count > 1)
    }

    /// What is drawn together for a resample.
    private var clusters: (groups: [[Int]], books: Int, kind: OveroptimisationCurve.Cluster) {
        var places: [String: Int] = [:]
        var books: [[Int]] = []
        for (index, curve) in curves.enumerated() {
            let place = places[curve.book] ?? books.count
            if place == books.count {
                places[curve.book] = place
                books.append([])
            }
            books[place].append(index)
        }
        return books.count >= Self.fewestBooks
            ? (books, books.count, .books) : (curves.indices.map { [$0] }, books.count, .passages)
    }

    /// Means over some passages, and the fit to them.
    private struct Sample {
        var kl: [Double]
        var tiedKL: [Double]?
        var proxy: [Double]
        var gold: [Double]
        var fit: OveroptimisationFit?

        init(_ measurement: OveroptimisationMeasurement, _ passages: [Int], fit most: Int) {
            let curves = passages.map { measurement.curves[$0] }
            func means(_ series: KeyPath<PassageCurve, [Double]>) -> [Double] {
                measurement.stages.indices.map { place in
                    curves.reduce(0) { $0 + $1[keyPath: series][place] } / Double(curves.count)
                }
            }
            kl = means(\.kl)
            tiedKL = measurement.form == .bestOf ? means(\.tiedKL) : nil
            proxy = means(\.proxy)
            gold = means(\.gold)
            let seen = measurement.stages.indices.filter { measurement.stages[$0] <= most }
            fit = OveroptimisationFit(
                form: measurement.form, distances: seen.map { distance($0) }, values: seen.map { gold[$0] })
        }

        func distance(_ place: Int) -> Double { max(0, kl[place]).squareRoot() }

        /// The place of the greatest gold, the first of equals.
        var peak: Int { gold.indices.reduce(0) { gold[$1] > gold[$0] ? $1 : $0 } }
    }
}

private func mean(_ values: [Double]) -> Double { Moments(values).mean }

/// The central 95 %, in numbers that JSON has.
private func interval(_ values: [Double]) -> OveroptimisationCurve.Interval {
    guard let interval = ResampledInterval(values) else { return .init(low: 0, high: nil) }
    return .init(
        low: min(interval.low, .greatestFiniteMagnitude), high: interval.high.isFinite ? interval.high : nil)
}
