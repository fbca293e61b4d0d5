/// Something that happened to a unit of work, for progress bars and logs.
///
/// Events are delivered on whichever thread they happen on: take them quickly.
package struct EngineEvent: Sendable {
    /// What happened.
    package enum Kind: Sendable {
        /// Its operation began to run.
        case started
        /// Its result was known already.
        case hit
        /// Its result was published, so many seconds after it began.
        case finished(seconds: Double)
        /// Its operation failed, or a unit that it asked for did.
        case failed(message: String)
        /// It ended without a result and without a fault: it was stopped, nobody wants it any more, or people must
        /// judge first.
        case interrupted
        /// Another process is doing it.
        case waiting
        /// So much of it is done, from 0 to 1.
        case progress(Double, note: String)
        /// A line that its operation says into the log.
        case note(String)
        /// Numbers measured at a step of it.
        case metric(step: Int, values: [(name: String, value: Double)])
    }

    /// The work's key.
    package var key: Digest
    /// The operation's name.
    package var operation: String
    /// What a person calls the unit.
    package var label: String
    /// What happened.
    package var kind: Kind

    /// All fields.
    package init(key: Digest, operation: String, label: String, kind: Kind) {
        self.key = key
        self.operation = operation
        self.label = label
        self.kind = kind
    }
}
