import Learning
import Pipeline

extension Scores {
    /// Adds up the catastrophes of all books: the summary is the rate over all nodes, with its upper bound, and each
    /// height has a row of its own. Books have rows already.
    mutating func poolWorstCase() {
        let metric = MetricName.worstCase.rawValue
        let mine = rows.filter { $0.metric == metric }
        for height in Set(mine.compactMap(\.height)).sorted() {
            let pooled = EventRate(mine.filter { $0.height == height })
            guard let rate = pooled.rate else { continue }
            rows.append(
                Row(
                    metric: metric, book: nil, height: height, value: rate, count: pooled.trials,
                    high: pooled.upperBound))
        }
        let whole = mine.filter { $0.height == nil }
        let pooled = EventRate(whole)
        guard let rate = pooled.rate, let place = summary.firstIndex(where: { $0.metric == metric }) else {
            return
        }
        summary[place] = Summary(
            metric: metric, value: rate, books: whole.count, high: pooled.upperBound)
        remarks.append(
            "worst-case: \(pooled.events) of \(Figures.count(pooled.trials, "answer")) below the bound; with 95 % confidence the rate is at most \(Figures.metric(metric, pooled.upperBound))"
        )
    }
}

extension EventRate {
    /// The events of rows that hold rates.
    fileprivate init(_ rows: [Scores.Row]) {
        self.init(
            events: rows.map { Int(($0.value * Double($0.count)).rounded()) }.reduce(0, +),
            trials: rows.map(\.count).reduce(0, +))
    }
}
