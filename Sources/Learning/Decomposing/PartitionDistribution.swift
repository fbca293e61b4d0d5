import Tensors
import Text

/// A distribution over all ways to cut a text, with exact probabilities: a stochastic cutter.
///
/// A way to cut is as likely as the exponential of the sum of its pieces' log-weights. Sums over all ways are taken
/// along the lattice forwards and backwards, as in a conditional random field over segments (Sarawagi and Cohen 2004).
package struct PartitionDistribution: Sendable {
    /// The ways to cut.
    package let lattice: PartitionLattice
    /// The log-weight of each piece, by edge.
    package let weights: [Double]
    /// The logarithm of the sum over all ways.
    package let logTotal: Double
    /// By state, the logarithm of the sum over all beginnings that lead there.
    private let forward: [Double]
    /// By state, the logarithm of the sum over all ends that go on from there.
    private let backward: [Double]

    /// The distribution of pieces weighed one by one.
    package init(_ lattice: PartitionLattice, weights: [Double]) {
        self.lattice = lattice
        self.weights = weights
        var forward = [Double](repeating: -.infinity, count: lattice.stateCount)
        forward[lattice.first] = 0
        lattice.forEachStep { from, to, edge in
            forward[to] = Self.logSum(forward[to], forward[from] + weights[edge])
        }
        var backward = [Double](repeating: -.infinity, count: lattice.stateCount)
        backward[lattice.last] = 0
        lattice.forEachStepBackwards { from, to, edge in
            backward[from] = Self.logSum(backward[from], backward[to] + weights[edge])
        }
        (self.forward, self.backward) = (forward, backward)
        logTotal = forward[lattice.last]
    }

    /// The distribution in which each cut has the score of its place and each piece a price for an uneven length.
    ///
    /// - Parameters:
    ///   - scores: of the places within the text.
    ///   - evenness: what the length of a piece costs, where their number is given.
    package init(_ lattice: PartitionLattice, scores: [Double], evenness: Evenness = 0) {
        self.init(lattice, weights: lattice.weights(scores: scores, evenness: evenness))
    }

    /// log(eᵃ + eᵇ).
    private static func logSum(_ a: Double, _ b: Double) -> Double {
        let (high, low) = a > b ? (a, b) : (b, a)
        if low == -.infinity { return high }
        return high + Elementary.log(1 + Elementary.exp(low - high))
    }

    /// The log-probability of a way to cut, given as places with the text's beginning and end; -∞ for none of this
    /// lattice.
    package func logProbability(_ path: [Int]) -> Double {
        guard path.first == 0, path.last == lattice.placeCount - 1,
            lattice.count.map({ $0 == path.count - 1 }) ?? true
        else { return -.infinity }
        var sum = -logTotal
        for (from, to) in zip(path, path.dropFirst()) {
            guard lattice.reach[from].contains(to) else { return -.infinity }
            sum += weights[lattice.edge(from, to)]
        }
        return sum
    }

    /// A way to cut drawn from the distribution, as places with the text's beginning and end.
    package func sample(using stream: inout RandomStream) -> [Int] {
        var path = [0]
        var state = lattice.first
        while state != lattice.last, let place = path.last {
            var ends: [(place: Int, state: Int)] = []
            var shares: [Double] = []
            for next in lattice.reach[place] {
                guard let target = lattice.state(after: state, place, to: next), backward[target] > -.infinity
                else { continue }
                ends.append((next, target))
                shares.append(
                    Elementary.exp(weights[lattice.edge(place, next)] + backward[target] - backward[state]))
            }
            let drawn = ends[stream.choose(weights: shares)]
            path.append(drawn.place)
            state = drawn.state
        }
        return path
    }

    /// The probability of each piece, by edge.
    package var pieces: [Double] {
        var probabilities = [Double](repeating: 0, count: lattice.edgeCount)
        lattice.forEachStep { from, to, edge in
            probabilities[edge] += probability(from, to, edge)
        }
        return probabilities
    }

    /// KL(this ‖ other) in nats, exact; both are over one lattice.
    package func kl(to other: PartitionDistribution) -> Double {
        var sum = other.logTotal - logTotal
        for (edge, probability) in pieces.enumerated() where probability > 0 {
            sum += probability * (weights[edge] - other.weights[edge])
        }
        return max(0, sum)
    }

    /// The mean of a sum over pieces, and its derivative by each piece's log-weight: the covariance of the two.
    ///
    /// - Parameter costs: of the pieces, by edge.
    package func expectation(of costs: [Double]) -> (mean: Double, derivative: [Double]) {
        // The mean cost of the beginnings that lead to a state, and of the ends that go on from it.
        var before = [Double](repeating: 0, count: lattice.stateCount)
        lattice.forEachStep { from, to, edge in
            guard forward[to] > -.infinity, forward[from] > -.infinity else { return }
            let share = Elementary.exp(forward[from] + weights[edge] - forward[to])
            before[to] += share * (before[from] + costs[edge])
        }
        var after = [Double](repeating: 0, count: lattice.stateCount)
        lattice.forEachStepBackwards { from, to, edge in
            guard backward[to] > -.infinity, backward[from] > -.infinity else { return }
            let share = Elementary.exp(backward[to] + weights[edge] - backward[from])
            after[from] += share * (after[to] + costs[edge])
        }
        let mean = before[lattice.last]
        var derivative = [Double](repeating: 0, count: lattice.edgeCount)
        lattice.forEachStep { from, to, edge in
            derivative[edge] +=
                probability(from, to, edge) * (before[from] + costs[edge] + after[to] - mean)
        }
        return (mean, derivative)
    }

    private func probability(_ from: Int, _ to: Int, _ edge: Int) -> Double {
        let log = forward[from] + weights[edge] + backward[to] - logTotal
        return log > -700 ? Elementary.exp(log) : 0
    }
}

extension PartitionLattice {
    /// Calls `body` with the states that each piece joins and its edge, such that all pieces that end in a state come
    /// before those that begin there.
    func forEachStep(_ body: (_ from: Int, _ to: Int, _ edge: Int) -> Void) {
        for place in 0..<placeCount { forEachStep(at: place, body) }
    }

    /// The same the other way round: all pieces that begin in a state come before those that end there.
    func forEachStepBackwards(_ body: (_ from: Int, _ to: Int, _ edge: Int) -> Void) {
        for place in (0..<placeCount).reversed() { forEachStep(at: place, body) }
    }

    private func forEachStep(at place: Int, _ body: (Int, Int, Int) -> Void) {
        for state in states(place) {
            for next in reach[place] {
                if let target = self.state(after: state, place, to: next) {
                    body(state, target, edge(place, next))
                }
            }
        }
    }

    /// The log-weight of each piece: the score of the cut that ends it, less the price of its uneven length.
    package func weights(scores: [Double], evenness: Evenness) -> [Double] {
        prices(cuts: scores.map { -$0 }, evenness: evenness).map { -$0 }
    }

    /// Sums of values by edge over the pieces that end at each place within the text.
    package func byPlace(_ values: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: max(0, placeCount - 2))
        for place in 0..<placeCount {
            for next in reach[place] where next < placeCount - 1 {
                sums[next - 1] += values[edge(place, next)]
            }
        }
        return sums
    }
}
