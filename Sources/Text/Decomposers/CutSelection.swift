/// Chooses the cuts that are worth most together, under the least and most words of a piece.
///
/// Each cut costs λ; the best cuts for one λ follow from one pass (a sliding-window maximum over the sums so far), and
/// λ is found by bisection such that about the wanted number of pieces results. Linear in the number of candidates.
struct CutSelection {
    /// A place where a cut may fall.
    struct Candidate: Hashable, Sendable {
        var offset: Int
        /// The number of words before it.
        var words: Int
        /// What a cut here is worth.
        var value: Double
        /// Whether depths of the text's vocabulary may raise the value.
        var takesDepth: Bool
    }

    /// In text order, words strictly rising, at most `least` words between neighbours.
    let candidates: [Candidate]
    let total: Int
    let least: Int
    let most: Int

    /// The best cuts, with at most that many pieces wherever the limits allow it.
    func best(pieces: Int) -> [Int] {
        if total <= most { return [] }
        var low = -8.0
        var high = 8.0
        var cuts = best(cost: high)
        for _ in 0..<40 {
            let middle = (low + high) / 2
            let found = best(cost: middle)
            if found.count + 1 > pieces {
                low = middle
            } else {
                high = middle
                cuts = found
            }
        }
        return cuts
    }

    /// The best cuts when each costs the same.
    private func best(cost: Double) -> [Int] {
        // Place 0 is the text's beginning, places 1... the candidates, the last the text's end.
        let count = candidates.count + 2
        func words(_ place: Int) -> Int {
            place == 0 ? 0 : place == count - 1 ? total : candidates[place - 1].words
        }
        var sums = [Double](repeating: -.infinity, count: count)
        var before = [Int](repeating: 0, count: count)
        sums[0] = 0
        // Places in reach of the current one, best first; what is worse and earlier than another is dropped.
        var queue: [Int] = []
        var head = 0
        var entering = 0
        for place in 1..<count {
            while entering < place && words(place) - words(entering) >= least {
                if sums[entering] > -.infinity {
                    while queue.count > head, let last = queue.last, sums[last] <= sums[entering] {
                        queue.removeLast()
                    }
                    queue.append(entering)
                }
                entering += 1
            }
            while head < queue.count && words(place) - words(queue[head]) > most { head += 1 }
            guard head < queue.count else { continue }
            before[place] = queue[head]
            sums[place] = sums[queue[head]] + (place == count - 1 ? 0 : candidates[place - 1].value - cost)
        }
        var cuts: [Int] = []
        var place = before[count - 1]
        while place > 0 {
            cuts.append(place - 1)
            place = before[place]
        }
        return cuts.reversed()
    }
}
