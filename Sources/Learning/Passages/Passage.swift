import Text

/// A node's question: the text to answer, what was answered before, and how long the answer may be.
///
/// Sentences and words are found once, here; a model adds only its own weights (`PassageReading`).
///
///     let passage = Passage(text: leaf, earlier: answersBefore, limit: 100)
///     let answer = policy.answer(passage, temperature: 0, using: &stream)
package struct Passage: Sendable {
    /// The direct input: a leaf's text, or the answers of the children joined by blank lines.
    package let text: String
    /// Answers before this node at the same depth, the oldest first.
    package let earlier: [String]
    /// The most words that an answer may have.
    package let limit: Int
    /// 0 at a leaf.
    package let height: Int
    /// The sentences of `text`, in order.
    package let sentences: [Sentence]
    /// Words in the text.
    package let wordCount: Int
    /// The distinct words of the text, in order of first use; a word's id is its place here.
    let vocabulary: [String]
    /// The ids of the words that are not stop words, ascending.
    let contentWords: [Int32]
    /// For each id, the sentence where the word is first used.
    let firstUse: [Int32]
    /// For each id, whether an earlier answer holds the word.
    let toldEarlier: [Bool]
    private let ids: [String: Int32]
    private let isContent: [Bool]
    private let isName: [Bool]

    /// A passage with its sentences found.
    package init(text: String, earlier: [String] = [], limit: Int, height: Int = 0) {
        self.text = text
        self.earlier = earlier
        self.limit = limit
        self.height = height
        var lexicon = Lexicon()
        var sentences: [Sentence] = []
        var startsParagraph = true
        let spans = Text.sentences(in: text)
        for (span, isHeading) in zip(spans, headings(in: text, sentences: spans)) {
            let raw = text[span]
            var sentence = Sentence(raw: raw)
            sentence.isHeading = isHeading
            lexicon.read(raw, of: sentences.count, into: &sentence)
            sentence.startsParagraph = startsParagraph
            let space = raw.reversed().prefix { $0.isWhitespace }
            sentence.endsParagraph = space.count { $0.isNewline } >= 2
            startsParagraph = sentence.endsParagraph
            sentences.append(sentence)
        }
        if !sentences.isEmpty { sentences[sentences.count - 1].endsParagraph = true }
        let isName = lexicon.isName
        let isContent = lexicon.isContent
        for index in sentences.indices {
            sentences[index].terms = Self.distinct(sentences[index].words) { isContent[Int($0)] }
            sentences[index].names = sentences[index].terms.filter { isName[Int($0)] }
        }
        var told = [Bool](repeating: false, count: lexicon.words.count)
        for answer in earlier {
            for form in terms(in: answer) {
                if let id = lexicon.ids[form] { told[Int(id)] = true }
            }
        }
        self.sentences = sentences
        wordCount = sentences.reduce(0) { $0 + $1.wordCount }
        vocabulary = lexicon.words
        contentWords = lexicon.words.indices.filter { isContent[$0] }.map(Int32.init)
        firstUse = lexicon.firstUse
        toldEarlier = told
        ids = lexicon.ids
        self.isContent = isContent
        self.isName = isName
    }

    /// The texts that a node above the leaves is asked about, as one: with a blank line between them.
    package static func joined(_ answers: [String]) -> String { answers.joined(separator: "\n\n") }

    /// What is asked: passages of equal keys are one.
    struct Key: Hashable {
        var text: String
        var earlier: [String]
        var limit: Int
        var height: Int
    }

    /// A passage by what is asked.
    init(_ key: Key) {
        self.init(text: key.text, earlier: key.earlier, limit: key.limit, height: key.height)
    }

    /// What is asked.
    var key: Key { Key(text: text, earlier: earlier, limit: limit, height: height) }

    /// The answer that consists of these sentences: in the order of the text, with a space between. With none,
    /// the shortest sentence (the first of equals) cut at the limit, so that an answer to a passage with words
    /// is never empty and never over the limit.
    package func answer(choosing choices: [Int]) -> Answer {
        if choices.isEmpty {
            let shortest = sentences.filter { $0.wordCount > 0 && !$0.isHeading }.min {
                $0.wordCount < $1.wordCount
            }
            let text = shortest.map { limit > 0 ? truncated($0.text, toWords: limit) : "" } ?? ""
            return Answer(text: text, choices: [])
        }
        return Answer(
            text: choices.sorted().map { sentences[$0].text }.joined(separator: " "), choices: choices)
    }

    /// The sentences of any answer's text: the passage's own where the answer consists of them, else counted
    /// anew with the passage's vocabulary.
    package func sentences(of answer: String) -> [Sentence] {
        if let indices = indices(of: answer) { return indices.map { sentences[$0] } }
        return Text.sentences(in: answer).map { span in
            var sentence = Sentence(raw: answer[span])
            for (place, form) in terms(in: sentence.text).enumerated() {
                if Sentence.thirdPerson.contains(form) {
                    sentence.pronouns += 1
                    if place == 0 { sentence.opensWithPronoun = true }
                }
                if let id = ids[form] {
                    sentence.words.append(id)
                } else if !Stopwords.contains(form) {
                    sentence.foreign += 1
                }
            }
            sentence.terms = Self.distinct(sentence.words) { isContent[Int($0)] }
            sentence.names = sentence.terms.filter { isName[Int($0)] }
            return sentence
        }
    }

    /// The indices of the passage's sentences that `answer` consists of, in the order of the text; nil when it
    /// is not made of whole sentences in that order.
    package func indices(of answer: String) -> [Int]? {
        let bytes = Array(answer.split(whereSeparator: \.isWhitespace).joined(separator: " ").utf8)
        var indices: [Int] = []
        var place = 0
        for (index, sentence) in sentences.enumerated() where place < bytes.count && sentence.wordCount > 0 {
            let end = place + sentence.text.utf8.count
            guard end <= bytes.count, end == bytes.count || bytes[end] == 0x20,
                bytes[place..<end].elementsEqual(sentence.text.utf8)
            else { continue }
            indices.append(index)
            place = end + 1
        }
        return place >= bytes.count && !indices.isEmpty ? indices : nil
    }

    private static func distinct(_ words: [Int32], where isWanted: (Int32) -> Bool) -> [Int32] {
        var sorted = words.filter(isWanted)
        sorted.sort()
        var distinct: [Int32] = []
        for word in sorted where distinct.last != word { distinct.append(word) }
        return distinct
    }
}

extension String {
    /// The characters of a span that begins and ends between scalars.
    subscript(span: Span) -> Substring {
        self[utf8.index(startIndex, offsetBy: span.start)..<utf8.index(startIndex, offsetBy: span.end)]
    }
}
