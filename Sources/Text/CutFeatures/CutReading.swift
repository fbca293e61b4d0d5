/// A book as what decides where to cut it reads it: its words once, and a row of features for each place.
package struct CutReading: Sendable {
    /// The places, in text order.
    package let places: CutPlaces
    /// How much of the book is seen at each place.
    package let view: CutView
    /// The features of all places, row by row: [places, columns of the view].
    package let rows: [Float]

    /// The features of neighbouring places, row by row.
    package func rows(_ places: Range<Int>) -> ArraySlice<Float> {
        rows[(places.lowerBound * view.columnCount)..<(places.upperBound * view.columnCount)]
    }

    /// Places without anything that can be seen there.
    package init(placesOnly places: CutPlaces) {
        (self.places, view) = (places, .place)
        rows = [Float](repeating: 0, count: places.all.count * view.columnCount)
    }

    /// Reads a book at its places. Time grows with the length of the book.
    package init(of book: Book, places: CutPlaces, view: CutView = .place) {
        (self.places, self.view) = (places, view)
        let words = words(in: book.text)
        var at: [Int] = []
        var word = 0
        for place in places.all {
            while word < words.count && words[word].span.start < place.offset { word += 1 }
            at.append(word)
        }
        let mentions = personMentions(in: book.text)
        let persons = PersonsAcross(mentions)
        let prose = ProseAcross(book, words: words, places: places)
        let vocabulary = VocabularyAcross(words)
        let cohesions = CutFeature.cohesion.map { vocabulary.cohesions(at: at, reach: $0) }
        let valleys = vocabulary.valleys(at: at, reaches: [100, 200])
        var rows = at.enumerated().map { index, word in
            persons.features(at: word) + prose.features(at: index, word: word)
                + cohesions.map { $0[index] } + valleys[index] + vocabulary.novelty(at: word)
        }
        if view == .book {
            let cues = ChapterCues(words: words, mentions: mentions, prose: prose)
            let cohesions = CutFeature.long.map { vocabulary.cohesions(at: at, reach: $0) }
            let valleys = vocabulary.valleys(at: at, reaches: [400, 800])
            for index in rows.indices {
                rows[index] += cues.features(at: at[index]) + cohesions.map { $0[index] } + valleys[index]
            }
            CutReading.rank(&rows)
        }
        self.rows = rows.flatMap { $0.map { Float($0) } }
    }

    /// Puts in the place of each value its rank in its column, from -1 to 1; equal values share the middle of theirs.
    static func rank(_ rows: inout [[Double]]) {
        guard let first = rows.first else { return }
        for column in first.indices {
            let order = rows.indices.sorted { rows[$0][column] < rows[$1][column] }
            var start = 0
            while start < order.count {
                let value = rows[order[start]][column]
                var end = start
                while end < order.count, rows[order[end]][column] == value { end += 1 }
                let rank = Double(start + end) / Double(order.count) - 1
                for index in order[start..<end] { rows[index][column] = rank }
                start = end
            }
        }
    }
}
