import Artifacts

/// Which books belong to which split of a corpus.
///
/// Books are ordered by the digest of their name, so that a split does not follow the alphabet, does not depend on
/// a seed, and a new book moves few others. A book is never in two splits.
package enum BookSplit {
    /// A corpus has too few books for its split.
    package struct TooFewBooks: Error, Hashable, CustomStringConvertible {
        /// The books that the split needs.
        package var needed: Int
        /// The books that the path matches.
        package var found: Int

        /// The sentence that is printed for it.
        package var description: String {
            "the split needs \(needed) books and the path matches \(found): ask for fewer, or give shares (0.8)"
        }
    }

    /// Names by split.
    ///
    /// - Parameters:
    ///   - names: every book of the corpus.
    ///   - parts: splits in the order written; a whole number is a count of books, a number below 1 a share.
    package static func assign(_ names: [String], to parts: [(name: String, amount: Double)])
        throws(TooFewBooks)
        -> [String: [String]]
    {
        let order = names.map { (Digest(of: $0), $0) }.sorted { $0 < $1 }.map(\.1)
        let counts = try bookCounts(parts.map(\.amount), of: order.count)
        var taken = 0
        var result: [String: [String]] = [:]
        for (part, count) in zip(parts, counts) {
            result[part.name] = order[taken..<taken + count].sorted()
            taken += count
        }
        return result
    }

    /// Counts first; shares of all books after them, rounded so that shares that sum to 1 leave no book out.
    private static func bookCounts(_ amounts: [Double], of total: Int) throws(TooFewBooks) -> [Int] {
        let shares = amounts.filter { $0 < 1 }
        let whole = amounts.filter { $0 >= 1 }.reduce(0) { $0 + Int($1) }
        let needed = whole + shares.count
        guard needed <= total else { throw TooFewBooks(needed: needed, found: total) }
        let room = total - whole
        var sum = 0.0
        var before = 0
        var sharesLeft = shares.count
        return amounts.map { amount in
            guard amount < 1 else { return Int(amount) }
            sum += amount
            sharesLeft -= 1
            // A share never rounds to nothing, and leaves a book for each share after it.
            let upTo = min(room - sharesLeft, max(before + 1, Int((sum * Double(total)).rounded())))
            defer { before = upTo }
            return upTo - before
        }
    }
}
