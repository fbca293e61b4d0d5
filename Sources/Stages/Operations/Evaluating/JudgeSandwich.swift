import Engine
import Learning
import Text

/// Pairs of whole-task answers to one book, as an expert and a judge with little time see them.
struct JudgeSandwich: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.judgeSandwich
    /// What a unit of this operation depends on besides its inputs.
    struct Settings: Codable {
        /// By which both judge, without noise: they differ in what they see.
        var gold: Gold
        /// Most words that the judge reads at once (`oversight.words`).
        var words: Int
    }

    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// The pairs of all answers at the port `answers`, in their order; answers that are the same word for word, and
    /// what the gold has nothing to say about, make none.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let note = try job.decoded(Note.self, "note")
        let reward = GoldReward(
            settings.gold, statistics: try job.statistics(job.digest("statistics"), shelf),
            references: note.references, questions: note.questions)
        let book = try job.decoded(Book.self, "book").text
        let expert = reward.prepare(source: book)
        let answers = try job.digests("answers").compactMap { digest -> Judged? in
            let entry = try JSON.decode(Answers.Entry.self, from: job.bytes(of: digest))
            guard let root = entry.node(at: "0") else { return nil }
            let text = try job.text(of: root.answer)
            guard let score = expert.score(text) else { return nil }
            return Judged(
                text: text, expert: score,
                decomposed: try arriving(entry, by: reward, words: settings.words, job: job))
        }
        var pairs: [Sandwich.Pair] = []
        for (place, first) in answers.enumerated() {
            for second in answers[(place + 1)...] where first.text != second.text {
                try job.checkStop()
                let view = View(
                    source: book, candidates: [first.text, second.text], words: settings.words)
                let seen = reward.prepare(view)
                guard let one = first.decomposed, let other = second.decomposed else { continue }
                pairs.append(
                    Sandwich.Pair(
                        expert: first.expert - second.expert,
                        // A gold that has nothing to say about so few words sees no difference.
                        alone: (seen.score(view.candidates[0]) ?? 0) - (seen.score(view.candidates[1]) ?? 0),
                        decomposed: one - other))
            }
        }
        return ["main": try JSON.encode(pairs)]
    }

    /// A whole-task answer.
    private struct Judged {
        /// The root's answer.
        var text: String
        /// What the expert, who has read the book, thinks of it.
        var expert: Double
        /// What the judgements of all nodes say of it together.
        var decomposed: Double?
    }

    /// The judgement of each node within the budget, put together.
    private func arriving(_ entry: Answers.Entry, by reward: GoldReward, words: Int, job: Job) throws
        -> Double?
    {
        var places: [String: Int] = [:]
        var nodes: [KeptInTree.Node] = []
        for node in entry.nodes {
            try job.checkStop()
            let view = View(
                source: try job.directInput(node.input), candidates: [try job.text(of: node.answer)],
                words: words)
            let children = places.filter { $0.key.hasPrefix(node.path + ".") }
                .filter { !$0.key.dropFirst(node.path.count + 1).contains(".") }
                .sorted { $0.value < $1.value }.map(\.value)
            places[node.path] = nodes.count
            nodes.append(
                KeptInTree.Node(
                    judged: reward.prepare(view).score(view.candidates[0]),
                    words: children.isEmpty
                        ? wordCount(view.source) : children.map { nodes[$0].words }.reduce(0, +),
                    children: children))
        }
        return KeptInTree(nodes).arrives
    }
}
