import Engine
import Learning
import Text

/// One node's answer by a program.
struct AnswerByProgram: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.answerByProgram
    /// What the answer depends on besides the texts, the program and the seed.
    struct Settings: Codable {
        /// Most words of the answer.
        var limit: Int
        /// The height of the node: 0 for a leaf.
        var height: Int
        /// Which of several different answers is asked for, from 0; `nil` for the best one.
        var sample: Int?
    }

    /// What the program is told.
    private struct Request: Encodable {
        let quire = ProgramModel.revision
        let `do` = "answer"
        var instruction: String
        var text: String
        var earlier: [String]
        var limit: Int
        var height: Int
        var sample: Int?
        var seed: UInt32
    }

    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// The unit of this operation with these settings and inputs.
    static func work(
        _ settings: Settings, policy: Digest, model: ProgramModel, input: [Digest], earlier: [Digest],
        seed: UInt64?
    ) throws -> Work {
        try Meaning.answerByProgram.work(
            settings, inputs: model.ports(policy: policy, input: input, earlier: earlier), seed: seed)
    }

    /// `main` is the answer's text, `choice` the same as an ``Answer``.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let model = try job.program(job.digest("policy"), shelf)
        let request = Request(
            instruction: model.instruction, text: try job.directInput(job.digests("text")),
            earlier: try job.digests("earlier").map(job.text(of:)), limit: settings.limit,
            height: settings.height, sample: settings.sample, seed: job.programSeed)
        let answer = try await job.run(model.program, files: ["request.json": JSON.encode(request)]) {
            folder in
            guard let text = String(validating: try folder.read("answer.txt"), as: UTF8.self) else {
                throw folder.failure("wrote an 'answer.txt' that is not UTF-8")
            }
            let words = wordCount(text)
            guard words <= settings.limit else {
                throw folder.failure(
                    "answered with \(Figures.count(words, "word")), and \(settings.limit) are allowed")
            }
            return text.trimmingNewlines
        }
        return ["main": Array(answer.utf8), "choice": try JSON.encode(Answer(text: answer))]
    }
}

extension Job {
    /// A seed that every language can hold.
    var programSeed: UInt32 { UInt32(truncatingIfNeeded: seed >> 32) }
}

extension String {
    /// The text without line breaks at its end.
    fileprivate var trimmingNewlines: String {
        var text = self[...]
        while text.last?.isNewline == true { text = text.dropLast() }
        return String(text)
    }
}
