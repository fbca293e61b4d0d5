import Artifacts

/// The policies, or the decomposer, of a `train` stage as they were after one of its steps.
struct PolicySnapshot: Codable, Hashable, Sendable {
    /// After how many steps.
    var step: Int
    /// The policies; a set of one where a decomposer is trained.
    var models: ModelSet

    /// Where a training puts the list of its snapshots.
    static let port = "snapshots"

    /// Where a unit puts the model after a step.
    static func port(_ step: Int) -> String { "\(portPrefix)\(step)" }

    /// The step whose model stands at a port; nil for ports of other things.
    static func step(ofPort name: String) -> Int? {
        name.hasPrefix(portPrefix) ? Int(name.dropFirst(portPrefix.count)) : nil
    }

    private static let portPrefix = "after-step-"
}
