import Tensors

/// Turns texts into sets of sentences of their passages, reading each passage once.
///
/// The states on the way to an answer are the same in every epoch; they are kept as long as there is room.
struct Projecting {
    /// Texts that are not made of whole sentences and were brought near.
    private(set) var projected = 0
    private var passages: PassageReadings
    /// Answers whose probability needs no draw, by passage and sentences.
    private var known: [Chosen: AnswerLikelihood] = [:]
    private var answers = 0
    /// How many numbers of states may still be kept.
    private var room = Self.mostKept
    private let reference: ExtractivePolicy
    private let seed: RandomStream

    /// Numbers of states that are kept: a quarter of a gigabyte.
    private static let mostKept = 1 << 26

    private struct Chosen: Hashable {
        var passage: Int
        var sentences: [Int]
    }

    /// `policy` weighs the words of the passages; `reference` draws the orders of long answers.
    init(policy: ExtractivePolicy, reference: ExtractivePolicy, seed: RandomStream) {
        passages = PassageReadings(statistics: policy.statistics)
        self.reference = reference
        self.seed = seed.split(label: "orders")
    }

    /// The passages that were read, in order of first use.
    var readings: [PassageReading] { passages.all }

    /// The sentences that an answer's text stands for; nil where there is none that can be chosen.
    mutating func answer(_ text: String, to passage: Passage) -> AnswerLikelihood? {
        let place = passages.place(of: passage)
        let reading = passages.all[place]
        let exact = passage.exactProjection(of: text)
        let sentences = (exact ?? passage.projection(of: text)).filter(Set(reading.eligible).contains)
        answers += 1
        guard !sentences.isEmpty else { return nil }
        if exact != sentences { projected += 1 }
        let key = Chosen(passage: place, sentences: sentences.sorted())
        if let answer = known[key] { return answer }
        var answer = AnswerLikelihood(
            sentences, in: reading, reference: reference, seed: seed.split(label: UInt64(answers)))
        if room > 0 { room -= answer.keepStates() }
        if answer.isExact { known[key] = answer }
        return answer
    }
}
