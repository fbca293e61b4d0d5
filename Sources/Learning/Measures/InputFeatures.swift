import Text

extension Passage {
    /// The passage as an input, in numbers: the reward's features of the passage read as an answer to itself, in the
    /// order of `RewardFeature`. Those that compare answer and passage are constant then and say nothing.
    package func inputFeatures(statistics: WordStatistics) -> [Double] {
        PassageReading(self, statistics: statistics).rewardFeatures(of: sentences.filter { !$0.isHeading })
            .map(Double.init)
    }
}
