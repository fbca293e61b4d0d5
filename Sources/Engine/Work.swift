/// A unit of work, described by all that may influence its result, and by nothing else.
package struct Work: Hashable, Codable, Sendable {
    /// The operation's name.
    package var operation: String
    /// The operation's revision: raised by its author when the same work would give another result.
    package var revision: Int
    /// The operation's settings, with every default filled in.
    package var settings: Value
    /// The digests of what it reads, by port, in an order that matters.
    package var inputs: [String: [Digest]]
    /// Where its random numbers begin; nil for work without chance.
    package var seed: UInt64?

    /// All fields.
    package init(
        operation: String, revision: Int, settings: Value = [:], inputs: [String: [Digest]] = [:],
        seed: UInt64? = nil
    ) {
        self.operation = operation
        self.revision = revision
        self.settings = settings
        self.inputs = inputs
        self.seed = seed
    }

    /// Work for an operation at its present revision, with settings of the operation's own type.
    /// - Throws: `EncodingError` when a setting is not a finite number.
    package init(
        _ operation: some Operation, settings: some Encodable, inputs: [String: [Digest]] = [:],
        seed: UInt64? = nil
    ) throws {
        self.init(
            operation: operation.name, revision: operation.revision, settings: try Value(encoding: settings),
            inputs: inputs, seed: seed)
    }

    /// The identity of this work: the digest of its canonical encoding.
    package var key: Digest {
        var canonical = CanonicalBytes(domain: "quire.work.1")
        canonical.append(operation)
        canonical.append(revision)
        canonical.append(settings)
        canonical.beginObject(count: inputs.count)
        for (port, digests) in CanonicalBytes.sorted(inputs) {
            canonical.append(port)
            canonical.beginList(count: digests.count)
            for digest in digests { canonical.append(digest) }
        }
        canonical.append(seed)
        return canonical.digest
    }
}
