import Artifacts
import GRDB

extension Ledger {
    /// Rows that one transaction of a removal deletes or changes, about: some 20 ms.
    package static let turn = 800

    /// Removes what is in `removal`, in many short transactions, between which others read and write.
    ///
    /// Whoever is killed in the middle leaves what is kept as it was: what needs other work goes before that work, and
    /// the runs go last, so that the next cleaning finds them again. Other processes that know by heart what is removed
    /// learn of it with their next `refresh()`, and before they build on it.
    ///
    /// - Parameters:
    ///   - inventory: what `removal` was chosen from.
    ///   - turn: rows that one transaction deletes or changes, about.
    ///   - sparing: the work, by key, and the blobs that must stay for what was recorded meanwhile.
    ///   - between: called after each transaction, with the part of all that is done.
    /// - Returns: the work, by key, and the blobs that were removed.
    package func remove(
        _ removal: Removal, from inventory: Inventory, turn: Int = Ledger.turn,
        sparing: (Additions) throws -> (work: Set<Digest>, blobs: Set<Digest>),
        between: (Double) throws -> Void = { _ in }
    ) throws -> (work: [Digest], blobs: [Digest]) {
        var process = RemovalProcess(removal, from: inventory)
        var turn = turn
        while process.done < 1 {
            let start = process.progress
            do {
                try write { try process.take(turn, in: $0, sparing: sparing) }
            } catch let error as LedgerError where error.isFull && turn > 1 {
                // What was removed so far made room in the file, but the log still holds it a second time.
                process.progress = start
                // Never none: a turn without a row would go on for ever.
                turn = max(1, turn / 4)
                try emptyLog()
                continue
            }
            try between(process.done)
        }
        try read { try load(from: $0) }
        return (process.progress.work, process.progress.blobs)
    }
}
