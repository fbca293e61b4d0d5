/// Where a text speaks of a person: by a name, a noun for persons, or a third-person pronoun.
package struct PersonMention: Hashable, Sendable {
    /// How a person is spoken of.
    package enum Kind: Hashable, Sendable {
        /// A capitalised name, with its title.
        case name
        /// A common noun: *the man*, *his mother*.
        case noun
        /// He, she or they in any form.
        case pronoun
    }

    /// How the person is spoken of.
    package var kind: Kind
    /// He, she or they as far as the words tell; `.either` where they do not.
    package var gender: Gender
    /// What tells this person from others: the name's last word, the noun, or the pronoun's form.
    package var key: String
    /// The index of its first word among the text's ``words(in:)``.
    package var word: Int
    /// The offset of its first byte.
    package var offset: Int
}

/// The persons that a text speaks of, in order.
///
/// A surface rule in the place of coreference: names by their capitals, nouns and pronouns by lists; honorifics, first
/// names and nouns tell gender. A name without a title after *in* or *at* is a place. *It* is no pronoun for persons.
package func personMentions(in text: String) -> [PersonMention] {
    var found: [PersonMention] = []
    var names = NameScanner.names(in: text)[...]
    var nameEnd = 0
    var before = ""
    for (index, word) in words(in: text).enumerated() {
        if let name = names.first, name.span.start <= word.span.start {
            let isPlace = name.gender == nil && (before == "in" || before == "at")
            if !isPlace, let first = name.key.first {
                found.append(
                    PersonMention(
                        kind: .name, gender: name.gender ?? GivenNames.gender(of: first) ?? .either,
                        key: name.key.last ?? first, word: index, offset: name.span.start))
            }
            nameEnd = name.span.end
            names.removeFirst()
        }
        before = word.form
        if word.span.start < nameEnd { continue }
        if let gender = pronouns[word.form] {
            found.append(
                PersonMention(
                    kind: .pronoun, gender: gender, key: word.form, word: index,
                    offset: word.span.start))
        } else if let gender = PersonalNominals.gender(of: word.form) {
            found.append(
                PersonMention(
                    kind: .noun, gender: gender, key: word.form, word: index,
                    offset: word.span.start))
        }
    }
    return found
}

private let pronouns: [String: Gender] = [
    "he": .male, "him": .male, "his": .male, "himself": .male, "he'd": .male, "he'll": .male,
    "she": .female, "her": .female, "hers": .female, "herself": .female, "she'd": .female, "she'll": .female,
    "they": .plural, "them": .plural, "their": .plural, "theirs": .plural, "themselves": .plural,
    "they'd": .plural,
    "they'll": .plural, "they're": .plural, "they've": .plural,
]
