import Tensors

/// Turns texts into sets of sentences of their passages, reading each passage once.
struct Projecting {
    /// Texts that are not made of whole sentences and were brought near.
    private(set) var projected = 0
    /// The passages that were read, in order of first use.
    private(set) var readings: [PassageReading] = []
    private var places: [Key: Int] = [:]
    private var answers = 0
    private let policy: ExtractivePolicy
    private let reference: ExtractivePolicy
    private let seed: RandomStream

    private struct Key: Hashable {
        var text: String
        var earlier: [String]
        var limit: Int
        var height: Int
    }

    /// `policy` weighs the words of the passages; `reference` draws the orders of long answers.
    init(policy: ExtractivePolicy, reference: ExtractivePolicy, seed: RandomStream) {
        self.policy = policy
        self.reference = reference
        self.seed = seed.split(label: "orders")
    }

    /// The sentences that an answer's text stands for; nil where there is none that can be chosen.
    mutating func answer(_ text: String, to passage: Passage) -> AnswerLikelihood? {
        let reading = reading(of: passage)
        let exact = passage.exactProjection(of: text)
        let sentences = (exact ?? passage.projection(of: text)).filter(Set(reading.eligible).contains)
        answers += 1
        guard !sentences.isEmpty else { return nil }
        if exact != sentences { projected += 1 }
        return AnswerLikelihood(
            sentences, in: reading, reference: reference, seed: seed.split(label: UInt64(answers)))
    }

    private mutating func reading(of passage: Passage) -> PassageReading {
        let key = Key(
            text: passage.text, earlier: passage.earlier, limit: passage.limit, height: passage.height)
        if let place = places[key] { return readings[place] }
        places[key] = readings.count
        readings.append(policy.reading(of: passage))
        return readings[readings.count - 1]
    }
}
