import Engine
import Learning

/// A policy that is a program: what answers, what it was given by a training, and its card.
struct ProgramModel: Codable, Hashable, Sendable {
    /// The program, with its own files below `program/` and those of a trained model below `model/`.
    var program: Program
    /// The task's instruction, which it is told.
    var instruction: String
    /// How it was made.
    var card: ModelCard
    /// The revision of what programs are told and asked for. The key of all that is answered holds the policy, and so this;
    /// that of a training has it in its settings.
    var `protocol` = Self.revision

    /// Raised when what programs are told or asked for means something else.
    static let revision = 1

    /// A program that answers, as far as it was made by a training.
    init(program: Program, instruction: String, card: ModelCard) {
        (self.program, self.instruction, self.card) = (program, instruction, card)
    }

    /// The inputs of work that has it answer, with the policy that it is stored as and the texts that it is shown.
    func ports(policy: Digest, input: [Digest], earlier: [Digest]) -> [String: [Digest]] {
        ["policy": [policy], "files": program.files.map(\.digest), "text": input, "earlier": earlier]
    }

    /// The files of the trained model, by their paths below `model/`.
    var modelFiles: [Program.File] {
        program.files.filter { $0.path.hasPrefix(Self.modelFolder + "/") }
    }

    /// Where a training puts what it made, and where it is found by answers.
    static let modelFolder = "model"
    /// Where the program's own files lie, by their places in its command line.
    static let programFolder = "program"
}
