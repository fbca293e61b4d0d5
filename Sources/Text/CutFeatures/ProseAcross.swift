/// Sentences, paragraphs, speech and the narrator before and after a place.
struct ProseAcross {
    private let words: [Word]
    private let places: CutPlaces
    /// The first word of each sentence, ascending.
    private var sentenceStarts: [Int] = []
    /// The words that stand in sentences with speech, and that are a narrator's *I* or a pronoun.
    private(set) var speech = WordSums()
    private(set) var narrator = WordSums()
    private var pronouns = WordSums()
    /// Whether each sentence begins and ends with a quotation mark.
    private var opens: [Bool] = []
    private var closes: [Bool] = []
    /// The words of the paragraph that begins at or holds each place, and of the one before.
    private var paragraphs: [(this: Int, last: Int)] = []

    private static let narrators: Set<String> = [
        "i", "me", "my", "mine", "myself", "we", "us", "our", "i'd", "i'll", "i'm", "i've", "we'd", "we'll",
    ]
    private static let time: Set<String> = [
        "when", "then", "after", "before", "next", "now", "later", "soon", "meanwhile", "suddenly",
        "presently", "once", "afterwards", "morning", "evening", "night", "day", "one", "at",
    ]
    private static let timeNouns: Set<String> = [
        "morning", "evening", "night", "day", "days", "week", "weeks", "month", "months", "year", "years",
        "o'clock", "afternoon", "noon", "midnight", "dawn", "sunset", "spring", "summer", "autumn",
        "winter", "hour", "hours", "yesterday", "to-morrow", "tomorrow", "monday", "tuesday",
        "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    private static let conjunctions: Set<String> = [
        "but", "and", "so", "for", "yet", "however", "still", "thus", "therefore", "or", "nor",
    ]
    private static let determiners: Set<String> = ["a", "an", "the", "this", "that", "these", "those"]
    private static let thirdPersons: Set<String> = [
        "he", "him", "his", "himself", "she", "her", "hers", "herself", "they", "them", "their", "theirs",
        "themselves", "he'd", "he'll", "she'd", "she'll", "they'd", "they'll", "they're", "they've",
    ]

    init(_ book: Book, words: [Word], places: CutPlaces) {
        self.words = words
        self.places = places
        var word = 0
        withCharacters(of: book.text) { characters in
            for sentence in sentences(in: book.text) {
                let first = word
                while word < words.count && words[word].span.start < sentence.end { word += 1 }
                guard word > first else { continue }
                let marks = sentence.range.contains { Self.isDoubleQuote(characters, $0) }
                sentenceStarts.append(first)
                opens.append(
                    (max(sentence.start, 0)..<words[first].span.start).contains {
                        Self.isDoubleQuote(characters, $0)
                    })
                closes.append(
                    (words[word - 1].span.end..<sentence.end).contains { Self.isDoubleQuote(characters, $0) })
                for index in first..<word {
                    speech.append(marks)
                    narrator.append(Self.narrators.contains(words[index].form))
                    pronouns.append(Self.thirdPersons.contains(words[index].form))
                }
            }
        }
        let ends =
            [0] + places.all.filter { $0.kind.map { $0 >= .paragraph } ?? false }.map(\.words) + [
                places.total
            ]
        paragraphs = places.all.map { place in
            let next = ends.partitioningIndex { $0 > place.words }
            let end = next < ends.count ? ends[next] : places.total
            let start = next > 0 ? ends[next - 1] : 0
            let before = next > 1 ? ends[next - 2] : 0
            return (end - start, start - before)
        }
    }

    /// The columns of ``CutFeature`` from `begins-with-pronoun` to `length-of-last-paragraph`.
    func features(at place: Int, word: Int) -> [Double] {
        let sentence = sentenceStarts.partitioningIndex { $0 >= word }
        let end = sentence + 1 < sentenceStarts.count ? sentenceStarts[sentence + 1] : words.count
        let range = word..<max(word, end)
        let forms = range.map { words[$0].form }
        let first = forms.first ?? ""
        let isThird = forms.map(Self.thirdPersons.contains)
        let last = sentence > 0 ? word - sentenceStarts[sentence - 1] : word
        let kind = places.all[place].kind
        return [
            isThird.first == true, isThird.prefix(5).contains(true), isThird.contains(true),
        ].map(Self.number) + [Double(isThird.count { $0 })]
            + [
                Self.time.contains(first), Self.conjunctions.contains(first),
                Self.determiners.contains(first),
                Self.narrators.contains(first),
                word < words.count && words[word].isCapitalised && !Stopwords.contains(first)
                    && !CommonWords.contains(first),
                forms.prefix(15).contains(where: Self.timeNouns.contains),
                sentence < opens.count && opens[sentence], sentence > 0 && closes[sentence - 1],
            ].map(Self.number)
            + [logarithm(range.count), logarithm(last)]
            + [
                Double(narrator.count(word, word + 120)), Double(pronouns.count(word - 50, word)),
                Double(speech.count(word - 100, word)) / 100, Double(speech.count(word, word + 100)) / 100,
            ]
            + [
                Self.number(kind.map { $0 >= .paragraph } ?? false), Self.number(kind == .scene),
                logarithm(paragraphs[place].this), logarithm(paragraphs[place].last),
            ]
    }

    private static func number(_ flag: Bool) -> Double { flag ? 1 : 0 }

    private static func isDoubleQuote(_ characters: Characters, _ offset: Int) -> Bool {
        let byte = characters[offset]
        if byte == 0x22 || byte == 0x60 { return true }
        // “ and ” are E2 80 9C and 9D.
        return characters.isPunctuation(at: offset) && offset + 2 < characters.count
            && (characters[offset + 2] == 0x9C || characters[offset + 2] == 0x9D)
    }
}
