import Engine
import Pipeline

/// An item that was left out of a stage's result because it failed through its own fault (`failures`).
///
/// A unit that leaves some out gives them at its port ``port``, and a sentence about them at ``remarksPort``.
package struct Omission: Codable, Hashable, Sendable {
    /// The port that a unit lists what it left out at; a unit that left nothing out has no such port.
    package static let port = "omitted"
    /// The port of sentences that whoever runs the stage is told: a list of texts.
    package static let remarksPort = "remarks"

    /// What was left out: a book's name, a node.
    package var item: String
    /// Why, in a sentence.
    package var reason: String
}

/// What a stage does many of, in words.
struct Noun: Sendable {
    /// "book".
    var one: String
    /// "books".
    var many: String

    /// Books, by name.
    static let book = Noun(one: "book", many: "books")
    /// What an overseer is asked on one reading of a passage.
    static let reading = Noun(one: "reading", many: "readings")
    /// Models of one height or node.
    static let model = Noun(one: "model", many: "models")

    /// "1 book", "12 books".
    func count(_ number: Int) -> String { Figures.count(number, one, many) }
}

extension [Omission] {
    /// The ports that tell of them, for the outputs of a unit; none where nothing was left out.
    ///
    /// - Parameter remarks: other sentences that whoever runs the stage is told.
    func outputs(remarks: [String] = []) throws -> [String: [UInt8]] {
        var outputs: [String: [UInt8]] = [:]
        if !isEmpty { outputs[Omission.port] = try JSON.encode(self) }
        let all = remarks + sentences
        if !all.isEmpty { outputs[Omission.remarksPort] = try JSON.encode(all) }
        return outputs
    }

    /// "left out anna: this book is empty", a sentence for each of the first; the last says how many more.
    package var sentences: [String] {
        let named = prefix(FanOutFailure.mostNamed).map { "left out \($0.item): \($0.reason)" }
        return count > named.count
            ? named + ["left out \(Figures.grouped(count - named.count)) more"] : named
    }
}

extension Job {
    /// What a unit that this one asked for left out.
    func omissions(of outputs: Outputs) throws -> [Omission] {
        try outputs[Omission.port].map { try JSON.decode([Omission].self, from: bytes(of: $0)) } ?? []
    }
}

extension Work {
    /// The same work with nothing left out: what it gives is as good for whoever allows failures. `nil` where this
    /// work allows none.
    ///
    /// So to allow failures where nothing fails does nothing again, and what leaves something out is never taken for
    /// a whole by who does not allow it.
    var withoutFailures: Work? {
        guard case .object(var fields) = settings, fields.removeValue(forKey: "failures") != nil else {
            return nil
        }
        var work = self
        work.settings = .object(fields)
        return work
    }
}
