import Tensors

/// How often something happened in a number of independent trials, and how often it may happen at most.
package struct EventRate: Codable, Hashable, Sendable {
    /// How often it happened.
    package var events: Int
    /// How often it could have.
    package var trials: Int

    /// The chance that the rate lies above ``upperBound``, were the trials made again.
    static let level = 0.05

    /// A count of events; `events` is from 0 to `trials`.
    package init(events: Int, trials: Int) {
        self.events = events
        self.trials = trials
    }

    /// The share of the trials in which it happened; nil without a trial.
    package var rate: Double? { trials > 0 ? Double(events) / Double(trials) : nil }

    /// The one-sided 95 % upper confidence bound of the rate, from 0 to 1; 1 without a trial.
    ///
    /// With no event the rule of three, 3/n (Hanley and Lippman-Hand 1983), which is a little above the exact
    /// 1 − 0.05^(1/n). With events Clopper and Pearson's (1934): the p at which so few events have a chance of 5 %.
    package var upperBound: Double {
        guard trials > 0, events < trials else { return 1 }
        guard events > 0 else { return min(1, 3 / Double(trials)) }
        let tail = BinomialTail(events: events, trials: trials)
        var (low, high) = (Double(events) / Double(trials), 1.0)
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { return high }
            if tail.probability(middle) > Self.level { low = middle } else { high = middle }
        }
    }
}

/// P(X ≤ events) of a binomial X as a function of its probability.
private struct BinomialTail {
    let trials: Double
    /// log of the number of ways to choose i of the trials, from i = 0 to the events.
    let logChoices: [Double]

    init(events: Int, trials: Int) {
        self.trials = Double(trials)
        var logChoices = [0.0]
        var last = 0.0
        for i in 1...max(1, events) where events > 0 {
            last += Elementary.log(Double(trials - i + 1)) - Elementary.log(Double(i))
            logChoices.append(last)
        }
        self.logChoices = logChoices
    }

    /// For p strictly between 0 and 1. Terms are taken relative to the largest, so that none is lost.
    func probability(_ p: Double) -> Double {
        let (yes, no) = (Elementary.log(p), Elementary.log(1 - p))
        let terms = logChoices.enumerated().map { i, choices in
            choices + Double(i) * yes + (trials - Double(i)) * no
        }
        let largest = terms.max() ?? 0
        var sum = 0.0
        for term in terms { sum += Elementary.exp(term - largest) }
        return Elementary.exp(largest) * sum
    }
}
