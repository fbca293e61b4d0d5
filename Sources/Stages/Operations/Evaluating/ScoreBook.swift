import Engine
import Learning
import Pipeline
import Text

/// The numbers of one book.
package struct BookScores: Codable, Hashable, Sendable {
    package var rows: [Scores.Row] = []
    package var remarks: [String] = []
}

/// Measures the answers to one book: every node against its direct input, the root also against the whole book.
struct ScoreBook: StageOperation {
    static let meaning = Meaning.scoreBook
    /// The root's answer judged by the gold against the whole text.
    static let wholeBook = "gold-book"

    let shelf: Shelf

    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: EvaluateAnswers.Settings.self)
        var scoring = try BookScoring(job: job, shelf: shelf, gold: settings.gold)
        for metric in settings.metrics { try scoring.add(metric) }
        return ["main": try JSON.encode(scoring.scores)]
    }
}

/// The scoring of one book.
private struct BookScoring {
    let job: Job
    let shelf: Shelf
    let gold: Gold?
    let entry: Answers.Entry
    let note: Note
    let nodes: [Answered]
    var scores = BookScores()

    /// A node with its texts.
    struct Answered {
        var node: Answers.Node
        var passage: Passage
        var answer: String
    }

    init(job: Job, shelf: Shelf, gold: Gold?) throws {
        self.job = job
        self.shelf = shelf
        self.gold = gold
        entry = try job.decoded(Answers.Entry.self, "answers")
        note = try job.decoded(Note.self, "note")
        nodes = try entry.nodes.map { node in
            let passage = Passage(
                text: try job.directInput(node.input), earlier: try node.earlier.map(job.text(of:)),
                limit: node.limit,
                height: node.height)
            return Answered(node: node, passage: passage, answer: try job.text(of: node.answer))
        }
    }

    /// The answer at the top of the tree, if it was asked for.
    private var root: Answered? { nodes.first { $0.node.path == "0" } }

    mutating func add(_ metric: MetricName) throws {
        switch metric {
        case .gold: try addGold()
        case .rouge1: addRouge(metric, .rouge1)
        case .rouge2: addRouge(metric, .rouge2)
        case .rougeL: addRouge(metric, .rougeL)
        case .rougeLsum: addRouge(metric, .rougeLsum)
        case .words:
            addByHeight(metric) { Double(wordCount($0.answer)) }
            if let root { add(metric.rawValue, Double(wordCount(root.answer)), of: 1) }
        case .reward: try addReward()
        case .kl: try addKL()
        case .orphans: addOrphans()
        default: scores.remarks.append("'\(metric.rawValue)' cannot be measured on answers")
        }
    }

    private mutating func addGold() throws {
        guard let gold else { return }
        let reward = GoldReward(
            gold, statistics: try job.statistics(job.digest("statistics"), shelf),
            references: note.references,
            questions: note.questions)
        let values = nodes.map { reward.prepare(source: $0.passage.text).score($0.answer) }
        add(MetricName.gold.rawValue, values)
        guard let root else { return }
        let text = try job.decoded(Book.self, "book").text
        if let value = reward.prepare(source: text).score(root.answer) {
            add(ScoreBook.wholeBook, value, of: 1)
        }
    }

    private mutating func addRouge(_ metric: MetricName, _ kind: Rouge.Kind) {
        guard let root else { return }
        guard !note.references.isEmpty else {
            scores.remarks.append("no reference summary for '\(entry.name)': it has no \(metric.rawValue)")
            return
        }
        let rouge = Rouge(stem: true, splitsSentences: kind == .rougeLsum)
        add(metric.rawValue, rouge.score(kind, candidate: root.answer, references: note.references).f, of: 1)
    }

    private mutating func addReward() throws {
        let rewards = try job.models(job.digest("reward"))
        let values = try nodes.map { answered in
            try job.reward(
                rewards.model(for: answered.node.path, height: answered.node.height, in: entry.name), shelf
            )
            .score(answered.answer, for: answered.passage)
        }
        add(MetricName.reward.rawValue, values)
    }

    private mutating func addKL() throws {
        let anchors = try job.models(job.digest("from"))
        var values: [Double?] = []
        for answered in nodes {
            let node = answered.node
            let anchor = try job.policy(
                anchors.model(for: node.path, height: node.height, in: entry.name), shelf)
            let choice = try JSON.decode(Answer.self, from: job.bytes(of: node.choice))
            switch (try job.policy(node.policy, shelf).kind, anchor.kind) {
            case (.extractive(let policy), .extractive(let anchor)):
                values.append(policy.kl(to: anchor, in: answered.passage, along: choice.choices ?? []))
            case (.bestOf(let policy), .extractive): values.append(policy.kl)
            default:
                scores.remarks.append("no kl where a policy has no probabilities")
                return
            }
        }
        add(MetricName.kl.rawValue, values)
    }

    /// Orphans per third-person pronoun, over all answers of a height together.
    private mutating func addOrphans() {
        let counts = nodes.map { orphanPronouns(in: $0.answer) }
        let rate = { (chosen: [PronounCount]) -> (rate: Double, pronouns: Int) in
            let pronouns = chosen.map(\.pronouns).reduce(0, +)
            return (
                pronouns == 0 ? 0 : Double(chosen.map(\.orphans).reduce(0, +)) / Double(pronouns), pronouns
            )
        }
        for height in heights {
            let (value, pronouns) = rate(zip(nodes, counts).filter { $0.0.node.height == height }.map(\.1))
            scores.rows.append(row(MetricName.orphans.rawValue, value, height: height, of: pronouns))
        }
        let (value, pronouns) = rate(counts)
        add(MetricName.orphans.rawValue, value, of: pronouns)
    }

    private var heights: [Int] { Set(nodes.map(\.node.height)).sorted() }

    /// Rows by height and one for the book, of values by node; nodes without a value do not count.
    private mutating func add(_ metric: String, _ values: [Double?]) {
        for height in heights {
            let known = zip(nodes, values).filter { $0.0.node.height == height }.compactMap(\.1)
            if let mean = mean(known) {
                scores.rows.append(row(metric, mean, height: height, of: known.count))
            }
        }
        let known = values.compactMap { $0 }
        if let mean = mean(known) { add(metric, mean, of: known.count) }
    }

    private mutating func addByHeight(_ metric: MetricName, _ value: (Answered) -> Double) {
        for height in heights {
            let values = nodes.filter { $0.node.height == height }.map(value)
            if let mean = mean(values) {
                scores.rows.append(row(metric.rawValue, mean, height: height, of: values.count))
            }
        }
    }

    private mutating func add(_ metric: String, _ value: Double, of count: Int) {
        scores.rows.append(row(metric, value, height: nil, of: count))
    }

    private func row(_ metric: String, _ value: Double, height: Int?, of count: Int) -> Scores.Row {
        Scores.Row(metric: metric, book: entry.name, height: height, value: value, count: count)
    }

    private func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
}
