/// What happens in a text, as stems in order of first mention, each once.
///
/// A surface rule, not a parser: the lower-case words of four letters or more that are no function words, reduced by
/// ``PorterStemmer``, so that *escaped* and *escaping* are one event. It counts content verbs and nouns alike.
package func events(in text: String) -> [String] {
    var seen: Set<String> = []
    var found: [String] = []
    for word in words(in: text) where !word.isCapitalised && word.form.unicodeScalars.count >= 4 {
        if Stopwords.contains(word.form) || word.form.utf8.allSatisfy({ $0 < 0x40 }) { continue }
        let stem = PorterStemmer.stem(word.form)
        if seen.insert(stem).inserted { found.append(stem) }
    }
    return found
}
