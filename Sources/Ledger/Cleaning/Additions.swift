import Artifacts

/// What others recorded since an inventory was taken, and what it needs.
package struct Additions: Sendable {
    /// The keys of stages.
    package var stages: [Digest] = []
    /// Work.
    package var actions: [Inventory.Action] = []
    /// Blobs that are held for a run, or have a name.
    package var blobs: [Digest] = []
    /// The digests that stand in those of these blobs that may name others.
    package var mentions: [Digest] = []

    var isEmpty: Bool { stages.isEmpty && actions.isEmpty && blobs.isEmpty }
}
