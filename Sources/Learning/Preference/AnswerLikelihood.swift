import Tensors

/// How probable it is that an extractive policy's answer consists of exactly some sentences.
///
/// A text does not tell in which order its sentences were chosen, so its probability is the sum over all orders.
/// What a policy sees of an unfinished answer is the set of its sentences, not their order; so the sum over k!
/// orders is one over 2ᵏ sets, by dynamic programming: f(S) = Σᵢ f(S \ i) π(i | S \ i). Up to ``mostExact``
/// sentences that is done. Beyond, the sum is estimated from ``sampledOrders`` orders, drawn once from the reference
/// policy restricted to the sentences and weighted by how probable they were to be drawn (an unbiased estimate of the
/// probability; policy and reference share the orders).
struct AnswerLikelihood: Sendable {
    /// The most sentences for which all orders are summed.
    static let mostExact = 6
    /// Orders from which the probability of more sentences is estimated.
    static let sampledOrders = 16

    /// The passage.
    let reading: PassageReading
    /// The sentences, ascending.
    let sentences: [Int]
    /// Orders as places in `sentences`, with the logarithm of the probability with which they were drawn; empty
    /// where all orders are summed.
    private let orders: [(places: [Int], logProposal: Double)]
    /// Whether something would still fit, so that the policy has to stop.
    private let endsByStop: Bool
    /// Every state and action on the way to the answer, which no policy changes; nil where they are found anew each
    /// time.
    private var kept: ActionBatch?

    /// The likelihood of these sentences, of which there is at least one and which fit the limit together.
    init(_ sentences: [Int], in reading: PassageReading, reference: ExtractivePolicy, seed: RandomStream) {
        self.reading = reading
        self.sentences = sentences.sorted()
        var selection = Selection(reading)
        for sentence in self.sentences { selection.take(sentence) }
        endsByStop = !selection.candidates.isEmpty
        guard sentences.count > Self.mostExact else {
            orders = []
            return
        }
        var stream = seed
        let ascending = self.sentences
        orders = (0..<Self.sampledOrders).map { _ in
            Self.order(of: ascending, in: reading, reference, using: &stream)
        }
    }

    /// Keeps the states on the way, for an answer that is looked at again and again. Gives how many numbers these are.
    mutating func keepStates() -> Int {
        var batch = ActionBatch()
        add(to: &batch)
        kept = batch
        return batch.size
    }

    /// Whether all orders are summed.
    var isExact: Bool { orders.isEmpty }

    /// How many decisions make the answer: one a sentence, and the one to stop where that is one.
    var decisions: Int { sentences.count + (endsByStop ? 1 : 0) }

    private static func order(
        of sentences: [Int], in reading: PassageReading, _ policy: ExtractivePolicy,
        using stream: inout RandomStream
    ) -> ([Int], Double) {
        var selection = Selection(reading)
        var remaining = Array(sentences.indices)
        var order: [Int] = []
        var logProposal = 0.0
        while !remaining.isEmpty {
            let candidates = selection.candidates
            let decision = policy.decide(selection, candidates)
            let logprobs = remaining.map { place in
                candidates.firstIndex(of: sentences[place]).map { decision.logProbabilities[$0] }
                    ?? -.infinity
            }
            let whole = logSum(logprobs)
            let drawn = stream.choose(weights: logprobs.map { Elementary.exp($0 - whole) })
            logProposal += logprobs[drawn] - whole
            order.append(remaining[drawn])
            selection.take(sentences[remaining[drawn]])
            remaining.remove(at: drawn)
        }
        return (order, logProposal)
    }

    // MARK: States and actions

    /// Adds every state and action on the way to the answer. Their number and order are those that
    /// ``logProbability(_:)`` takes.
    func add(to batch: inout ActionBatch) {
        if let kept { return batch.append(kept) }
        if orders.isEmpty { addSets(to: &batch) } else { addOrders(to: &batch) }
    }

    private func addSets(to batch: inout ActionBatch) {
        var selections = [Selection(reading)]
        let whole = 1 << sentences.count
        for set in 1..<whole {
            // In the order of the text: a set's state is the same to the last bit, whichever order led to it.
            let last = Int.bitWidth - 1 - set.leadingZeroBitCount
            var selection = selections[set & ~(1 << last)]
            selection.take(sentences[last])
            selections.append(selection)
        }
        for set in 0..<whole {
            let wanted = sentences.indices.filter { set & (1 << $0) == 0 }.map { sentences[$0] }
            add(selections[set], taking: wanted.isEmpty ? [Selection.stop] : wanted, to: &batch)
        }
    }

