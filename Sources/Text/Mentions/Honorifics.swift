/// Grammatical gender and number as far as a word tells it.
package enum Gender: Hashable, Sendable, CaseIterable {
    /// Whom a title names: a man, a woman, or several people.
    case male, female, plural
    /// A person, but the word does not say whether he or she.
    case either
}

/// Titles before a name: they belong to the name but do not tell it apart.
enum Honorifics {
    /// The gender that a title tells, `.either` for titles of both; nil for a word that is no title.
    static func gender(of form: String) -> Gender? {
        male.contains(form) ? .male : female.contains(form) ? .female : either.contains(form) ? .either : nil
    }

    private static let male = list(
        """
        mr messrs sir lord king prince duke earl count baron squire father brother uncle monsieur mons signor signore
        don herr señor esq master emperor marquis abbé friar grandfather
        """)
    private static let female = list(
        """
        mrs miss ms lady queen princess duchess countess baroness sister aunt madame mme mademoiselle mlle madam
        signora signorina donna dame frau fräulein señora mistress empress marchioness mother grandmother
        """)
    private static let either = list(
        """
        dr doctor prof professor rev reverend hon captain capt colonel col general gen lieutenant lt sergeant sgt
        major maj admiral adm governor gov senator sen president pres judge justice inspector superintendent saint st
        bishop archbishop cardinal pope chancellor commander corporal private cousin dean deacon
        """)

    private static func list(_ words: String) -> Set<String> {
        Set(words.split { $0 == " " || $0 == "\n" }.map(String.init))
    }
}
