/// How many words of a source stand for one of its summary: Grusky et al. 2018, *Newsroom*; `nil` where the summary has
/// no word.
package func compression(of source: String, to summary: String) -> Double? {
    let words = wordCount(summary)
    return words == 0 ? nil : Double(wordCount(source)) / Double(words)
}
