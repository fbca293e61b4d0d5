import Engine
import Learning
import Text

/// Looks for the answers that the present reward likes and that may be bad, and asks about the worst of them: what
/// `pick: adversarial` does in place of ``PoseQuestions``.
struct PoseAdversarial: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.poseAdversarial
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// What is asked, as if nodes were taken at random.
        var asking: PoseQuestions.Settings
        /// How the worst answers are looked for.
        var search: Search
    }

    /// How the worst answers are looked for.
    struct Search: Codable, Hashable {
        /// Answers drawn for each reading.
        var draws: Int
        /// The gold that says which is worst; `nil` where the reward's ensemble does.
        var gold: Gold?
    }

    /// Readings that are searched for each that is asked: the worst of them are asked.
    static let searched = 2

    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let asking = settings.asking
        var (nodes, omissions) = try await PoseQuestions(shelf: shelf).askedNodes(job, asking)
        let seed = job.work.seed ?? 0
        nodes.sort { $0.rank(seed) < $1.rank(seed) }
        let dealt = (0..<passes(over: nodes.count, asking)).flatMap { pass in
            nodes.map { ReadingPlan.Planned(kind: Comparison.name, node: $0, pass: pass) }
        }
        let leniency = Leniency<ReadingPlan.Planned>(
            noun: .reading, allowance: asking.failures, used: omissions.count, total: dealt.count,
            name: { "\($0.node.passage.book) \($0.node.passage.node)" })
        let books = try await searchedBooks(settings, job)
        let made = try await job.fanOut(dealt, leniency) {
            try await search($0, settings, books: books, job: job)
        }
        omissions += made.omissions
        // The first of equals stays first: the order of asking is a function of the seed and of what is shown.
        let found = made.results.enumerated().sorted {
            (-$0.element.severity, $0.offset) < (-$1.element.severity, $1.offset)
        }
        var plan = ReadingPlan(settings: asking, nodes: nodes)
        let readings = found.compactMap { plan.take($0.element.reading) }
        job.note(
            "searched \(Figures.count(dealt.count, "reading")) of \(settings.search.draws) answers; asks about \(readings.count)"
        )
        var outputs = ["main": try JSON.encode(readings)]
        outputs.merge(try omissions.outputs()) { mine, _ in mine }
        return outputs
    }

    /// How often all nodes are searched, so that there are ``searched`` readings for each that is asked.
    private func passes(over nodes: Int, _ asking: PoseQuestions.Settings) -> Int {
        guard let count = asking.count, nodes > 0 else { return 1 }
        let judgements = max(1, PairJudgement.pairs(of: asking.samples).count)
        let wanted = (count + judgements - 1) / judgements * Self.searched
        return min(PoseQuestions.mostPasses, max(1, (wanted + nodes - 1) / nodes))
    }

    /// What the search reads besides nodes and models.
    private struct Books: Sendable {
        /// The word statistics of the forest.
        var statistics: Digest
        /// By a book's name: what the gold knows of it.
        var notes: [String: Digest]
    }

    /// What the gold reads; `nil` where the ensemble is the judge.
    private func searchedBooks(_ settings: Settings, _ job: Job) async throws -> Books? {
        guard settings.search.gold != nil else { return nil }
        let digest =
            try job.digests("forest").first ?? job.decoded(Answers.self, "answers").forest
        let forest = try job.forest(digest)
        let notes = try job.notes("notes")
        var books = Books(statistics: forest.statistics, notes: [:])
        for entry in forest.entries {
            books.notes[entry.name] = try await job.store(JSON.encode(notes.of(entry.file).withoutName))
        }
        return books
    }

    private func search(
        _ planned: ReadingPlan.Planned, _ settings: Settings, books: Books?, job: Job
    ) async throws -> (reading: Reading, severity: Double) {
        let node = planned.node
        let passage = node.passage
        guard let policy = node.policy else {
            throw StageProblem("comparisons need a policy that writes the candidates: name one (`policy:`)")
        }
        let reward = try job.models(job.digest("reward")).model(
            for: passage.node, height: passage.height, in: passage.book)
        var inputs = [
            "policy": [policy], "reward": [reward], "text": node.input, "earlier": node.earlier,
        ]
        if let books {
            inputs["statistics"] = [books.statistics]
            inputs["note"] = books.notes[passage.book].map { [$0] } ?? []
        }
        let work = try Meaning.findWorst.work(
            FindWorst.Settings(
                limit: passage.limit, height: passage.height, samples: settings.asking.samples,
                draws: settings.search.draws, pass: planned.pass, gold: settings.search.gold),
            inputs: inputs, seed: job.work.seed ?? 0)
        let outputs = try await job.perform(
            work, label: "\(job.label) · search \(passage.book) \(passage.node)")
        let found = try JSON.decode(FindWorst.Found.self, from: job.bytes(of: outputs.main))
        let reading = Reading(
            kind: planned.kind, passage: passage, input: node.input, earlier: node.earlier,
            candidateList: try outputs.port(FindWorst.candidatesPort), candidates: found.candidates,
            pass: planned.pass, scale: settings.asking.scales?[planned.kind])
        return (reading, found.severity)
    }
}
