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

    /// How far the cohesion at each reach lies below that at the places around, about that many words to each side.
    func valleys(at words: [Int], reaches: [Int]) -> [[Double]] {
        let depths = reaches.map { reach -> [Double] in
            let values = cohesions(at: words, reach: reach)
            return words.indices.map { index in
                let left = words.partitioningIndex { $0 > words[index] - reach }
                let right = words.partitioningIndex { $0 >= words[index] + reach }
                let sides = [left, right].filter { $0 != index && $0 < words.count }.map { values[$0] }
                guard !sides.isEmpty else { return 0 }
                return sides.reduce(0, +) / Double(sides.count) - values[index]
            }
        }
        return words.indices.map { index in depths.map { $0[index] } }
    }

    /// The share of content words within 100 words after, and before, that the text has for the first time.
    func novelty(at word: Int) -> [Double] {
        [word..<min(stems.count, word + 100), max(0, word - 100)..<word].map { range in
            let content = range.count { stems[$0] >= 0 }
            return content == 0 ? 0 : Double(range.count { isNew[$0] }) / Double(content)
        }
    }

    /// The cosine between the counts of stems on both sides of each of these words, ascending: both windows slide along.
    func cohesions(at words: [Int], reach: Int) -> [Double] {
        var left = [Int](repeating: 0, count: stemCount)
        var right = left
        var (product, leftSquares, rightSquares) = (0, 0, 0)
        func add(_ index: Int, _ step: Int, toLeft: Bool) {
            let stem = stems[index]
            guard stem >= 0 else { return }
            if toLeft {
                leftSquares += step * (2 * left[stem] + step)
                product += step * right[stem]
                left[stem] += step
            } else {
                rightSquares += step * (2 * right[stem] + step)
                product += step * left[stem]
                right[stem] += step
            }
        }
        // The windows are low..<middle and middle..<high.
        var (low, middle, high) = (0, 0, 0)
        return words.map { word in
            while high < min(stems.count, word + reach) {
                add(high, 1, toLeft: false)
                high += 1
            }
            while middle < word {
                add(middle, -1, toLeft: false)
                add(middle, 1, toLeft: true)
                middle += 1
            }
            while low < word - reach {
                add(low, -1, toLeft: true)
                low += 1
            }
            let norm = (Double(leftSquares) * Double(rightSquares)).squareRoot()
            return norm > 0 ? Double(product) / norm : 0
        }
    }
}
