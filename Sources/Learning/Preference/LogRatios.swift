import Tensors

/// Log-ratios log π - log reference of several answers in one pass, with what their gradient needs.
struct LogRatios: Sendable {
    private var batch = ActionBatch()
    private let forward: ActionBatch.Forward
    /// For each answer: its actions, and the derivative of its log-probability by each of these.
    private var parts: [(actions: Range<Int>, slopes: [Double])] = []
    /// log π - log reference of each answer.
    private(set) var values: [Double] = []

    /// The log-probabilities of answers under `policy`, less those that `reference` gave (0 where nothing is taken
    /// off).
    init(_ answers: [AnswerLikelihood], under policy: ExtractivePolicy, reference: [Double]? = nil) {
        var ranges: [Range<Int>] = []
        for answer in answers {
            let first = batch.count
            answer.add(to: &batch)
            ranges.append(first..<batch.count)
        }
        forward = batch.forward(policy.network, temperature: 1)
        for (index, range) in ranges.enumerated() {
            let one = answers[index].logProbability(forward.logprobs[range])
            parts.append((range, one.slopes))
            values.append(one.value - (reference?[index] ?? 0))
        }
    }

    /// The derivative by the parameters of `policy` of a loss whose derivative by each log-ratio is `slopes`.
    func gradient(of policy: ExtractivePolicy, slopes: [Double]) -> [Float] {
        var byAction = [Double](repeating: 0, count: batch.count)
        for (part, slope) in zip(parts, slopes) {
            for (action, share) in zip(part.actions, part.slopes) { byAction[action] = slope * share }
        }
        return batch.gradient(of: policy.network, forward, slopes: byAction, temperature: 1)
    }

    /// The log-probabilities of many answers under one policy, a few at a time.
    static func logProbabilities(
        of answers: [AnswerLikelihood], under policy: ExtractivePolicy
    ) -> [Double] {
        stride(from: 0, to: answers.count, by: 32).flatMap { start in
            LogRatios(Array(answers[start..<min(start + 32, answers.count)]), under: policy).values
        }
    }
}
