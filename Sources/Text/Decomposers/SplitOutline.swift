/// A way to cut a passage as people are shown it: a line for each part, with its words, how it begins, and how its last
/// sentence begins.
///
///     1. 203 words: Call me Ishmael. … There now is your insular city of the Manhattoes,
package struct SplitOutline: Hashable, Sendable {
    /// The words of each part, in order.
    package var parts: [Int]
    /// The outline as it is shown.
    package var text: String

    /// The most words that are shown of a sentence.
    static let shown = 17

    /// The outline of a passage that is cut into these parts.
    package init(of passage: String, parts spans: [Span]) {
        var parts: [Int] = []
        var lines: [String] = []
        for (index, span) in spans.enumerated() {
            let part = String(passage.utf8(in: span))
            let sentences = sentences(in: part).map { SplitOutline.beginning(part.utf8(in: $0)) }
            let count = wordCount(part)
            parts.append(count)
            let ends = sentences.count > 1 ? [sentences[0], sentences[sentences.count - 1]] : sentences
            lines.append("\(index + 1). \(count) words: " + ends.joined(separator: " … "))
        }
        self.parts = parts
        text = lines.joined(separator: "\n")
    }

    /// Reads an outline back; nil for a text that is none.
    package init?(text: String) {
        var parts: [Int] = []
        for (index, line) in text.split(separator: "\n").enumerated() {
            let fields = line.split(separator: " ", maxSplits: 3)
            guard fields.count >= 3, fields[0] == "\(index + 1).", fields[2] == "words:",
                let words = Int(fields[1]), words > 0
            else { return nil }
            parts.append(words)
        }
        guard !parts.isEmpty else { return nil }
        (self.parts, self.text) = (parts, text)
    }

    /// The first words of a sentence on one line.
    private static func beginning(_ sentence: some StringProtocol) -> String {
        let line = sentence.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return truncated(line, toWords: shown)
    }

    /// The places at which the parts of a passage begin, the first left out: indices of the places with as many words
    /// before them.
    package func cuts(in places: CutPlaces) -> [Int] {
        var before = 0
        return parts.dropLast().compactMap { words in
            before += words
            let index = places.all.partitioningIndex { $0.words >= before }
            return index < places.all.count && places.all[index].words == before ? index : nil
        }
    }
}
