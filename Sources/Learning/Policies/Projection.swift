extension Passage {
    /// The sentences that stand nearest to a text, in the order in which each adds most to the likeness.
    ///
    /// A text that consists of the passage's own sentences within the limit gives exactly those. Any other is
    /// approached greedily: while the mean of unigram and bigram F1 against the text rises, the sentence that
    /// raises it most is added (the first of equals), under the passage's word limit.
    package func projection(of demonstration: String) -> [Int] {
        let target = WordCounts(sentences(of: demonstration))
        let exact = exactProjection(of: demonstration)
        var remaining = exact ?? sentences.indices.filter { sentences[$0].wordCount > 0 }
        var chosen: [Int] = []
        var counts = WordCounts([])
        var words = 0
        var likeness = 0.0
        while true {
            var best: (index: Int, likeness: Double)?
            for index in remaining where words + sentences[index].wordCount <= limit {
                let candidate = counts.likeness(to: target, adding: sentences[index])
                if candidate > best?.likeness ?? -1 { best = (index, candidate) }
            }
            guard let best, exact != nil || best.likeness > likeness else { return chosen }
            chosen.append(best.index)
            counts.add(sentences[best.index])
            words += sentences[best.index].wordCount
            likeness = best.likeness
            remaining.removeAll { $0 == best.index }
        }
    }

    /// The sentences that a text consists of, in the order of the passage; nil where it is not made of whole
    /// sentences of the passage in that order, or is over the limit.
    func exactProjection(of text: String) -> [Int]? {
        indices(of: text).flatMap { indices in
            indices.reduce(0) { $0 + sentences[$1].wordCount } <= limit ? indices : nil
        }
    }
}

/// How often each word and each pair of neighbours occurs in some sentences, as ids of a passage.
private struct WordCounts {
    private var counts: [Int64: Int] = [:]
    private var words = 0
    private var pairs = 0

    init(_ sentences: [Sentence]) {
        for sentence in sentences { add(sentence) }
    }

    mutating func add(_ sentence: Sentence) {
        for gram in Self.grams(sentence) { counts[gram, default: 0] += 1 }
        words += sentence.words.count + sentence.foreign
        pairs += max(sentence.words.count - 1, 0)
    }

    /// The mean of unigram and bigram F1 between `target` and these counts with one more sentence.
    func likeness(to target: WordCounts, adding sentence: Sentence) -> Double {
        var union = self
        union.add(sentence)
        var (sharedWords, sharedPairs) = (0, 0)
        for (gram, count) in union.counts {
            let shared = min(count, target.counts[gram] ?? 0)
            if gram < 1 << 32 { sharedWords += shared } else { sharedPairs += shared }
        }
        let ofWords = Self.f1(sharedWords, union.words, target.words)
        let ofPairs = Self.f1(sharedPairs, union.pairs, target.pairs)
        return (ofWords + ofPairs) / 2
    }

    private static func f1(_ shared: Int, _ first: Int, _ second: Int) -> Double {
        first + second == 0 ? 0 : 2 * Double(shared) / Double(first + second)
    }

    /// Words are their ids, pairs have the first word's id plus one in the upper half.
    private static func grams(_ sentence: Sentence) -> [Int64] {
        let words = sentence.words.map(Int64.init)
        return words + zip(words, words.dropFirst()).map { ($0 + 1) << 32 | $1 }
    }
}
