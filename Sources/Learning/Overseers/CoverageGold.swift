import Tensors
import Text

/// How much of a source an answer keeps, how little it repeats, and whether it can be read on its own.
///
///     score = 0.3 · names kept + 0.7 · events kept − 0.5 · redundancy − 0.3 · dangling
///
/// - names kept: over the words of the source's names, the share that occurs capitalised in the answer, each
///   weighted by idf · (1 + ln n) with n its mentions in the source; events kept: the same over the source's
///   content words (`Text.events`), by stem. Where the source lacks one of the two the other counts wholly.
/// - redundancy: the share of pairs of neighbouring content words that stood in the answer before.
/// - dangling: pronouns that nothing before them in the answer explains (`Text.orphanPronouns`), over all its
///   third-person pronouns, of which it is taken to have at least 5.
struct CoverageGold: Sendable {
    static let namesWeight = 0.3
    static let redundancyWeight = 0.5
    static let danglingWeight = 0.3
    private static let leastPronouns = 5

    private let names: Units
    private let events: Units

    init(source: String, statistics: WordStatistics) {
        var names = Units()
        for entity in entities(in: source) {
            for form in entity.key where !Stopwords.contains(form) {
                names.add(form, form: form, count: entity.mentions.count)
            }
        }
        var events = Units()
        for word in words(in: source) where Self.isEvent(word) {
            events.add(PorterStemmer.stem(word.form), form: word.form, count: 1)
        }
        names.weigh(statistics)
        events.weigh(statistics)
        self.names = names
        self.events = events
    }

    func score(_ answer: String) -> Double {
        let words = words(in: answer)
        let pronouns = orphanPronouns(in: answer)
        let dangling = Double(pronouns.orphans) / Double(max(pronouns.pronouns, Self.leastPronouns))
        return kept(words) - Self.redundancyWeight * Self.redundancy(words) - Self.danglingWeight * dangling
    }

    private func kept(_ words: [Word]) -> Double {
        let names = names.share { kept in
            for word in words where word.isCapitalised { kept(word.form, nil) }
        }
        let events = events.share { kept in
            for word in words where Self.isEvent(word) { kept(word.form, PorterStemmer.stem) }
        }
        guard let names else { return events ?? 0 }
        guard let events else { return names }
        return Self.namesWeight * names + (1 - Self.namesWeight) * events
    }

    private static func redundancy(_ words: [Word]) -> Double {
        let content = words.lazy.map(\.form).filter { !Stopwords.contains($0) }
        var seen: Set<[String]> = []
        var before: String?
        var pairs = 0
        for form in content {
            if let before {
                pairs += 1
                seen.insert([before, form])
            }
            before = form
        }
        return pairs == 0 ? 0 : 1 - Double(seen.count) / Double(pairs)
    }

    /// The rule of `Text.events`, for one word.
    private static func isEvent(_ word: Word) -> Bool {
        !word.isCapitalised && word.form.unicodeScalars.count >= 4 && !Stopwords.contains(word.form)
            && !word.form.utf8.allSatisfy { $0 < 0x40 }
    }
}

/// What a source has of one sort, with how much each weighs.
private struct Units: Sendable {
    /// The unit of each form seen in the source, and of each stem.
    private var places: [String: Int] = [:]
    private var stems: [String: Int] = [:]
    private var forms: [String] = []
    private var counts: [Int] = []
    private var weights: [Double] = []
    private var total = 0.0

    mutating func add(_ key: String, form: String, count: Int) {
        let place = stems[key] ?? forms.count
        if place == forms.count {
            stems[key] = place
            forms.append(form)
            counts.append(0)
        }
        places[form] = place
        counts[place] += count
    }

    mutating func weigh(_ statistics: WordStatistics) {
        weights = zip(forms, counts).map { statistics.idf($0) * (1 + Elementary.log(Double($1))) }
        for weight in weights { total += weight }
    }

    /// The weight of the units that `visit` names over that of all, each once; nil when there are none.
    func share(_ visit: ((String, ((String) -> String)?) -> Void) -> Void) -> Double? {
        guard total > 0 else { return nil }
        var isKept = [Bool](repeating: false, count: weights.count)
        visit { form, stem in
            if let place = places[form] ?? stem.flatMap({ stems[$0(form)] }) { isKept[place] = true }
        }
        var sum = 0.0
        for (weight, kept) in zip(weights, isKept) where kept { sum += weight }
        return sum / total
    }
}
