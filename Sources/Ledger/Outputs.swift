import Artifacts

/// What a unit of work gave: the digest of a blob for each port.
package struct Outputs: Hashable, Sendable {
    /// The port of an operation that gives one thing only.
    package static let mainPort = "main"

    // Nearly every unit has the main port alone: kept without an allocation, for tables of all of them.
    private var only: Digest?
    private var others: [String: Digest] = [:]

    /// The outputs of each port.
    package init(_ ports: [String: Digest]) {
        others = ports
        only = others.removeValue(forKey: Outputs.mainPort)
    }

    /// The outputs of a unit that gives one thing.
    package init(main: Digest) { only = main }

    /// The digest at a port, or nil.
    package subscript(port: String) -> Digest? {
        get { port == Outputs.mainPort ? only : others[port] }
        set { if port == Outputs.mainPort { only = newValue } else { others[port] = newValue } }
    }

    /// The digest at the port `main`.
    /// - Throws: `MissingPort`.
    package var main: Digest { get throws { try port(Outputs.mainPort) } }

    /// The digest at a port.
    /// - Throws: `MissingPort`.
    package func port(_ name: String) throws -> Digest {
        guard let digest = self[name] else { throw MissingPort(name: name, known: ports.keys.sorted()) }
        return digest
    }

    /// All of them.
    package var ports: [String: Digest] {
        guard let only else { return others }
        var all = others
        all[Outputs.mainPort] = only
        return all
    }

    /// The digest at the port `main` of a unit that gives nothing else.
    var onlyMain: Digest? { others.isEmpty ? only : nil }

    /// The digests alone, in the order of their ports' names.
    package var digests: [Digest] {
        if others.isEmpty { return only.map { [$0] } ?? [] }
        return CanonicalBytes.sorted(ports).map(\.value)
    }
}

extension Outputs: Codable {
    /// Reads the coded form; throws `DecodingError` where it is not one.
    package init(from decoder: any Decoder) throws { self.init(try [String: Digest](from: decoder)) }
    /// Writes the coded form.
    package func encode(to encoder: any Encoder) throws { try ports.encode(to: encoder) }
}

/// A port was asked for that the unit does not have.
package struct MissingPort: Error, Hashable, CustomStringConvertible {
    /// The port asked for.
    package var name: String
    /// Those that are there.
    package var known: [String]

    /// The sentence that is printed for it.
    package var description: String {
        "no port \"\(name)\"; there is \(known.isEmpty ? "none" : known.joined(separator: ", "))"
    }
}
