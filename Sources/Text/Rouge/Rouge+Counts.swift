extension Rouge {
    /// Clipped counts in common, over the number of each side (at least 1).
    static func overlap<Gram: Hashable>(_ target: [Gram], _ prediction: [Gram]) -> Score {
        var counts: [Gram: Int] = [:]
        for gram in target { counts[gram, default: 0] += 1 }
        var common = 0
        for gram in prediction {
            guard let left = counts[gram], left > 0 else { continue }
            counts[gram] = left - 1
            common += 1
        }
        return Score(
            precision: Double(common) / Double(max(prediction.count, 1)),
            recall: Double(common) / Double(max(target.count, 1)))
    }

    /// Two words next to each other.
    struct Pair: Hashable {
        var first: Int
        var second: Int
    }

    static func pairs(_ tokens: [Int]) -> [Pair] {
        zip(tokens, tokens.dropFirst()).map { Pair(first: $0, second: $1) }
    }

    /// Union of longest common subsequences (Lin 2004, section 3.2), where a word counts at most as often as it
    /// occurs on each side, as in ROUGE-1.5.5 and unlike the paper.
    static func summaryLevel(_ target: [[Int]], _ prediction: [[Int]], vocabularySize: Int) -> Score {
        var targetCounts = [Int](repeating: 0, count: vocabularySize)
        var predictionCounts = targetCounts
        for token in target.joined() { targetCounts[token] += 1 }
        for token in prediction.joined() { predictionCounts[token] += 1 }
        let targetLength = target.reduce(0) { $0 + $1.count }
        let predictionLength = prediction.reduce(0) { $0 + $1.count }
        if targetLength == 0 || predictionLength == 0 { return .zero }
        var hits = 0
        for sentence in target {
            var matched = [Bool](repeating: false, count: sentence.count)
            for other in prediction { LongestCommonSubsequence.mark(&matched, sentence, other) }
            for (token, isMatched) in zip(sentence, matched)
            where isMatched && targetCounts[token] > 0 && predictionCounts[token] > 0 {
                hits += 1
                targetCounts[token] -= 1
                predictionCounts[token] -= 1
            }
        }
        return Score(
            precision: Double(hits) / Double(predictionLength), recall: Double(hits) / Double(targetLength))
    }
}
