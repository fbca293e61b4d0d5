import Learning
import Pipeline

extension Scores {
    /// The curves, with what was lost since the greatest gold as the value of each.
    ///
    /// - Parameter passages: how many passages were drawn at.
    init(curves: [OveroptimisationCurve], of passages: Int) {
        let metric = MetricName.overOptimisation.rawValue
        let first = curves.first { $0.height == nil }
        var remarks: [String] = []
        if let whole = curves.first {
            if whole.passages < passages {
                remarks.append(
                    "the gold says nothing about \(passages - whole.passages) of \(passages) passages; they are left out"
                )
            }
        } else {
            remarks.append(
                "the gold says nothing about any passage: there is no over-optimisation to measure")
        }
        self.init(
            rows: curves.map {
                Row(
                    metric: metric, book: nil, height: $0.height, value: $0.peak.loss, count: $0.passages,
                    low: $0.peak.lossInterval.low, high: $0.peak.lossInterval.high)
            },
            summary: first.map {
                [
                    Summary(
                        metric: metric, value: $0.peak.loss, books: $0.books,
                        low: $0.peak.lossInterval.low, high: $0.peak.lossInterval.high)
                ]
            } ?? [],
            remarks: remarks + (first.map { [$0.cluster.remark] } ?? []))
        if !curves.isEmpty { self.curves = curves }
    }
}

extension OveroptimisationCurve.Cluster {
    /// What the intervals are of.
    fileprivate var remark: String {
        "intervals: 95 % of \(Figures.grouped(OveroptimisationMeasurement.resamples)) resamples of "
            + (self == .books
                ? "books" : "passages, as if those of one book had nothing to do with one another")
            + "; the reward is the same in all"
    }
}
