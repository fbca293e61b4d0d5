import Text

/// Passages as one model reads them, each read once however many examples are about it.
struct PassageReadings {
    /// What was read, in order of first use.
    private(set) var all: [PassageReading] = []
    private var places: [Passage.Key: Int] = [:]
    private let statistics: WordStatistics

    /// Readings with the statistics of a model.
    init(statistics: WordStatistics) { self.statistics = statistics }

    /// The place in ``all`` of a passage's reading.
    mutating func place(of passage: Passage) -> Int {
        let key = passage.key
        if let place = places[key] { return place }
        places[key] = all.count
        all.append(PassageReading(passage, statistics: statistics))
        return all.count - 1
    }

    /// A passage's reading.
    mutating func reading(of passage: Passage) -> PassageReading { all[place(of: passage)] }
}
