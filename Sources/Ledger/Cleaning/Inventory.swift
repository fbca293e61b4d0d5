import Artifacts

/// All that says what is wanted and what may go, as it stood at one moment.
package struct Inventory: Sendable {
    /// A unit of work that was done.
    package struct Action: Sendable {
        /// The ledger's number for it: higher for what was done later.
        package var id: Int64
        /// The work's key.
        package var key: Digest
        /// The run that it was first done in.
        package var run: Int64?
        /// The blobs that it read.
        package var inputs: [Digest] = []
        /// The blobs that it gave or kept on the way.
        package var gives: [Digest] = []
        /// The numbers of the work that it asked for.
        package var asked: [Int64] = []
        /// Whether it is from a time when nobody noted what work asked for.
        package var asksUnknown = false
        /// About how many bytes its rows take, without blobs.
        package var size: Int
    }

    /// A blob that is kept.
    package struct Blob: Sendable {
        /// Bytes.
        package var size: Int
        /// Whether it lies in the store rather than in the ledger.
        package var isFile: Bool
    }

    /// All work, oldest first.
    package var actions: [Action] = []
    /// All blobs.
    package var blobs: [Digest: Blob] = [:]
    /// The digests that stand in blobs which came from outside and may name others.
    package var mentions: [Digest: [Digest]] = [:]
    /// Blobs that have a name.
    package var references: [Digest] = []
    /// Blobs that runs hold until they end, by run.
    package var held: [Int64: [Digest]] = [:]
    /// The runs, newest first.
    package var runs: [RunRecord] = []
    /// The keys of the stages that a run had, by run.
    package var stages: [Int64: [Digest]] = [:]
    /// Work that saved a checkpoint, and the run that it last did so in.
    package var unfinished: [Digest: Int64?] = [:]
    /// Another one after each change by another process.
    var version: Int64 = 0
}
