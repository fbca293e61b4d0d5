import Text

/// The words of a passage while it is read: each gets an id when it is first used.
struct Lexicon {
    private(set) var words: [String] = []
    private(set) var ids: [String: Int32] = [:]
    private(set) var firstUse: [Int32] = []
    private var wasLowerCase: [Bool] = []
    private var wasCapitalisedInside: [Bool] = []

    /// Reads the words of the sentence with index `index` and notes their ids and its first word.
    mutating func read(_ raw: Substring, of index: Int, into sentence: inout Sentence) {
        var isFirst = true
        for word in Text.words(in: String(raw)) {
            let id: Int32
            if let known = ids[word.form] {
                id = known
            } else {
                id = Int32(words.count)
                ids[word.form] = id
                words.append(word.form)
                firstUse.append(Int32(index))
                wasLowerCase.append(false)
                wasCapitalisedInside.append(false)
            }
            if !word.isCapitalised {
                wasLowerCase[Int(id)] = true
            } else if !isFirst {
                wasCapitalisedInside[Int(id)] = true
            }
            let isPronoun = Sentence.thirdPerson.contains(word.form)
            if isPronoun { sentence.pronouns += 1 }
            if isFirst { sentence.opensWithPronoun = isPronoun }
            isFirst = false
            sentence.words.append(id)
        }
    }

    /// For each id, whether the word is not a stop word.
    var isContent: [Bool] { words.map { !Stopwords.contains($0) } }

    /// For each id, whether the word is a name by its looks: never in lower case, and with a capital somewhere
    /// inside a sentence.
    var isName: [Bool] {
        words.indices.map {
            wasCapitalisedInside[$0] && !wasLowerCase[$0] && !Stopwords.contains(words[$0])
        }
    }
}
