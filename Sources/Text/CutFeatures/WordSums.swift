/// How many words before each word are of a kind, so that those of any stretch are one subtraction.
struct WordSums {
    private var before: [Int32] = [0]

    /// Room for so many words.
    mutating func reserve(_ count: Int) { before.reserveCapacity(count + 1) }

    /// The next word, and whether it is of the kind.
    mutating func append(_ isOfKind: Bool) { before.append(before[before.count - 1] + (isOfKind ? 1 : 0)) }

    /// How many from one word to another are of the kind; what lies outside of the text holds none.
    func count(_ from: Int, _ to: Int) -> Int { Int(before[clamped(to)] - before[clamped(from)]) }

    /// Their share of the words there; 0 where there are none.
    func share(_ from: Int, _ to: Int) -> Double {
        let length = clamped(to) - clamped(from)
        return length > 0 ? Double(count(from, to)) / Double(length) : 0
    }

    private func clamped(_ word: Int) -> Int { min(before.count - 1, max(0, word)) }
}
