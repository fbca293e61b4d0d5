/// A text as numbers for the stems of its content words, in blocks of equally many words.
struct StemSequence {
    /// The stems of all blocks one behind another; equal stems have equal numbers.
    private var stems: [UInt32] = []
    /// Where each block's stems begin, and where the last one's end.
    private var starts = [0]
    private var stemCount = 0
    /// The offset after each block's last word.
    private(set) var blockEnds: [Int] = []

    init(of text: String, blockWords: Int) {
        var numbersOfForms: [String: Int] = [:]
        var numbersOfStems: [String: Int] = [:]
        var length = 0
        forEachWord(in: text) { word in
            if let number = numbersOfForms[word.form] {
                if number >= 0 { stems.append(UInt32(number)) }
            } else if Stopwords.contains(word.form) {
                numbersOfForms[word.form] = -1
            } else {
                let stem = PorterStemmer.stem(word.form)
                let number = numbersOfStems[stem] ?? numbersOfStems.count
                numbersOfStems[stem] = number
                numbersOfForms[word.form] = number
                stems.append(UInt32(number))
            }
            length += 1
            if length == blockWords {
                starts.append(stems.count)
                blockEnds.append(word.span.end)
                length = 0
            }
        }
        stemCount = numbersOfStems.count
        if length > 0 {
            starts.append(stems.count)
            blockEnds.append(text.utf8.count)
        }
    }

    /// For the gap after each block, the cosine between the counts of the `window` blocks before and after it; fewer
    /// at the text's ends.
    ///
    /// Counts are kept in integers while the window slides, so that every block is added and taken away once.
    func similarities(window: Int) -> [Double] {
        var left = Counts(size: stemCount)
        var right = Counts(size: stemCount)
        var product = 0
        for stem in stems[..<starts[min(window, count)]] { product += right.add(stem, 1) * left[stem] }
        return (0..<count).map { gap in
            for stem in block(gap) {
                product += right.add(stem, -1) * left[stem]
                product += left.add(stem, 1) * right[stem]
            }
            if gap >= window {
                for stem in block(gap - window) { product += left.add(stem, -1) * right[stem] }
            }
            if gap + window < count {
                for stem in block(gap + window) { product += right.add(stem, 1) * left[stem] }
            }
            let norm = (Double(left.squares) * Double(right.squares)).squareRoot()
            return norm > 0 ? Double(product) / norm : 0
        }
    }

    private var count: Int { starts.count - 1 }

    private func block(_ index: Int) -> ArraySlice<UInt32> { stems[starts[index]..<starts[index + 1]] }

    /// Counts of stems, with the sum of their squares.
    private struct Counts {
        private var counts: [Int]
        private(set) var squares = 0

        init(size: Int) {
            counts = Array(repeating: 0, count: size)
        }

        subscript(stem: UInt32) -> Int { counts[Int(stem)] }

        /// Changes a count by 1 or -1 and returns the change.
        mutating func add(_ stem: UInt32, _ change: Int) -> Int {
            squares += 2 * change * counts[Int(stem)] + 1
            counts[Int(stem)] += change
            return change
        }
    }
}
