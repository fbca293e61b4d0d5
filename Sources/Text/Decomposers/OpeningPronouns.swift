/// The strong simple baseline for where to cut: no leaf should open with a pronoun whose person it has not named.
enum OpeningPronouns {
    /// How far after a cut a pronoun still counts, in words.
    static let reach = 40

    /// For each place the third-person pronouns for persons among the ``reach`` words after it that stand before any name;
    /// see ``personMentions(in:)``.
    static func counts(in book: Book, at places: CutPlaces) -> [Int] {
        let mentions = personMentions(in: book.text)
        var next = 0
        return places.all.map { place in
            while next < mentions.count && mentions[next].offset < place.offset { next += 1 }
            var pronouns = 0
            for mention in mentions[next...] {
                if mention.kind == .name || mention.word >= place.words + reach { break }
                if mention.kind == .pronoun { pronouns += 1 }
            }
            return pronouns
        }
    }
}
