/// Words with a full stop that does not, or not always, end a sentence. All in lower case, without the stop.
enum Abbreviations {
    /// Titles: a name follows.
    static let titles = list(
        """
        mr mrs ms messrs mssrs mesdames mx dr drs prof rev revd hon rt capt cpt col gen lt sgt maj cmdr cdr cpl adm
        gov sen rep pres supt insp det fr mme mmes mlle mons mgr msgr sr sra srta herr frau ven archbp bp
        """)

    /// Never the last word of a sentence.
    static let joining = list("vs viz cf ca approx esp incl i.e e.g ie eg sc")

    /// A number follows; before anything else they are words (*No. He would not.*).
    static let numbering = list(
        """
        no nos vol vols fig figs p pp ch chap chaps sec sect art ver par l ll lib bk pt app ex
        jan feb mar apr jun jul aug sep sept oct nov dec
        """)

    /// Go on with a name, or end the sentence: what follows decides.
    static let ambiguous = list(
        "st mt ft ave rd blvd co inc ltd corp jr sr esq bros ph.d m.d b.a m.a d.d u.s u.k d.c a.d b.c n.y al dept univ"
    )

    /// End the sentence when a capital follows.
    static let finalBeforeCapital = list("etc a.m p.m &c")

    /// Go before a number with a full stop in a heading: *CHAPTER IV. The Storm*.
    static let headingWords = list("chapter book part volume act scene canto letter section vol no stave")

    /// Tell that a quotation is being spoken by the name between.
    static let speechVerbs = list(
        """
        said cried asked exclaimed replied answered shouted whispered murmured muttered screamed yelled observed
        remarked inquired enquired demanded repeated gasped sobbed groaned says cries asks replies roared shrieked
        """)

    private static func list(_ words: String) -> Set<String> {
        Set(words.split { $0 == " " || $0 == "\n" }.map(String.init))
    }
}
