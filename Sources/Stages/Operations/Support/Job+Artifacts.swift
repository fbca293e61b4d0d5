import Artifacts
import Engine
import Learning
import Tensors
import Text

extension Job {
    /// The only input at a port.
    func digest(_ port: String) throws -> Digest {
        guard let digest = work.inputs[port]?.first else {
            throw MissingInput(operation: work.operation, port: port)
        }
        return digest
    }

    /// The inputs at a port; none where the port is not there.
    func digests(_ port: String) -> [Digest] { work.inputs[port] ?? [] }

    /// An input that is JSON.
    func decoded<Content: Decodable>(_ type: Content.Type, _ port: String) throws -> Content {
        try JSON.decode(type, from: bytes(of: digest(port)))
    }

    func text(of digest: Digest) throws -> String { String(decoding: try bytes(of: digest), as: UTF8.self) }

    func forest(_ digest: Digest) throws -> Forest { try JSON.decode(Forest.self, from: bytes(of: digest)) }

    func policy(_ digest: Digest, _ shelf: Shelf) throws -> PolicyModel {
        try shelf.value(digest) { try PolicyModel(decoding: try bytes(of: digest)) }
    }

    func reward(_ digest: Digest, _ shelf: Shelf) throws -> RewardModel {
        try shelf.value(digest) { try RewardModel(decoding: try bytes(of: digest)) }
    }

    func statistics(_ digest: Digest, _ shelf: Shelf) throws -> WordStatistics {
        try shelf.value(digest) { try JSON.decode(WordStatistics.self, from: try bytes(of: digest)) }
    }

    func models(_ digest: Digest) throws -> ModelSet {
        try JSON.decode(ModelSet.self, from: bytes(of: digest))
    }

    /// The random stream of this unit: a function of the seed and the key.
    func stream() -> RandomStream { RandomStream(seed: seed) }
}

/// A unit of work lacks an input: a mistake in how a stage was put together.
struct MissingInput: Error, CustomStringConvertible, Blameable {
    var operation: String
    var port: String

    var description: String { "'\(operation)' was given nothing at its port '\(port)'" }
    var fault: Fault { .infrastructure }
}

/// What a stage was asked for cannot be done with what it was given.
struct StageProblem: Error, Hashable, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}
