import Engine
import Learning

/// What answers: a model that is stored, or a program.
enum Answerer: Sendable {
    /// A stored model.
    case model(PolicyModel)
    /// A program.
    case program(ProgramModel)
}

extension Job {
    /// What answers, by its digest, decoded once for all units that use it.
    func answerer(_ digest: Digest, _ shelf: Shelf) throws -> Answerer {
        try shelf.value(digest) {
            let bytes = try bytes(of: digest)
            return bytes.first == UInt8(ascii: "{")
                ? .program(try JSON.decode(ProgramModel.self, from: bytes))
                : .model(try PolicyModel(decoding: bytes))
        }
    }
    /// The program at a digest; throws where it is a stored model.
    func program(_ digest: Digest, _ shelf: Shelf) throws -> ProgramModel {
        guard case .program(let model) = try answerer(digest, shelf) else {
            throw StageProblem("the policy is no program")
        }
        return model
    }
}
