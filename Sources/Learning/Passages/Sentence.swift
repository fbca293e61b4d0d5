import Text

/// A sentence of a passage or of an answer, counted once.
package struct Sentence: Hashable, Sendable {
    /// The sentence without white space around it and with single spaces inside.
    package var text: String
    /// Its words, as every limit counts them.
    package var wordCount: Int
    /// Its words as places in the passage's vocabulary, in order; a word that the passage lacks is left out.
    package var words: [Int32] = []
    /// The distinct content words among them, ascending.
    package var terms: [Int32] = []
    /// The names among `terms`.
    package var names: [Int32] = []
    /// Content words that the passage lacks; 0 for its own sentences.
    package var foreign = 0
    /// Whether the first word is a third-person pronoun.
    package var opensWithPronoun = false
    /// Third-person pronouns in it.
    package var pronouns = 0
    /// 1 when the whole sentence is speech, 0.5 when some of it is, 0 otherwise.
    package var quoted: Float = 0
    /// Whether it is a heading, a title or a credit, which no answer is made of.
    package var isHeading = false
    /// Whether a paragraph begins with it.
    package var startsParagraph = false
    /// Whether a paragraph ends with it.
    package var endsParagraph = false

    /// A sentence by its raw text; what depends on the passage's vocabulary is filled in by `Passage`.
    init(raw: Substring) {
        let pieces = raw.split(whereSeparator: \.isWhitespace)
        text = pieces.joined(separator: " ")
        wordCount = Text.wordCount(text)
        let speech = text.unicodeScalars.contains { "\"“”«»".unicodeScalars.contains($0) }
        if speech {
            let opens = text.unicodeScalars.first.map { "\"“«".unicodeScalars.contains($0) } ?? false
            let closes = text.unicodeScalars.last.map { "\"”»".unicodeScalars.contains($0) } ?? false
            quoted = opens && closes ? 1 : 0.5
        }
    }

    /// The pronouns that a reader cannot resolve without the sentence before.
    static let thirdPerson: Set<String> = [
        "he", "she", "it", "they", "him", "her", "them", "his", "hers", "its", "their", "theirs", "himself",
        "herself", "itself", "themselves",
    ]
}