    private func addOrders(to batch: inout ActionBatch) {
        for order in orders {
            var selection = Selection(reading)
            for place in order.places {
                add(selection, taking: [sentences[place]], to: &batch)
                selection.take(sentences[place])
            }
            add(selection, taking: [Selection.stop], to: &batch)
        }
    }

    private func add(_ selection: Selection, taking actions: [Int], to batch: inout ActionBatch) {
        let candidates = selection.candidates
        if candidates.isEmpty { return }
        let state = batch.addState(rows: selection.rows(for: candidates))
        for action in actions {
            if let place = candidates.firstIndex(of: action) { batch.addAction(at: state, place: place) }
        }
    }

    // MARK: Summing

    /// The log-probability of the answer from those of the actions that ``add(to:)`` added, and its derivative by
    /// each of these: how probable the action is on the way to the answer.
    func logProbability(_ logprobs: ArraySlice<Double>) -> (value: Double, slopes: [Double]) {
        orders.isEmpty
            ? Self.sum(overSetsOf: sentences.count, endsByStop: endsByStop, Array(logprobs))
            : Self.sum(orders.map(\.logProposal), length: decisions, Array(logprobs))
    }

    /// The sum over all orders of `count` sentences, forwards and backwards over the sets. Actions: for each set,
    /// ascending as bits, each sentence that it lacks, ascending; the stop last.
    static func sum(overSetsOf count: Int, endsByStop: Bool, _ logprobs: [Double]) -> (
        value: Double, slopes: [Double]
    ) {
        let whole = (1 << count) - 1
        var first: [Int] = []
        var next = 0
        for set in 0...whole {
            first.append(next)
            next += count - set.nonzeroBitCount
        }
        func action(_ set: Int, _ place: Int) -> Int {
            // Sentences below `place` that the set lacks come before it.
            first[set] + place - (set & ((1 << place) - 1)).nonzeroBitCount
        }
        let places = 0..<count
        var forward = [0.0]
        for set in 1...whole {
            forward.append(
                logSum(
                    places.filter { set & (1 << $0) != 0 }.map {
                        let before = set & ~(1 << $0)
                        return forward[before] + logprobs[action(before, $0)]
                    }))
        }
        let stop = endsByStop ? logprobs[next] : 0
        var backward = [Double](repeating: stop, count: whole + 1)
        for set in (0..<whole).reversed() {
            backward[set] = logSum(
                places.filter { set & (1 << $0) == 0 }.map {
                    logprobs[action(set, $0)] + backward[set | 1 << $0]
                })
        }
        let value = forward[whole] + stop
        var slopes: [Double] = []
        for set in 0...whole {
            for place in places where set & (1 << place) == 0 {
                let path = forward[set] + logprobs[action(set, place)] + backward[set | 1 << place]
                slopes.append(Elementary.exp(path - value))
            }
        }
        if endsByStop { slopes.append(1) }
        return (value, slopes)
    }

    /// The estimate from orders that were drawn with these log-probabilities: log of the mean of π(order) /
    /// proposal(order). Actions: order after order, `length` each.
    static func sum(_ logProposals: [Double], length: Int, _ logprobs: [Double]) -> (
        value: Double, slopes: [Double]
    ) {
        let terms = logProposals.enumerated().map { index, logProposal in
            logprobs[index * length..<(index + 1) * length].reduce(0, +) - logProposal
        }
        let whole = logSum(terms)
        let slopes = terms.flatMap { term in
            [Double](repeating: Elementary.exp(term - whole), count: length)
        }
        return (whole - Elementary.log(Double(logProposals.count)), slopes)
    }
}

/// log Σ exp(terms), summed in their order; -∞ of nothing.
func logSum(_ terms: [Double]) -> Double {
    guard let largest = terms.max(), largest > -.infinity else { return -.infinity }
    var sum = 0.0
    for term in terms { sum += Elementary.exp(term - largest) }
    return largest + Elementary.log(sum)
}
