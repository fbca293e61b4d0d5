import Tensors
import Testing

@testable import Learning

/// The estimators of KL from drawn answers, held against the KL of all answers to a passage, which are few enough to count.
@Suite struct DivergenceTests {
    let policy: ExtractivePolicy
    let anchor: ExtractivePolicy
    let reading: PassageReading

    init() throws {
        func decided(_ seed: UInt64) throws -> ExtractivePolicy {
            var stream = RandomStream(seed: seed)
            let shape = Perceptron.Shape(inputs: CandidateFeature.count, hidden: 8)
            return try #require(
                ExtractivePolicy(
                    statistics: Samples.statistics, network: Perceptron(shape: shape, head: 1, using: &stream)
                ))
        }
        policy = try decided(3)
        anchor = try decided(4)
        // Six sentences of which at most three fit.
        let text = Samples.passages[0].sentences.prefix(6).map(\.text).joined(separator: " ")
        reading = policy.reading(of: Passage(text: text, limit: 12))
    }

    /// Σ p log(p / q) over all answers in all orders, and Σ of what is reached of each state times the KL there.
    private func enumerated() -> (answers: Int, whole: Double, byState: Double) {
        var (answers, whole, byState) = (0, 0.0, 0.0)
        func visit(_ selection: Selection, _ p: Double, _ q: Double) {
            let candidates = selection.candidates
            guard !candidates.isEmpty else {
                answers += 1
                whole += Elementary.exp(p) * (p - q)
                return
            }
            let rows = selection.rows(for: candidates)
            let (one, other) = (decision(policy, candidates, rows), decision(anchor, candidates, rows))
            byState += Elementary.exp(p) * one.kl(to: other)
            for (place, action) in candidates.enumerated() {
                let (nextP, nextQ) = (p + one.logProbabilities[place], q + other.logProbabilities[place])
                if action == Selection.stop {
                    answers += 1
                    whole += Elementary.exp(nextP) * (nextP - nextQ)
                } else {
                    var next = selection
                    next.take(action)
                    visit(next, nextP, nextQ)
                }
            }
        }
        visit(Selection(reading), 0, 0)
        return (answers, whole, byState)
    }

    private func decision(_ policy: ExtractivePolicy, _ candidates: [Int], _ rows: [Float]) -> Decision {
        Decision(candidates: candidates, logits: policy.network.forward(rows).outputs, temperature: 1)
    }

    @Test func `the sum of the KL of every state is the KL of whole answers`() {
        let all = enumerated()
        #expect(all.answers > 20)
        #expect(all.whole > 0.05)
        #expect(abs(all.whole - all.byState) < 1e-9)
    }

    @Test func `k1, k3 and the exact sum along drawn answers have the KL of whole answers as their mean`() {
        let truth = enumerated().whole
        var stream = RandomStream(seed: 11)
        let drawn = (0..<5_000).map { _ in
            Episode(of: policy, anchor: anchor, in: reading, temperature: 1, using: &stream).divergence
        }
        for estimates in [drawn.map(\.k1), drawn.map(\.k3), drawn.map(\.exact)] {
            let moments = Moments(estimates)
            let error = (moments.variance / Double(drawn.count)).squareRoot()
            #expect(abs(moments.mean - truth) < 4 * error, "\(moments.mean) for \(truth), \(error)")
        }
        #expect(drawn.allSatisfy { $0.k2 >= 0 && $0.k3 >= 0 && $0.exact >= 0 })
        #expect(drawn.contains { $0.k1 < 0 }, "k1 can be negative")
        let spread = { (estimates: [Double]) in Moments(estimates).variance }
        #expect(spread(drawn.map(\.exact)) < spread(drawn.map(\.k1)))
    }
}
