/// How fast people judge, for planned and simulated minutes until real ones are measured.
///
/// Defaults from Wu et al. 2021, appendix E, at leaves of about 450 words and answers of about 100: 2.5 minutes
/// to read a leaf, 4 to write an answer, 1.5 to compare two answers once the leaf is read. They give 6.5
/// minutes a demonstration, and 2.3 a comparison when three pairs share one reading.
package struct OversightPace: Codable, Hashable, Sendable {
    /// Words of source and context read in a minute.
    package var reading = 180.0
    /// Words of an answer written in a minute.
    package var writing = 25.0
    /// Words of candidates weighed in a minute, each pair anew.
    package var weighing = 400.0 / 3

    /// Wu's pace.
    package init() {}

    /// The effort of reading a passage (source and context) and writing an answer to it.
    package func demonstration(passageWords: Int, writtenWords: Int) -> Effort {
        Effort(
            words: passageWords,
            minutes: Double(passageWords) / reading + Double(writtenWords) / writing)
    }

    /// The effort of each pair when all pairs of candidates are judged on one reading of the passage: the words
    /// read, and the minutes of the reading, are shared out among the pairs. Pairs are in the order (0, 1),
    /// (0, 2), …, (1, 2), …
    package func comparisons(passageWords: Int, candidateWords: [Int]) -> [Effort] {
        let pairs = PairJudgement.pairs(of: candidateWords.count)
        guard !pairs.isEmpty else { return [] }
        let words = passageWords + candidateWords.reduce(0, +)
        return pairs.enumerated().map { index, pair in
            let weighed = candidateWords[pair.first] + candidateWords[pair.second]
            return Effort(
                words: words * (index + 1) / pairs.count - words * index / pairs.count,
                minutes: Double(passageWords) / reading / Double(pairs.count) + Double(weighed) / weighing)
        }
    }
}
