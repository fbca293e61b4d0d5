import Artifacts

/// What somebody was about to build on has been removed by a cleaning since they learned of it.
package struct CollectedMeanwhile: Error, Hashable, CustomStringConvertible {
    /// The keys of work that is no longer recorded.
    package var work: [Digest]
    /// Inputs that are no longer kept.
    package var inputs: [Digest]
    /// Blobs kept on the way that are no longer kept.
    package var intermediates: [Digest]

    /// All fields.
    package init(work: [Digest] = [], inputs: [Digest] = [], intermediates: [Digest] = []) {
        self.work = work
        self.inputs = inputs
        self.intermediates = intermediates
    }

    /// The sentence that is printed for it.
    package var description: String {
        "what it builds on was removed meanwhile: "
            + (work + inputs + intermediates).prefix(3).map(\.short).joined(separator: ", ")
    }
}
