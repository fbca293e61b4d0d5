import Artifacts

/// A finished unit of work on its way into the ledger, with all that is recorded together with it.
package struct Publication: Sendable {
    /// The work that was done, and what it gave.
    package let action: ActionRecord
    /// The blobs that it gave.
    package let blobs: [BlobRecord]
    /// The keys of the further work that it asked for.
    let asked: [Digest]
    let cleanings: Int64?
    let confirm: @Sendable () throws -> Void
    /// The settings and the inputs as they are written: made by who publishes, while others may write.
    let settings: String
    let inputs: String

    /// Everything that is recorded of one unit.
    ///
    /// - Parameters:
    ///   - cleanings: how often the workspace had been cleaned when the work began; nil where its inputs need not be
    ///     in the ledger.
    ///   - confirm: called inside the transaction, when nobody else removes anything; throws where a blob's file is
    ///     gone.
    package init(
        _ action: ActionRecord, blobs: [BlobRecord], asked: [Digest] = [], since cleanings: Int64? = nil,
        confirm: @escaping @Sendable () throws -> Void = {}
    ) {
        self.action = action
        self.blobs = blobs
        self.asked = asked
        self.cleanings = cleanings
        self.confirm = confirm
        settings = action.settings.json
        inputs = Value(inputs: action.inputs).json
    }
}

extension Value {
    fileprivate init(inputs: [String: [Digest]]) {
        self = .object(inputs.mapValues { .array($0.map { .string($0.description) }) })
    }
}
