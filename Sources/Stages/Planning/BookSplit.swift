import Artifacts

/// Which books belong to which split of a corpus.
///
/// Books are ordered by the digest of their name, so that a split does not follow the alphabet, is the same in every
/// pipeline unless a data set has a seed of its own, and a new book moves few others. A book is never in two splits.
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

    /// A cross-validation has fewer folds than that.
    package struct NoSuchFold: Error, Hashable, CustomStringConvertible {
        /// The fold that was asked for, from 1.
        package var fold: Int
        /// How many there are: the last splits of all of them have no book in common.
        package var folds: Int
        /// The books of the corpus, and those of its last split.
        package var books: Int
        /// The books of its last split.
        package var last: Int

        /// The sentence that is printed for it.
        package var description: String {
            "there is no fold \(fold): \(books) books, \(last) of them in the last split, make \(folds) folds"
        }
    }

    /// Names by split.
    ///
    /// - Parameters:
    ///   - names: every book of the corpus.
    ///   - parts: splits in the order written; a whole number is a count of books, a number below 1 a share.
    ///   - seed: another order of the books; `nil` for the one that all pipelines share.
    ///   - fold: from 1; in each the last split has other books, until all but a rest smaller than it have had their
    ///     turn.
    ///   - groups: the group of each book; books of one group are never parted, sizes are as near as that allows, and
    ///     over the folds every book is in the last split once.
    /// - Throws: ``TooFewBooks`` or ``NoSuchFold``.
    package static func assign(
        _ names: [String], to parts: [(name: String, amount: Double)], seed: UInt64? = nil, fold: Int = 1,
        groups: [String: String]? = nil
    ) throws -> [String: [String]] {
        if let groups { return try assign(names, to: parts, seed: seed, fold: fold, whole: groups) }
        var order = names.map { (rank(of: $0, seed: seed), $0) }.sorted { $0 < $1 }.map(\.1)
        let counts = try bookCounts(parts.map(\.amount), of: order.count)
        if fold > 1, let last = counts.last {
            let folds = order.count / last
            guard fold <= folds else {
                throw NoSuchFold(fold: fold, folds: folds, books: order.count, last: last)
            }
            let turned = (fold - 1) * last
            order = Array(order[turned...] + order[..<turned])
        }
        var taken = 0
        var result: [String: [String]] = [:]
        for (part, count) in zip(parts, counts) {
            result[part.name] = order[taken..<taken + count].sorted()
            taken += count
        }
        return result
    }

    /// Whole groups, the largest first, each to the fold that has fewest books; what is not this fold's last split goes
    /// to the others in order.
    private static func assign(
        _ names: [String], to parts: [(name: String, amount: Double)], seed: UInt64?, fold: Int,
        whole groups: [String: String]
    ) throws -> [String: [String]] {
        let counts = try bookCounts(parts.map(\.amount), of: names.count)
        guard let last = counts.last, let lastPart = parts.last else { return [:] }
        let folds = max(1, names.count / last)
        guard fold <= folds else {
            throw NoSuchFold(fold: fold, folds: folds, books: names.count, last: last)
        }
        let members = Dictionary(grouping: names) { groups[$0] ?? $0 }
        let ranked = members.map { (rank: rank(of: $0.key, seed: seed), books: $0.value.sorted()) }
            .sorted { ($1.books.count, $0.rank) < ($0.books.count, $1.rank) }
        // A last split of more than half of the books is no cross-validation: it is one bin, the rest another.
        var bins = [[[String]]](repeating: [], count: max(2, folds))
        for group in ranked {
            let sizes = bins.map { $0.joined().count }
            if folds == 1 {
                bins[sizes[0] < last ? 0 : 1].append(group.books)
            } else if let smallest = sizes.min(), let bin = sizes.firstIndex(of: smallest) {
                bins[bin].append(group.books)
            }
        }
        var result: [String: [String]] = [lastPart.name: bins[fold - 1].joined().sorted()]
        var rest = bins.indices.filter { $0 != fold - 1 }.flatMap { bins[$0] }[...]
        for (part, count) in zip(parts.dropLast(), counts.dropLast()) {
            var taken: [String] = []
            while let next = rest.first, taken.count < count || part.name == parts.dropLast().last?.name {
                taken += next
                rest.removeFirst()
            }
            result[part.name] = taken.sorted()
        }
        return result
    }

    private static func rank(of name: String, seed: UInt64?) -> Digest {
        guard let seed else { return Digest(of: name) }
        var bytes = CanonicalBytes(domain: "quire split")
        bytes.append(seed)
        bytes.append(name)
        return bytes.digest
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
