import Artifacts

/// A piece of work that was done: what went in, what came out, when, and how long it took.
package struct ActionRecord: Hashable, Sendable {
    /// The digest of all that follows up to `seed`.
    package var key: Digest
    /// The operation's name.
    package var operation: String
    /// The operation's revision.
    package var revision: Int
    /// The operation's settings.
    package var settings: Value
    /// The digests of what it read, by port.
    package var inputs: [String: [Digest]]
    /// Where its random numbers began.
    package var seed: UInt64?
    /// What a person calls it; no part of the key.
    package var label: String
    /// What it gave.
    package var outputs: Outputs
    /// Blobs that it kept on the way, for work of its own.
    package var intermediates: [Digest]
    /// The run that it was first done in.
    package var run: Int64?
    /// Seconds since 1970.
    package var started: Double
    /// How long it took.
    package var seconds: Double

    /// All fields.
    package init(
        key: Digest, operation: String, revision: Int, settings: Value, inputs: [String: [Digest]],
        seed: UInt64?,
        label: String, outputs: Outputs, intermediates: [Digest] = [], run: Int64? = nil, started: Double = 0,
        seconds: Double = 0
    ) {
        self.key = key
        self.operation = operation
        self.revision = revision
        self.settings = settings
        self.inputs = inputs
        self.seed = seed
        self.label = label
        self.outputs = outputs
        self.intermediates = intermediates
        self.run = run
        self.started = started
        self.seconds = seconds
    }
}
