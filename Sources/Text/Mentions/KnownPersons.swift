/// Who was named so far, to tell whether the next pronoun has somebody to mean.
package struct KnownPersons: Sendable {
    private var isMaleKnown = false
    private var isFemaleKnown = false
    private var isPluralKnown = false
    /// Everybody by name or noun.
    private var called: Set<String> = []
    /// How many of them may still be he or she.
    private var undecided = 0

    /// Nobody.
    package init() {}

    /// Takes in the next mention; false for a pronoun that nobody before it fits.
    package mutating func meet(_ mention: PersonMention) -> Bool {
        if mention.kind == .pronoun { return explain(mention.gender) }
        let isNew = called.insert(mention.key).inserted
        switch mention.gender {
        case .male: isMaleKnown = true
        case .female: isFemaleKnown = true
        case .either: undecided += isNew ? 1 : 0
        case .plural: isPluralKnown = true
        }
        return true
    }

    /// Whether somebody fits; decides for one who may be either when nobody else does.
    private mutating func explain(_ gender: Gender) -> Bool {
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
