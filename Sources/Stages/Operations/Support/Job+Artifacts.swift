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

    /// A blob that is UTF-8 text; bytes that are not become replacement characters.
    func text(of digest: Digest) throws -> String { String(decoding: try bytes(of: digest), as: UTF8.self) }

    /// The forest at a digest; throws where the blob is missing or holds something else.
    func forest(_ digest: Digest) throws -> Forest { try JSON.decode(Forest.self, from: bytes(of: digest)) }

    /// The policy at a digest, decoded once for all units that use it; throws where it is a program.
    func policy(_ digest: Digest, _ shelf: Shelf) throws -> PolicyModel {
        switch try answerer(digest, shelf) {
        case .model(let model): return model
        case .program(let model):
            throw StageProblem(
                "the program '\(model.program.name)' answers, and nothing else can be asked of it")
        }
    }

    /// The reward at a digest, decoded once for all units that use it.
    func reward(_ digest: Digest, _ shelf: Shelf) throws -> RewardModel {
        try shelf.value(digest) { try RewardModel(decoding: try bytes(of: digest)) }
    }

    /// The word statistics at a digest, decoded once for all units that use them.
    func statistics(_ digest: Digest, _ shelf: Shelf) throws -> WordStatistics {
        try shelf.value(digest) { try JSON.decode(WordStatistics.self, from: try bytes(of: digest)) }
    }

    /// The set of models at a digest; throws where the blob is missing or holds something else.
    func models(_ digest: Digest) throws -> ModelSet {
        try JSON.decode(ModelSet.self, from: bytes(of: digest))
    }

    /// The random stream of this unit: a function of the seed and the key.
    func stream() -> RandomStream { RandomStream(seed: seed) }
}

/// A unit of work lacks an input: a mistake in how a stage was put together.
struct MissingInput: Error, CustomStringConvertible, Blameable {
    /// The operation's name.
    var operation: String
    /// The port at which nothing was given.
    var port: String

    /// The sentence that is printed for it.
    var description: String { "'\(operation)' was given nothing at its port '\(port)'" }
    /// Whose mistake it is: the operation's, which another attempt does not mend.
    var fault: Fault { .user }
}

/// What a stage was asked for cannot be done with what it was given.
struct StageProblem: Error, Hashable, CustomStringConvertible {
    /// What is wrong, in a sentence.
    var description: String

    /// A problem in the words that the user will read.
    init(_ description: String) { self.description = description }
}
