import Engine
import Learning
import Text

/// One reward model from comparisons (port `main`), normalised on what was demonstrated or what the start policy writes.
///
/// `learned` lists the passages that it learned from: whoever measures it must leave them out.
struct FitReward: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.fitReward
    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// Reference samples that the start policy writes over all passages, so that their spread can be measured.
    static let references = 256

    /// What it learns from.
    struct Inputs {
        /// The word statistics of the forest.
        var statistics: Digest
        /// The comparisons, as JSON.
        var comparisons: Digest
        /// The demonstrations, as JSON.
        var demonstrations: Digest
        /// Who writes the reference samples.
        var policy: Digest
    }

    /// The unit of this operation with these settings and inputs.
    static func work(_ settings: RewardTraining.Settings, _ inputs: Inputs, seed: UInt64) throws -> Work {
        try Meaning.fitReward.work(
            settings,
            inputs: [
                "statistics": [inputs.statistics], "comparisons": [inputs.comparisons],
                "demonstrations": [inputs.demonstrations], "policy": [inputs.policy],
            ], seed: seed)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: RewardTraining.Settings.self)
        let compared = try job.decoded([ComparedRecord].self, "comparisons")
        let written = try job.decoded([WrittenRecord].self, "demonstrations")
        let policy = try job.policy(job.digest("policy"), shelf)
        var sampling = job.stream().split(label: "references")
        var seen: Set<PassageRecord> = []
        let passages = compared.map(\.passage).filter { seen.insert($0).inserted }.prefix(Self.references)
            .map(\.passage)
        let references = try (0..<Self.references).map { sample in
            try job.checkStop()
            let passage = passages[sample % passages.count]
            return AnsweredPassage(
                passage: passage, text: policy.answer(passage, temperature: 1, using: &sampling).text)
        }
        var training = RewardTraining(
            settings: settings, statistics: try job.decoded(WordStatistics.self, "statistics"),
            comparisons: compared.map {
                ComparedAnswers(
                    passage: $0.passage.passage, first: $0.first, second: $0.second, preference: $0.preference
                )
            },
            demonstrations: written.map { AnsweredPassage(passage: $0.passage.passage, text: $0.text) },
            references: references, seed: job.stream().split(label: "training"))
        let metrics = try job.finish(&training)
        job.note(
            "\(Figures.count(compared.count, "comparison")), \(training.heldOut.count) of them held out; "
                + Figures.count(written.count, "demonstration"))
        var model = training.model
        model.card.from = try job.digest("policy").short
        let held = Set(training.heldOut)
        let learned = Set(
            compared.indices.filter { !held.contains($0) }.map { compared[$0].passage.identity }
        ).sorted()
        return [
            "main": model.encoded(), "metrics": try JSON.encode(metrics), "learned": try JSON.encode(learned),
        ]
    }
}
