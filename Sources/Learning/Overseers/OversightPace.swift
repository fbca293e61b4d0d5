/// How fast people judge, for planned and simulated minutes until real ones are measured.
///
/// Defaults from Wu et al. 2021, appendix E, at leaves of about 450 words and answers of about 100: 2.5 minutes
/// to read a leaf, 4 to write an answer, 1.5 to compare two answers once the leaf is read. They give 6.5
/// minutes a demonstration, and 2.3 a comparison when three pairs share one reading. Of the other kinds Wu et al. say
/// nothing: they are taken to cost what the plan of a run (the language's `FeedbackKind.minutes`) says at an answer of
/// 100 words.
package struct OversightPace: Codable, Hashable, Sendable {
    /// Words of source and context read in a minute.
    package var reading = 180.0
    /// Words of an answer written in a minute.
    package var writing = 25.0
    /// Words of candidates weighed in a minute, each pair anew.
    package var weighing = 400.0 / 3
    /// Words of an answer rated in a minute.
    package var rating = 100.0
    /// Words of an answer criticised in a minute.
    package var criticising = 50.0
    /// Minutes to decide whether an answer may pass, once it is read.
    package var deciding = 0.2

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

    /// The effort of ordering candidates on one reading of the passage: as many weighings of neighbours as there are
    /// places, so that two cost a comparison.
    package func ranking(passageWords: Int, candidateWords: [Int]) -> Effort {
        let words = candidateWords.reduce(0, +)
        let count = Double(max(1, candidateWords.count))
        return Effort(
            words: passageWords + words,
            minutes: Double(passageWords) / reading + 2 * (count - 1) / count * Double(words) / weighing)
    }

    /// The effort of reading a passage and rating one answer.
    package func rating(passageWords: Int, answerWords: Int) -> Effort {
        judgement(passageWords, answerWords, minutes: Double(answerWords) / rating)
    }

    /// The effort of reading a passage and finding what is wrong with one answer.
    package func critique(passageWords: Int, answerWords: Int) -> Effort {
        judgement(passageWords, answerWords, minutes: Double(answerWords) / criticising)
    }

    /// The effort of finding what is wrong with an answer and writing what is new in its correction.
    package func correction(passageWords: Int, answerWords: Int, writtenWords: Int) -> Effort {
        judgement(
            passageWords, answerWords,
            minutes: Double(answerWords) / criticising + Double(writtenWords) / writing)
    }

    /// The effort of deciding whether an answer may pass.
    package func halt(passageWords: Int, answerWords: Int) -> Effort {
        judgement(passageWords, answerWords, minutes: deciding)
    }

    private func judgement(_ passageWords: Int, _ answerWords: Int, minutes: Double) -> Effort {
        Effort(words: passageWords + answerWords, minutes: Double(passageWords) / reading + minutes)
    }
}
