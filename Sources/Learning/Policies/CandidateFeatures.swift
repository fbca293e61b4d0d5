/// The numbers by which an extractive policy compares what it could do next: take a sentence, or stop.
///
/// Each is brought to about unit scale by fixed constants, so that no statistics of the training data are
/// needed to read a model. The stop action has zeros where a number is about a sentence.
package enum CandidateFeature: Int, CaseIterable, Sendable {
    /// 1 for the stop action.
    case stop
    /// Words in the sentence, by 15, centred at one.
    case length
    /// Where in the passage it stands, from -1 to 1.
    case position
    /// 1 for the passage's first sentence.
    case first
    /// 1 where a paragraph begins.
    case paragraphStart
    /// 1 where a paragraph ends.
    case paragraphEnd
    /// Mean inverse document frequency of its content words.
    case rarity
    /// Its share of the passage's idf mass, by the mean share.
    case mass
    /// The share of the passage's idf mass that it would newly cover, by the mean share.
    case newMass
    /// The same for each word it costs, by the passage's own ratio.
    case newMassPerWord
    /// Like `newMass`, with each word's idf times 1 + ln n, n its sentences in the passage.
    case newSalience
    /// Like `newMassPerWord`, with the same weights.
    case newSaliencePerWord
    /// The part of its mass that is covered already.
    case redundancy
    /// The largest overlap (Jaccard, by mass) with one chosen sentence.
    case similarity
    /// The part of its mass that earlier answers hold.
    case earlier
    /// Names in it, by 2.
    case names
    /// Names that no chosen sentence holds, by 2.
    case newNames
    /// 1 when it opens with a third-person pronoun.
    case pronoun
    /// 1 when it opens so and the sentence before is not chosen.
    case orphan
    /// Third-person pronouns in it, by 2.
    case pronouns
    /// How much of it is quoted.
    case quote
    /// 1 when the sentence before is chosen.
    case afterChosen
    /// 1 when the sentence after is chosen.
    case beforeChosen
    /// Cosine with the passage as a whole.
    case centrality
    /// How much the passage leans on its words: mean count of its content words in the passage, logarithmic.
    case frequency
    /// The part of the limit that is used, before taking it.
    case used
    /// The part of the limit that would be left after taking it.
    case left
    /// The part of the passage's idf mass that is covered, before taking it.
    case covered
    /// Sentences chosen, by 4.
    case chosen
    /// 1 above the leaves, where the passage consists of answers.
    case inner

    /// How many there are.
    package static var count: Int { allCases.count }
}
