import Engine
import Learning

/// One policy from judged answers, without a reward model.
struct FitPreference: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.fitPreference
    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// The unit of this operation with these settings and inputs; `examples` are comparisons or judged answers, as JSON.
    static func work(
        _ method: PreferenceMethod, start: Digest, anchor: Digest, examples: Digest, seed: UInt64
    ) throws -> Work {
        try Meaning.fitPreference.work(
            method, inputs: ["start": [start], "anchor": [anchor], "examples": [examples]], seed: seed)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let start = try job.extractive("start", shelf)
        let reference = try job.extractive("anchor", shelf)
        var passages = KnownPassages()
        switch try job.settings(as: PreferenceMethod.self) {
        case .dpo(let settings):
            let records = try job.decoded([ComparedRecord].self, "examples")
            let training = DirectPreferenceOptimisation(
                settings: settings, start: start, reference: reference,
                comparisons: records.map { $0.compared(&passages) }, seed: job.stream())
            let note = try exampleNote(
                records.count, of: "comparison", unusable: training.unusable, projected: training.projected)
            return try job.fitted(training, note: note)
        case .kto(let settings):
            let records = try job.decoded([UnpairedRecord].self, "examples")
            let training = KahnemanTverskyOptimisation(
                settings: settings, start: start, reference: reference,
                answers: records.map { $0.unpaired(&passages) }, seed: job.stream())
            let note = try exampleNote(
                records.count, of: "judged answer", unusable: training.unusable,
                projected: training.projected)
            return try job.fitted(training, note: note)
        }
    }

    /// What judged answers gave, in a sentence; throws where nothing can be learned from any.
    private func exampleNote(
        _ count: Int, of noun: String, unusable: Int, projected: Int
    ) throws -> String {
        guard unusable < count else {
            throw StageProblem(
                "nothing can be learned from any of \(Figures.count(count, noun)): the texts stand for no sentences of "
                    + "their passages, or both for the same ones")
        }
        return
            "\(Figures.count(count, noun)), \(unusable) of no use; \(Figures.count(projected, "text")) not made of "
            + "the passage's sentences and projected onto them"
    }
}
