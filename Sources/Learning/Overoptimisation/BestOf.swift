import Tensors

/// What is known about the best of n draws, by the score that chooses, without drawing anew for every n.
package enum BestOf {
    /// KL(best of n ‖ policy) = log n - (n - 1)/n, in nats: exact where no two draws tie, else an upper bound.
    package static func kl(_ n: Double) -> Double { Elementary.log(n) - (n - 1) / n }

    /// The n (not whole, at least 1) whose ``kl(_:)`` is this.
    package static func count(kl: Double) -> Double {
        guard kl > 0 else { return 1 }
        // log n lies between the KL and one nat more.
        var (low, high) = (kl, kl + 1)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if middle - 1 + Elementary.exp(-middle) < kl { low = middle } else { high = middle }
        }
        return Elementary.exp((low + high) / 2)
    }

    /// 1, 2, 3, 4, 6, 8, 12, 16 … up to `most`, which is the last of them.
    package static func counts(upTo most: Int) -> [Int] {
        var counts: [Int] = []
        var power = 1
        while power < most {
            counts.append(power)
            if power > 1, power + power / 2 < most { counts.append(power + power / 2) }
            power *= 2
        }
        return counts + [max(1, most)]
    }

    /// For each n the mean value of the draw that has the highest proxy among n of all draws, over all choices of n.
    ///
    /// Unbiased, and of far smaller variance than drawing n again and again (Nakano et al. 2021, appendix I): with
    /// the draws in rising order of proxy, draw i of N is the best of n with probability C(i-1, n-1) / C(N, n).
    /// Of draws with one proxy each is as likely to be kept.
    ///
    /// - Parameter counts: the n, each from 1 to the number of draws.
    package static func means(of values: [Double], by proxy: [Double], counts: [Int]) -> [Double] {
        let total = values.count
        let ordered = tiedMeans(of: values, by: proxy)
        return counts.map { n in
            precondition((1...total).contains(n), "the best of \(n) of \(total) draws")
            // From the top: C(N-1, n-1) / C(N, n) = n / N, then each by its quotient with the one above. All terms
            // are at most 1 and fall, so that nothing overflows.
            var weight = Double(n) / Double(total)
            var sum = 0.0
            for place in stride(from: total, through: n, by: -1) {
                sum += weight * ordered[place - 1]
                if place > 1 { weight *= Double(place - n) / Double(place - 1) }
            }
            return sum
        }
    }

    /// KL(best of n ‖ policy), in nats, where draws tie: with p the share of a proxy's draws and F that of draws up
    /// to it, the best of n has that proxy with probability q = Fⁿ - (F - p)ⁿ, and KL = Σ q log(q / p).
    package static func tiedKL(proxy: [Double], counts: [Int]) -> [Double] {
        let sorted = proxy.sorted()
        var ends: [Int] = []
        for place in sorted.indices where place + 1 == sorted.count || sorted[place + 1] != sorted[place] {
            ends.append(place + 1)
        }
        let total = Double(sorted.count)
        return counts.map { n in
            var sum = 0.0
            var before = 0.0
            var start = 0
            for end in ends {
                let upTo = Elementary.exp(Double(n) * Elementary.log(Double(end) / total))
                let (q, p) = (upTo - before, Double(end - start) / total)
                if q > 0 { sum += q * Elementary.log(q / p) }
                (before, start) = (upTo, end)
            }
            return max(0, sum)
        }
    }

    /// The values in rising order of proxy, each replaced by the mean of those with the same proxy.
    private static func tiedMeans(of values: [Double], by proxy: [Double]) -> [Double] {
        let order = proxy.indices.sorted { (proxy[$0], $0) < (proxy[$1], $1) }
        var means: [Double] = []
        means.reserveCapacity(order.count)
        while means.count < order.count {
            let start = means.count
            let end = order[start...].firstIndex { proxy[$0] != proxy[order[start]] } ?? order.count
            let mean = order[start..<end].reduce(0) { $0 + values[$1] } / Double(end - start)
            means += repeatElement(mean, count: end - start)
        }
        return means
    }
}
