/// What chapters end and begin with, and what changes over longer stretches around a place.
///
/// No letter's case is looked at but through the persons of the text, and no mark but those around speech.
struct ChapterCues {
    /// How far one looks for a change of who speaks, tells and is met, in words; twice as far back for the last.
    private static let reach = 300
    /// How far one looks for what a chapter ends or begins with, in words.
    private static let edge = 40

    private var classes: [WordSums]
    private let words: [Word]
    private let mentions: [PersonMention]
    /// For each mention the words since the person was mentioned before.
    private var absences: [Int] = []
    private let prose: ProseAcross

    init(words: [Word], mentions: [PersonMention], prose: ProseAcross) {
        (self.words, self.prose) = (words, prose)
        self.mentions = mentions.filter { $0.kind != .pronoun }
        var last: [String: Int] = [:]
        for mention in self.mentions {
            absences.append(mention.word - (last[mention.key] ?? -20_000))
            last[mention.key] = mention.word
        }
        classes = [WordSums](repeating: WordSums(), count: CutCue.allCases.count)
        for index in classes.indices { classes[index].reserve(words.count) }
        for word in words {
            let cues = CutCue.cues[word.form, default: []]
            for cue in CutCue.allCases { classes[cue.rawValue].append(cues.contains(cue)) }
        }
    }

    /// The columns of ``CutFeature/chapters`` up to those of vocabulary.
    func features(at word: Int) -> [Double] {
        let (reach, edge) = (Self.reach, Self.edge)
        var row: [Double] = []
        for sums in [prose.speech, prose.narrator] {
            let (before, after) = (sums.share(word - reach, word), sums.share(word, word + reach))
            row += [before, after, abs(before - after)]
        }
        row += persons(at: word)
        for cue in CutCue.allCases {
            let sums = classes[cue.rawValue]
            row += [sums.share(word, word + edge), sums.share(word - edge, word)]
        }
        let first = word < words.count ? words[word].form : ""
        return row + CutCue.openings.map { $0.contains(first) ? 1 : 0 }
    }

    /// Who comes back, who is new and who has gone.
    private func persons(at word: Int) -> [Double] {
        let start = mentions.partitioningIndex { $0.word >= word }
        let end = mentions.partitioningIndex { $0.word >= word + Self.reach }
        let before = mentions.partitioningIndex { $0.word >= word - 2 * Self.reach }
        let last = Set(mentions[before..<start].map(\.key))
        let next = mentions[start..<end]
        let strangers = next.count { !last.contains($0.key) }
        let keys = Set(next.map(\.key))
        let first = start < absences.count ? absences[start] : 0
        // How long those who are met next were away, at most, counted to the place itself.
        let longest = zip(next, absences[start..<end]).map { $1 - ($0.word - word) }.max() ?? 0
        return [
            next.isEmpty ? 0 : Double(strangers) / Double(next.count),
            last.isEmpty ? 0 : Double(last.subtracting(keys).count) / Double(last.count),
            logarithm(first), logarithm(longest), logarithm(next.count),
        ]
    }
}
