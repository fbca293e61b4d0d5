/// Classes of words that stand at the ends and beginnings of chapters.
enum CutCue: Int, CaseIterable {
    case time, day, weather, sleep, travel, place, death, letter, past, saying, reader

    /// What the classes' words are.
    private static let members: [CutCue: String] = [
        .time:
            "next following after afterwards later meanwhile ago since until during weeks week month months year years days hour hours",
        .day:
            "morning evening night afternoon noon midnight dawn sunrise sunset day breakfast dinner supper monday tuesday wednesday thursday friday saturday sunday o'clock spring summer autumn winter january february march april june july august september october november december",
        .weather:
            "rain snow sun sunshine wind storm cloud clouds fog mist sky moon moonlight stars cold warm bright dark darkness",
        .sleep:
            "sleep slept asleep bed dream dreams dreamed dreamt night awoke woke awake pillow rest good-night goodnight",
        .travel:
            "arrived arrival journey train carriage coach horse horses ship boat road station returned started drove rode travelled departure left went came set",
        .place:
            "house room street town city village london paris castle church school river hill valley country hotel garden shop office",
        .death:
            "dead death died die grave tears farewell good-bye goodbye gone alone forever end silence last",
        .letter: "letter dear sir madam yours obedient servant affectionate sincerely diary wrote written",
        .past: "had been was were",
        .saying: "said replied asked cried answered exclaimed returned whispered",
        .reader: "reader story chapter tale history narrative told tell",
    ]

    /// The classes of each word.
    static let cues: [String: [CutCue]] = {
        var cues: [String: [CutCue]] = [:]
        for cue in allCases {
            for word in (members[cue] ?? "").split(separator: " ") {
                cues[String(word), default: []].append(cue)
            }
        }
        return cues
    }()

    /// Words that sentences begin with, alike ones together; names and nouns are none of them.
    static let openings: [Set<String>] = [
        ["the"], ["a", "an"], ["it"], ["i"], ["my", "we", "our"], ["he"], ["she"], ["they"],
        ["his", "her", "their"], ["you", "your"], ["in", "within"], ["on", "upon"], ["at"],
        ["to", "from", "of"],
        ["for"], ["when", "while", "as"], ["after", "before", "since", "during", "until"],
        ["there"], ["then", "now", "so"], ["and", "but", "or", "nor", "yet"], ["if", "though", "although"],
        ["this", "that", "these", "those"], ["what", "how", "why", "who", "where", "which"],
        ["one", "once", "two", "three", "some", "many", "few"], ["mr", "mrs", "miss", "sir", "lady", "lord"],
        ["yes", "no", "well", "oh", "ah", "o"], ["not", "never", "nothing"], ["all", "every", "each"],
        ["had", "having", "being"], ["early", "late", "next", "about", "meanwhile"],
    ]
}
