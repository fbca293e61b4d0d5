import Text

/// The features of answers, each read once however many judgements are about it.
struct AnswerFeatures {
    private var readings: PassageReadings
    /// By the passage's place: the rows of each text.
    private var known: [[String: [Float]]] = []

    /// Features with the statistics of a model.
    init(statistics: WordStatistics) { readings = PassageReadings(statistics: statistics) }

    /// The rows of some answers to a passage, one after another, `RewardFeature.count` numbers each.
    mutating func features(of texts: [String], to passage: Passage) -> [Float] {
        let place = readings.place(of: passage)
        if place == known.count { known.append([:]) }
        return texts.flatMap { text in
            if let rows = known[place][text] { return rows }
            let rows = RewardModel.features(of: Answer(text: text), for: readings.all[place])
            known[place][text] = rows
            return rows
        }
    }
}
