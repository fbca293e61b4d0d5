import Tensors
import Text

@testable import Learning

/// Small passages and a small world in which every test of this target learns.
enum Samples {
    static let text = """
        Alice met Bob near the river. He was carrying a lantern. "Where is the boat?" asked Alice. Bob pointed \
        at the reeds, where a grey boat lay hidden under branches. They rowed across before the moon rose.

        On the far bank the miller waited with two horses. Nobody spoke. The miller led them through the forest \
        to an old tower. Inside the tower Alice found her brother, pale and silent. She wept.
        """

    static let statistics = WordStatistics(passages: passages.map(\.text))

    /// Passages made of the same few sorts of sentences, in an order drawn from a seed.
    static let passages: [Passage] = (0..<24).map { index in
        var stream = RandomStream(seed: UInt64(index))
        let names = ["Alice", "Bob", "Clara", "Denis", "Emma", "Frank"]
        let things = ["lantern", "boat", "tower", "letter", "garden", "horse", "river", "castle", "mirror"]
        let deeds = ["found", "carried", "painted", "lost", "followed", "repaired", "burned"]
        let sentences = (0..<12).map { _ in
            let name = names[stream.below(names.count)]
            switch stream.below(3) {
            case 0: return "It was so."
            case 1:
                return "Then \(name) \(deeds[stream.below(7)]) the \(things[stream.below(9)]) and the "
                    + "\(things[stream.below(9)]) at once."
            default: return "He \(deeds[stream.below(7)]) it."
            }
        }
        return Passage(text: sentences.joined(separator: " "), limit: 25)
    }

    static func policy(seed: UInt64 = 1) -> ExtractivePolicy {
        var stream = RandomStream(seed: seed)
        return ExtractivePolicy(statistics: statistics, hidden: 8, using: &stream)
    }

    /// How many of the passage's sentences that name somebody are in the answer.
    static func gold(_ answer: String, _ passage: Passage) -> Double {
        Double(passage.sentences(of: answer).count { !$0.names.isEmpty })
    }

    static func demonstrations(_ count: Int) -> [AnsweredPassage] {
        passages.prefix(count).map { passage in
            let named = passage.sentences.indices.filter { !passage.sentences[$0].names.isEmpty }
            var words = 0
            let fitting = named.filter {
                words += passage.sentences[$0].wordCount
                return words <= passage.limit
            }
            return AnsweredPassage(passage: passage, text: passage.answer(choosing: fitting).text)
        }
    }

    static func comparisons(_ count: Int) -> [ComparedAnswers] {
        var stream = RandomStream(seed: 7)
        let policy = policy()
        return (0..<count).map { index in
            let passage = passages[index % passages.count]
            let first = policy.answer(passage, temperature: 1, using: &stream).text
            let second = policy.answer(passage, temperature: 1, using: &stream).text
            let difference = gold(first, passage) - gold(second, passage)
            return ComparedAnswers(
                passage: passage, first: first, second: second,
                preference: difference > 0 ? 1 : difference < 0 ? 0 : 0.5)
        }
    }

    static let reward: RewardModel = {
        var training = RewardTraining(
            statistics: statistics, comparisons: comparisons(200), demonstrations: demonstrations(5),
            seed: RandomStream(seed: 3))
        while !training.isFinished { _ = training.advance() }
        return training.model
    }()
}

extension Training {
    /// Steps until `step` steps are made.
    mutating func run(to step: Int) {
        while self.step < step && !isFinished { _ = advance() }
    }
}
