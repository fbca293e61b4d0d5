/// A text as numbers for the stems of its content words, in blocks of equally many words.
struct StemSequence {
    /// The stems of each block; equal stems have equal numbers.
    private var blocks: [[Int]] = []
    private var stemCount = 0
    /// The offset after each block's last word.
    private(set) var blockEnds: [Int] = []

    init(of text: String, blockWords: Int) {
        var numbersOfForms: [String: Int] = [:]
        var numbersOfStems: [String: Int] = [:]
        var block: [Int] = []
        var length = 0
        for word in words(in: text) {
            if let number = numbersOfForms[word.form] {
                if number >= 0 { block.append(number) }
            } else if Stopwords.contains(word.form) {
                numbersOfForms[word.form] = -1
            } else {
                let stem = PorterStemmer.stem(word.form)
                let number = numbersOfStems[stem] ?? numbersOfStems.count
                numbersOfStems[stem] = number
                numbersOfForms[word.form] = number
                block.append(number)
            }
            length += 1
            if length == blockWords {
                blocks.append(block)
                blockEnds.append(word.span.end)
                block = []
                length = 0
            }
        }
        stemCount = numbersOfStems.count
        if length > 0 {
            blocks.append(block)
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
        for stem in blocks.prefix(window).joined() { product += right.add(stem, 1) * left[stem] }
        return blocks.indices.map { gap in
            for stem in blocks[gap] {
                product += right.add(stem, -1) * left[stem]
                product += left.add(stem, 1) * right[stem]
            }
            if gap >= window {
                for stem in blocks[gap - window] { product += left.add(stem, -1) * right[stem] }
            }
            if gap + window < blocks.count {
                for stem in blocks[gap + window] { product += right.add(stem, 1) * left[stem] }
            }
            let norm = (Double(left.squares) * Double(right.squares)).squareRoot()
            return norm > 0 ? Double(product) / norm : 0
        }
    }

    /// Counts of stems, with the sum of their squares.
    private struct Counts {
        private var counts: [Int]
        private(set) var squares = 0

        init(size: Int) {
            counts = Array(repeating: 0, count: size)
        }

        subscript(stem: Int) -> Int { counts[stem] }

        /// Changes a count by 1 or -1 and returns the change.
        mutating func add(_ stem: Int, _ change: Int) -> Int {
            squares += 2 * change * counts[stem] + 1
            counts[stem] += change
            return change
        }
    }
}
