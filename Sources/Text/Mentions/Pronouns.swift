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
    var known = KnownPersons()
    for mention in personMentions(in: text) {
        if mention.kind == .pronoun { count.pronouns += 1 }
        if !known.meet(mention) { count.orphans += 1 }
    }
    return count
}
