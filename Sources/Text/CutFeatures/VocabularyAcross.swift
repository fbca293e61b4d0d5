/// The vocabulary before and after a place: what goes on and what is new.
struct VocabularyAcross {
    /// A number for each word's stem; -1 for function words and words of one or two letters.
    private var stems: [Int] = []
    /// Whether each word's stem occurs for the first time.
    private var isNew: [Bool] = []
    private var stemCount = 0

    init(_ words: [Word]) {
        var numbersOfForms: [String: Int] = [:]
        var numbersOfStems: [String: Int] = [:]
        stems.reserveCapacity(words.count)
        isNew.reserveCapacity(words.count)
        for word in words {
            var number = numbersOfForms[word.form]
            var isFirst = false
            if number == nil {
                if Stopwords.contains(word.form) || word.form.utf8.count < 3 {
                    number = -1
                } else {
                    let stem = PorterStemmer.stem(word.form)
                    isFirst = numbersOfStems[stem] == nil
                    number = numbersOfStems[stem] ?? numbersOfStems.count
                    numbersOfStems[stem] = number
                }
                numbersOfForms[word.form] = number
            }
            stems.append(number ?? -1)
            isNew.append(isFirst)
        }
        stemCount = numbersOfStems.count
    }

    /// The cosines between the counts of stems on both sides, at each of ``CutFeature/cohesion``.
    func features(at word: Int) -> [Double] {
        CutFeature.cohesion.map { cohesion(at: word, reach: $0) }
    }

    /// How far the cohesion lies below that at the places around, about `reach` words to each side.
    func valleys(at words: [Int]) -> [[Double]] {
        let depths = [100, 200].map { reach -> [Double] in
            let values = words.map { cohesion(at: $0, reach: reach) }
            return words.indices.map { index in
                let left = words.partitioningIndex { $0 > words[index] - reach }
                let right = words.partitioningIndex { $0 >= words[index] + reach }
                let sides = [left, right].filter { $0 != index && $0 < words.count }.map { values[$0] }
                guard !sides.isEmpty else { return 0 }
                return sides.reduce(0, +) / Double(sides.count) - values[index]
            }
        }
        return words.indices.map { [depths[0][$0], depths[1][$0]] }
    }

    /// The share of content words within 100 words after, and before, that the text has for the first time.
    func novelty(at word: Int) -> [Double] {
        [word..<min(stems.count, word + 100), max(0, word - 100)..<word].map { range in
            let content = range.count { stems[$0] >= 0 }
            return content == 0 ? 0 : Double(range.count { isNew[$0] }) / Double(content)
        }
    }

    private func cohesion(at word: Int, reach: Int) -> Double {
        var left: [Int: Int] = [:]
        for index in max(0, word - reach)..<word where stems[index] >= 0 {
            left[stems[index], default: 0] += 1
        }
        var right: [Int: Int] = [:]
        for index in word..<min(stems.count, word + reach) where stems[index] >= 0 {
            right[stems[index], default: 0] += 1
        }
        var product = 0
        var (leftSquares, rightSquares) = (0, 0)
        for (stem, count) in left {
            product += count * right[stem, default: 0]
            leftSquares += count * count
        }
        for count in right.values { rightSquares += count * count }
        let norm = (Double(leftSquares) * Double(rightSquares)).squareRoot()
        return norm > 0 ? Double(product) / norm : 0
    }
}
