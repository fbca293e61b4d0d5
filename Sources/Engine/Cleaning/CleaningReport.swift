/// What a cleaning removed, or would remove, and what is left.
package struct CleaningReport: Sendable {
    /// Things of one kind that were removed.
    package struct Share: Hashable, Sendable {
        /// How many.
        package var count: Int
        /// Their bytes; 0 where they lie in the ledger.
        package var bytes: Int

        /// So many things with so many bytes.
        package init(count: Int = 0, bytes: Int = 0) { (self.count, self.bytes) = (count, bytes) }

        mutating func add(_ size: Int) {
            count += 1
            bytes += size
        }
    }

    /// What became of the pages of the ledger that are not used any more.
    package enum Pages: Hashable, Sendable {
        /// There were few.
        case few
        /// The file shrank.
        case returned
        /// They stay in the file, so many bytes of them, and are used again; the reason.
        case reused(Int, because: String)
    }

    /// Runs, oldest first.
    package var runs: [RunRecord] = []
    /// How many runs are kept.
    package var keptRuns = 0
    /// Units of work.
    package var units = Share()
    /// Blobs, those of the ledger among them.
    package var blobs = Share()
    /// Files of the store of which the ledger does not know.
    package var strays = Share()
    /// Folders of runs.
    package var runFolders = Share()
    /// Checkpoints that nobody wants.
    package var checkpoints = Share()
    /// Files that processes left when they died.
    package var leftovers = Share()
    /// Ledgers that were found damaged and put aside.
    package var damagedLedgers = Share()
    /// The ledger's unused pages.
    package var pages = Pages.few
    /// The workspace before.
    package var before: FolderSizes
    /// The workspace after; where nothing was removed yet, about what it would be.
    package var after: FolderSizes
    /// Where the workspace stays larger than it was to become: each pipeline, and about how many bytes its latest runs
    /// need. What several need counts for each.
    package var needs: [(name: String, bytes: Int)] = []
}
