/// The numbers by which a reward model judges an answer to a passage.
///
/// They are coarse on purpose: words are hashed into few buckets, counts are averaged or capped. A simulated
/// overseer's gold is computed exactly from the same texts, and a reward model that held the gold's own
/// functions would have nothing to learn and nothing to get wrong.
package enum RewardFeature: Int, CaseIterable, Sendable {
    /// Words by the limit.
    case length
    /// Words by the passage's words.
    case compression
    /// Sentences, by 5, at most 2.
    case sentences
    /// Mean words of a sentence, by 20.
    case sentenceLength
    /// The part of the idf mass of the passage's word buckets that the answer touches; a bucket weighs as much
    /// as the rarest word in it.
    case coverage
    /// The same for each part of the passage's words that it spends.
    case density
    /// The part of the passage's most salient words that the answer holds.
    case keywords
    /// The part of the passage's name buckets that the answer touches.
    case names
    /// Name mentions for each sentence, by 2.
    case nameRate
    /// Mean inverse document frequency of its content words.
    case rarity
    /// How much the passage leans on its content words: their mean log count there, each at most 1.5.
    case frequency
    /// Mean overlap of the content words of neighbouring sentences.
    case redundancy
    /// The part of its content words that repeat an earlier sentence of the answer.
    case repetition
    /// The part of its content words that earlier answers hold.
    case earlier
    /// The part of its sentences that open with a third-person pronoun.
    case pronouns
    /// 1 when the very first one does.
    case opensWithPronoun
    /// The part of its sentences that are speech.
    case quotes
    /// Mean place in the passage where its words are first used, from -1 to 1.
    case position
    /// The standard deviation of those places.
    case spread
    /// The part of its content words that the passage lacks.
    case foreign
    /// 1 above the leaves.
    case inner
    /// The passage's sentences, by 50, at most 2.
    case passageLength

    /// How many there are.
    package static var count: Int { allCases.count }
}
