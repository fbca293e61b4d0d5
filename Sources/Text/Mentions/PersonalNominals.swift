/// Common nouns for persons and groups of persons, to which a pronoun may refer.
enum PersonalNominals {
    /// The gender and number of a noun; nil when it is not one for persons.
    static func gender(of form: String) -> Gender? { genders[form] }

    private static let genders: [String: Gender] = {
        var genders: [String: Gender] = [:]
        for (gender, words) in lists {
            for word in words.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
                genders[String(word)] = gender
            }
        }
        return genders
    }()

    private static let lists: [(Gender, String)] = [
        (
            .male,
            """
            man boy gentleman father brother son husband uncle nephew grandfather grandson king prince duke lord sir
            monk priest papa dad fellow lad chap widower bridegroom waiter actor landlord footman butler policeman
            fisherman clergyman nobleman sailor soldier shepherd coachman groom workman madman bachelor squire earl
            baron count emperor steward abbot friar stepfather godfather fiance countryman seaman
            """
        ),
        (
            .female,
            """
            woman girl lady mother sister daughter wife aunt niece grandmother granddaughter queen princess duchess
            nun mama mamma mum maid widow bride waitress actress landlady governess housekeeper mistress maiden
            stepmother godmother lass nurse heroine hostess housemaid countess sweetheart madam
            """
        ),
        (
            .either,
            """
            person child baby infant friend stranger doctor captain colonel general lieutenant sergeant major servant
            master teacher pupil student cousin neighbour neighbor guest host visitor prisoner thief murderer lawyer
            judge officer clerk driver writer author poet artist painter player singer traveller merchant farmer
            peasant beggar patient physician surgeon lover enemy parent orphan cook pilot scientist engineer professor
            president guard leader chief boss agent spy crewman companion creature youth somebody someone anybody
            anyone nobody everybody everyone hero villain victim detective inspector
            """
        ),
        (
            .plural,
            """
            men boys gentlemen fathers brothers sons husbands uncles nephews kings princes lords monks priests fellows
            lads sailors soldiers shepherds women girls ladies mothers sisters daughters wives aunts nieces queens
            maids widows nurses persons people children babies infants friends strangers doctors officers servants
            masters teachers pupils students cousins neighbours neighbors guests visitors prisoners thieves murderers
            lawyers judges clerks drivers writers authors poets artists players singers travellers merchants farmers
            peasants beggars patients lovers enemies parents orphans pilots scientists engineers guards leaders chiefs
            agents spies companions creatures youths folk folks family crowd couple pair crew army party company
            inhabitants villagers natives others both group mob police passengers workmen policemen fishermen heroes
            """
        ),
    ]
}
