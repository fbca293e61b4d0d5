import Artifacts

/// What is to be removed from the ledger, and what changes hands.
package struct Removal: Sendable {
    /// Runs, with their stages.
    package var runs: [Int64] = []
    /// Work, by key: what needs other work before that.
    package var actions: [Digest] = []
    /// Blobs.
    package var blobs: [Digest] = []
    /// Keys of work whose checkpoint is not wanted.
    package var unfinished: [Digest] = []
    /// Work of a removed run that a kept one still wants, by key, and the kept run.
    package var adoptedActions: [Digest: Int64] = [:]
    /// Unfinished work of a removed run that a kept one still wants, by key, and the kept run.
    package var adoptedUnfinished: [Digest: Int64] = [:]

    /// Nothing yet.
    package init() {}
}
