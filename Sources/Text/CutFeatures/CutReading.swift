/// A book as what decides where to cut it reads it: its words once, and a row of ``CutFeature`` for each place.
package struct CutReading: Sendable {
    /// The places, in text order.
    package let places: CutPlaces
    /// The features of all places, row by row: [places, ``CutFeature/count``].
    package let rows: [Float]

    /// Places without anything that can be seen there.
    package init(placesOnly places: CutPlaces) {
        self.places = places
        rows = [Float](repeating: 0, count: places.all.count * CutFeature.count)
    }

    /// Reads a book at its places. Time grows with the length of the book.
    package init(of book: Book, places: CutPlaces) {
        self.places = places
        let words = words(in: book.text)
        var at: [Int] = []
        var word = 0
        for place in places.all {
            while word < words.count && words[word].span.start < place.offset { word += 1 }
            at.append(word)
        }
        let persons = PersonsAcross(personMentions(in: book.text))
        let prose = ProseAcross(book, words: words, places: places)
        let vocabulary = VocabularyAcross(words)
        var rows = at.enumerated().map { index, word in
            persons.features(at: word) + prose.features(at: index, word: word)
                + vocabulary.features(at: word)
        }
        let valleys = vocabulary.valleys(at: at)
        for index in rows.indices { rows[index] += valleys[index] + vocabulary.novelty(at: at[index]) }
        self.rows = rows.flatMap { $0.map { Float($0) } }
    }
}
