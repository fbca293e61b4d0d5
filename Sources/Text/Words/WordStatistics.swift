/// In how many passages each word occurs, from which follows how much a word tells about a passage.
///
/// Statistics of several corpora can be merged; the encoding is sorted, so equal statistics have equal bytes.
package struct WordStatistics: Hashable, Sendable {
    /// The number of passages counted (N).
    package private(set) var passages: Int
    /// For each word (see ``Word/form``) the number of passages that hold it at least once.
    package private(set) var frequencies: [String: Int]

    /// Counts the words of passages.
    package init(passages: [String] = []) {
        self.passages = 0
        frequencies = [:]
        for passage in passages { add(passage) }
    }

    /// Counts the words of one more passage.
    package mutating func add(_ passage: String) {
        passages += 1
        var seen: Set<String> = []
        forEachWord(in: passage) { word in
            if seen.insert(word.form).inserted { frequencies[word.form, default: 0] += 1 }
        }
    }

    /// The number of passages that hold a word; 0 for a word never seen.
    package func documentFrequency(_ form: String) -> Int { frequencies[form] ?? 0 }

    /// The smoothed inverse document frequency: ln((N + 1) / (df + 1)) + 1, at least 1.
    package func idf(_ form: String) -> Double {
        naturalLogarithm(Double(passages + 1) / Double(documentFrequency(form) + 1)) + 1
    }

    /// The statistics of both sets of passages together.
    package func merging(_ other: WordStatistics) -> WordStatistics {
        var sum = self
        sum.passages += other.passages
        sum.frequencies.merge(other.frequencies, uniquingKeysWith: +)
        return sum
    }
}

extension WordStatistics: Codable {
    private enum CodingKeys: String, CodingKey { case passages, words, counts }
    /// More passages than can ever be counted.
    private static let most = 1 << 50

    /// Reads the coded form; throws `DecodingError` where it is not one.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        passages = try container.decode(Int.self, forKey: .passages)
        let words = try container.decode([String].self, forKey: .words)
        let counts = try container.decode([Int].self, forKey: .counts)
        guard words.count == counts.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .counts, in: container,
                debugDescription:
                    "\(words.count) words but \(counts.count) counts; there must be one count a word")
        }
        guard ([passages] + counts).allSatisfy({ (0...Self.most).contains($0) }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .counts, in: container, debugDescription: "A count is from 0 to \(Self.most).")
        }
        guard Set(words).count == words.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .words, in: container, debugDescription: "A word stands twice.")
        }
        frequencies = Dictionary(zip(words, counts)) { first, _ in first }
    }

    /// Two lists, words in order of their UTF-8 and their counts.
    package func encode(to encoder: any Encoder) throws {
        let words = frequencies.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(passages, forKey: .passages)
        try container.encode(words, forKey: .words)
        try container.encode(words.map(documentFrequency), forKey: .counts)
    }
}
