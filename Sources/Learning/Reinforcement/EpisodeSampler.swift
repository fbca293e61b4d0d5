import Tensors

/// Draws answers to practise on, and has them judged. An episode's passage and random stream depend on its number
/// alone, so that neither interruptions nor the division into batches change what is drawn.
struct EpisodeSampler: Sendable {
    /// The passages where something can be chosen.
    let questions: [Question]
    private let anchor: ExtractivePolicy
    private let reward: RewardModel
    private let temperature: Double
    private let pessimism: Double
    private let seed: RandomStream

    /// A passage as policy and reward model see it.
    struct Question: Sendable {
        /// As the policy weighs its words.
        var policy: PassageReading
        /// As the reward does.
        var reward: PassageReading
    }

    /// A sampler of policies that descend from the practice's start. `pessimism` standard deviations of the reward's
    /// ensemble are taken off its mean.
    init(_ practice: Practice, temperature: Double, pessimism: Double, seed: RandomStream) {
        let (start, reward) = (practice.start, practice.reward)
        anchor = practice.anchor
        self.reward = reward
        self.temperature = temperature
        self.pessimism = pessimism
        self.seed = seed
        // Asked once: it compares the counts of all words.
        let sharesStatistics = reward.statistics == start.statistics
        questions = practice.passages.compactMap { passage in
            let reading = start.reading(of: passage)
            if reading.eligible.isEmpty { return nil }
            let judged = sharesStatistics ? reading : reward.reading(of: passage)
            return Question(policy: reading, reward: judged)
        }
    }

    /// The passage of each turn: the passages are gone through in a new order again and again.
    func places(of turns: Range<Int>) -> [Int] {
        var orders: [Int: [Int]] = [:]
        return turns.map { turn in
            let (pass, place) = turn.quotientAndRemainder(dividingBy: questions.count)
            var stream = seed.split(label: "pass \(pass)")
            let order = orders[pass] ?? stream.shuffled(Array(questions.indices))
            orders[pass] = order
            return order[place]
        }
    }

    /// An answer of `policy` to the passage at `place`, judged. `observe` gives a state's inputs of a value network.
    func sample(
        _ policy: ExtractivePolicy, episode number: Int, at place: Int,
        observe: (Selection, Question) -> [Float] = { _, _ in [] }
    ) -> Episode {
        let question = questions[place]
        var stream = seed.split(label: "episode").split(label: UInt64(number))
        var episode = Episode(
            of: policy, anchor: anchor, in: question.policy, temperature: temperature, using: &stream
        ) { observe($0, question) }
        let judged = reward.judge(Answer(text: "", choices: episode.choices), for: question.reward)
        episode.score = judged.score - pessimism * judged.spread
        return episode
    }
}
