import Engine
import Learning
import Text

/// One reward model from judgements of any kinds (port `main`), normalised on what was demonstrated or what the start
/// policy writes.
///
/// Comparisons and demonstrations have inputs of their own, from when there was nothing else: a reward that learns from
/// comparisons alone keeps its key. Demonstrations stand in both, as what the scores' origin is and as judgements.
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
        /// All other judgements, as JSON; `nil` where there are none.
        var judgements: Digest?
        /// The demonstrations, as JSON.
        var demonstrations: Digest
        /// Who writes the reference samples.
        var policy: Digest
    }

    /// The unit of this operation with these settings and inputs.
    static func work(_ settings: RewardTraining.Settings, _ inputs: Inputs, seed: UInt64) throws -> Work {
        var ports = [
            "statistics": [inputs.statistics], "comparisons": [inputs.comparisons],
            "demonstrations": [inputs.demonstrations], "policy": [inputs.policy],
        ]
        if let judgements = inputs.judgements { ports["judgements"] = [judgements] }
        return try Meaning.fitReward.work(settings, inputs: ports, seed: seed)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: RewardTraining.Settings.self)
        let compared = try job.decoded([ComparedRecord].self, "comparisons")
        let others = try job.digests("judgements").first.map {
            try JSON.decode([JudgedRecord].self, from: job.bytes(of: $0))
        }
        let written = try job.decoded([WrittenRecord].self, "demonstrations")
        let policy = try job.policy(job.digest("policy"), shelf)
        var known = KnownPassages()
        var judged = compared.map {
            (record: $0.passage, answers: JudgedAnswers($0.compared(&known)))
        }
        judged += try self.judged(others ?? [], policy, &known, job)
        guard !judged.isEmpty else {
            throw StageProblem(
                "none of the judgements says anything about a reward: marks, tags and notes alone do not")
        }
        var sampling = job.stream().split(label: "references")
        var seen: Set<PassageRecord> = []
        let passages = judged.map(\.record).filter { seen.insert($0).inserted }.prefix(Self.references)
            .map { known.passage(of: $0) }
        let references = try (0..<Self.references).map { sample in
            try job.checkStop()
            let passage = passages[sample % passages.count]
            return AnsweredPassage(
                passage: passage, text: policy.answer(passage, temperature: 1, using: &sampling).text)
        }
        var training = RewardTraining(
            settings: settings, statistics: try job.decoded(WordStatistics.self, "statistics"),
            judgements: judged.map(\.answers),
            demonstrations: written.map { $0.written(&known) },
            references: references, seed: job.stream().split(label: "training"))
        let metrics = try job.finish(&training)
        let counts = Dictionary(grouping: judged, by: \.answers.kind).mapValues(\.count)
        let kinds = counts.sorted { $0.key < $1.key }.map { Figures.count($0.value, $0.key) }
        job.note(
            "\(kinds.joined(separator: ", ")), \(training.heldOut.count) held out; "
                + Figures.count(written.count, "demonstration") + " for the scores' origin")
        var model = training.model
        model.card.from = try job.digest("policy").short
        let held = Set(training.heldOut)
        let learned = Set(
            judged.indices.filter { !held.contains($0) }.map { judged[$0].record.identity }
        ).sorted()
        return [
            "main": model.encoded(), "metrics": try JSON.encode(metrics), "learned": try JSON.encode(learned),
        ]
    }

    /// The judgements that say something about a reward, with the samples of the start policy that some are chosen
    /// among.
    private func judged(
        _ records: [JudgedRecord], _ policy: PolicyModel, _ known: inout KnownPassages, _ job: Job
    ) throws -> [(record: PassageRecord, answers: JudgedAnswers)] {
        let stream = job.stream().split(label: "proposals")
        return try records.enumerated().compactMap {
            index, record -> (record: PassageRecord, answers: JudgedAnswers)? in
            try job.checkStop()
            let passage = known.passage(of: record.passage)
            let judgement = try record.judgement()
            let proposals = Proposals(
                from: policy, to: passage, count: judgement.proposals,
                stream: stream.split(label: UInt64(index)))
            guard let evidence = judgement.evidence(proposals) else { return nil }
            return (
                record: record.passage,
                answers: JudgedAnswers(passage: passage, kind: record.kind, evidence: evidence)
            )
        }
    }
}
