/// How many third-person pronouns a text has, and how many of them nothing before them explains.
package struct PronounCount: Hashable, Codable, Sendable {
    /// Pronouns with no earlier name or noun for a person that fits.
    package var orphans: Int
    /// All third-person pronouns for persons.
    package var pronouns: Int

    /// Counts of pronouns that lack a person they could mean, and of all third-person pronouns.
    package init(orphans: Int, pronouns: Int) {
        self.orphans = orphans
        self.pronouns = pronouns
    }

    /// The share of orphans; 0 for a text without pronouns.
    package var rate: Double { pronouns == 0 ? 0 : Double(orphans) / Double(pronouns) }
}

/// Counts the third-person pronouns (he, she, they in all their forms; not *it*) of a passage that a reader of only
/// this passage cannot resolve.
///
/// A surface rule in the place of coreference: a pronoun is explained when a name, or a noun for a person (*the man*,
/// *his mother*), of fitting gender and number stands anywhere before it in the same text. Honorifics, first names
/// and nouns tell gender; who may be either is taken for he or she by the first pronoun that needs a person. *They*
/// needs a plural noun, or two persons. A name after *in* or *at* is a place.
package func orphanPronouns(in text: String) -> PronounCount {
    var count = PronounCount(orphans: 0, pronouns: 0)
    var known = Persons()
    var names = NameScanner.names(in: text)[...]
    var nameEnd = 0
    var before = ""
    for word in words(in: text) {
        if let name = names.first, name.span.start <= word.span.start {
            let isPlace = name.gender == nil && (before == "in" || before == "at")
            if !isPlace, let first = name.key.first {
                known.add(
                    name.gender ?? GivenNames.gender(of: first) ?? .either, called: name.key.last ?? first)
            }
            nameEnd = name.span.end
            names.removeFirst()
        }
        before = word.form
        if word.span.start < nameEnd { continue }
        if let gender = pronouns[word.form] {
            count.pronouns += 1
            if !known.explain(gender) { count.orphans += 1 }
        } else if let gender = PersonalNominals.gender(of: word.form) {
            known.add(gender, called: word.form)
        }
    }
    return count
}

private let pronouns: [String: Gender] = [
    "he": .male, "him": .male, "his": .male, "himself": .male, "he'd": .male, "he'll": .male,
    "she": .female, "her": .female, "hers": .female, "herself": .female, "she'd": .female, "she'll": .female,
    "they": .plural, "them": .plural, "their": .plural, "theirs": .plural, "themselves": .plural,
    "they'd": .plural,
    "they'll": .plural, "they're": .plural, "they've": .plural,
]

/// Who was named so far.
private struct Persons {
    private var isMaleKnown = false
    private var isFemaleKnown = false
    private var isPluralKnown = false
    /// Everybody by name or noun.
    private var called: Set<String> = []
    /// How many of them may still be he or she.
    private var undecided = 0

    mutating func add(_ gender: Gender, called name: String) {
        let isNew = called.insert(name).inserted
        switch gender {
        case .male: isMaleKnown = true
        case .female: isFemaleKnown = true
        case .either: undecided += isNew ? 1 : 0
        case .plural: isPluralKnown = true
        }
    }

    /// Whether somebody fits; decides for one who may be either when nobody else does.
    mutating func explain(_ gender: Gender) -> Bool {
        switch gender {
        case .male:
            if !isMaleKnown { isMaleKnown = decide() }
            return isMaleKnown
        case .female:
            if !isFemaleKnown { isFemaleKnown = decide() }
            return isFemaleKnown
        case .plural, .either: return isPluralKnown || called.count >= 2
        }
    }

    private mutating func decide() -> Bool {
        if undecided == 0 { return false }
        undecided -= 1
        return true
    }
}
