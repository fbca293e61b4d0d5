/// How many third-person pronouns a text has, and how many of them nothing before them explains.
package struct PronounCount: Hashable, Codable, Sendable {
    /// Pronouns with no earlier name or noun for a person that fits.
    package var orphans: Int
    /// All third-person pronouns for persons.
    package var pronouns: Int

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
/// *his mother*), of fitting gender and number stands anywhere before it in the same text. Honorifics and nouns tell
/// gender; a bare name fits *he* and *she*. *They* needs a plural noun, or two persons.
package func orphanPronouns(in text: String) -> PronounCount {
    var count = PronounCount(orphans: 0, pronouns: 0)
    var known = Persons()
    var names = NameScanner.names(in: text)[...]
    for word in words(in: text) {
        while let name = names.first, name.span.start < word.span.start {
            known.add(name.gender ?? .either, name: name.key.last)
            names.removeFirst()
        }
        if let gender = pronouns[word.form] {
            count.pronouns += 1
            if !known.explain(gender) { count.orphans += 1 }
        } else if let gender = PersonalNominals.gender(of: word.form) {
            known.add(gender, name: nil)
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
    private var male = false
    private var female = false
    private var either = false
    private var plural = false
    private var names: Set<String> = []
    private var nominals = 0

    mutating func add(_ gender: Gender, name: String?) {
        switch gender {
        case .male: male = true
        case .female: female = true
        case .either: either = true
        case .plural: plural = true
        }
        if let name { names.insert(name) } else { nominals += 1 }
    }

    func explain(_ gender: Gender) -> Bool {
        switch gender {
        case .male: male || either
        case .female: female || either
        case .plural, .either: plural || names.count + nominals >= 2
        }
    }
}
