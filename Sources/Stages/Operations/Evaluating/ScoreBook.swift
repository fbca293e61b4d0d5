import Engine
import Learning
import Pipeline
import Text

/// The numbers of one book.
package struct BookScores: Codable, Hashable, Sendable {
    /// The values that could be measured.
    package var rows: [Scores.Row] = []
    /// What a reader must know: metrics that were undefined.
    package var remarks: [String] = []
}

/// Measures the answers to one book: every node against its direct input, the root also against the whole book.
struct ScoreBook: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.scoreBook
    /// The root's answer judged by the gold against the whole text.
    static let wholeBook = "gold-book"
    /// Answers that a node's KL is measured along.
    static let draws = 4

    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: EvaluateAnswers.Settings.self)
        var scoring = try BookScoring(
            job: job, shelf: shelf, gold: settings.gold, catastrophe: settings.catastrophe)
        for metric in settings.metrics {
            try job.checkStop()
            try scoring.add(metric)
        }
        return ["main": try JSON.encode(scoring.scores)]
    }
}

/// The scoring of one book.
private struct BookScoring {
    /// The unit of work that this is done for.
    let job: Job
    /// Decoded artifacts at hand.
    let shelf: Shelf
    /// Whose gold; `nil` where that metric is not asked for.
    let gold: Gold?
    /// The gold below which an answer is a catastrophe; `nil` where that metric is not asked for.
    let catastrophe: Double?
    /// The book's answers.
    let entry: Answers.Entry
    /// The answered nodes with their texts, children before parents.
    let nodes: [Answered]
    /// What was measured so far.
    var scores = BookScores()

    /// A node with its texts.
    struct Answered {
        /// The answered node.
        var node: Answers.Node
        /// What the policy was shown.
        var passage: Passage
        /// The answer's text.
        var answer: String
    }

    /// Reads the texts of one book's answers; throws where one is missing.
    init(job: Job, shelf: Shelf, gold: Gold?, catastrophe: Double?) throws {
        self.job = job
        self.shelf = shelf
        self.gold = gold
        self.catastrophe = catastrophe
        entry = try job.decoded(Answers.Entry.self, "answers")
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

    /// Measures one metric; what cannot be measured leaves a remark.
    mutating func add(_ metric: MetricName) throws {
        switch metric {
        case .gold: try addGold()
        case .rouge1: try addRouge(metric, .rouge1)
        case .rouge2: try addRouge(metric, .rouge2)
        case .rougeL: try addRouge(metric, .rougeL)
        case .rougeLsum: try addRouge(metric, .rougeLsum)
        case .words:
            addByHeight(metric.rawValue, nodes.map { Double(wordCount($0.answer)) })
            if let root { add(metric.rawValue, Double(wordCount(root.answer)), of: 1) }
        case .reward: try addReward()
        case .kl: try addKL()
        case .orphans: try addOrphans()
        case .compression: try addCompression()
        case .worstCase: try addWorstCase()
        case .likert: try addLikert()
        case .halted:
            try addVerdicts(metric.rawValue, "is stopped or let pass") { $0.isHalted.map { $0 ? 1 : 0 } }
        case .minutes: addMinutes()
        case .shift, .sandwich, .qaF1, .accuracy, .calibration, .pk, .windowdiff,
            .boundarySimilarity, .boundaryF1, .nearF1, .overOptimisation, .logLoss, .goldCorrelation,
            .stability, .reuse:
            scores.remarks.append("'\(metric.rawValue)' cannot be measured on answers")
        }
    }

    private mutating func addGold() throws {
        guard let reward = try goldReward() else { return }
        add(MetricName.gold.rawValue, try golds(reward))
        guard let root else { return }
        let text = try job.decoded(Book.self, "book").text
        if let value = reward.prepare(source: text).score(root.answer) {
            add(ScoreBook.wholeBook, value, of: 1)
        }
    }

    private func goldReward() throws -> GoldReward? {
        guard let gold else { return nil }
        let note = try job.decoded(Note.self, "gold-note")
        return GoldReward(
            gold, statistics: try job.statistics(job.digest("statistics"), shelf),
            references: note.references, questions: note.questions)
    }

    /// The gold of each node's answer against what it was shown; `nil` where it has nothing to say.
    private func golds(_ reward: GoldReward) throws -> [Double?] {
        try nodes.map { node in
            try job.checkStop()
            return reward.prepare(source: node.passage.text).score(node.answer)
        }
    }

    /// The share of a height's nodes, and of the book's, whose answers are catastrophes: their gold against what they
    /// were shown lies below the bound. Nodes about which the gold has nothing to say do not count.
    private mutating func addWorstCase() throws {
        guard let reward = try goldReward(), let catastrophe else { return }
        add(MetricName.worstCase.rawValue, try golds(reward).map { $0.map { $0 < catastrophe ? 1 : 0 } })
    }

    private mutating func addRouge(_ metric: MetricName, _ kind: Rouge.Kind) throws {
        guard let root else {
            scores.remarks.append("the root of '\(entry.name)' is not answered: it has no \(metric.rawValue)")
            return
        }
        let note = try job.decoded(Note.self, "note")
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
            try job.checkStop()
            return try job.reward(
                rewards.model(for: answered.node.path, height: answered.node.height, in: entry.name), shelf
            )
            .score(answered.answer, for: answered.passage)
        }
        add(MetricName.reward.rawValue, values)
    }

    /// KL(policy ‖ anchor) of a whole answer, in nats: the exact KL of each choice, summed along answers that the
    /// policy writes at temperature 1, in the mean over ``ScoreBook/draws`` of them. The greedy answer is no
    /// sample of the policy and would not do.
    private mutating func addKL() throws {
        let anchors = try job.models(job.digest("from"))
        var stream = job.stream()
        var values: [Double?] = []
        var sharing: [[Digest]: ExtractivePolicy] = [:]
        for answered in nodes {
            let node = answered.node
            let model = anchors.model(for: node.path, height: node.height, in: entry.name)
            let anchor = try job.policy(model, shelf)
            switch (try job.policy(node.policy, shelf).kind, anchor.kind) {
            case (.extractive(let policy), .extractive(let other)):
                let anchor = sharing[[node.policy, model]] ?? other.sharingStatistics(of: policy)
                sharing[[node.policy, model]] = anchor
                let draws = try (0..<ScoreBook.draws).compactMap { _ -> Double? in
                    try job.checkStop()
                    let answer = policy.answer(answered.passage, temperature: 1, using: &stream)
                    return policy.kl(to: anchor, in: answered.passage, along: answer.choices ?? [])
                }
                values.append(mean(draws))
            case (.bestOf(let policy), .extractive(let anchor)) where policy.policy == anchor:
                values.append(policy.kl)
            default:
                scores.remarks.append(
                    "no kl: it is known from one extractive policy to another, and from a policy to the best of its own"
                )
                return
            }
        }
        add(MetricName.kl.rawValue, values)
    }

    /// The mean rating; nothing where ratings stand on scales of different lengths.
    private mutating func addLikert() throws {
        let scales = Set(try job.decoded([AnswerVerdict].self, "ratings").compactMap(\.scale)).sorted()
        guard scales.count < 2 else {
            scores.remarks.append(
                "the ratings of '\(entry.name)' are on scales of \(scales.map(String.init).joined(separator: " and ")) points: they have no mean"
            )
            return
        }
        try addVerdicts(MetricName.likert.rawValue, "is rated") { $0.rating.map(Double.init) }
    }

    /// The mean of what overseers said of each answer as it stands, then over nodes.
    private mutating func addVerdicts(_ metric: String, _ what: String, _ value: (AnswerVerdict) -> Double?)
        throws
    {
        let verdicts = Dictionary(grouping: try job.decoded([AnswerVerdict].self, "ratings")) { $0.node }
        let values = nodes.map { answered in
            mean(
                (verdicts[answered.node.path] ?? []).filter { $0.answer == answered.node.answer.description }
                    .compactMap(value))
        }
        add(metric, values)
        if values.allSatisfy({ $0 == nil }) {
            scores.remarks.append("no answer to '\(entry.name)' \(what): it has no \(metric)")
        }
    }

    /// Orphans per third-person pronoun, over all answers of a height together; nothing where there is no pronoun.
    private mutating func addOrphans() throws {
        let counts = try nodes.map { node in
            try job.checkStop()
            return orphanPronouns(in: node.answer)
        }
        let whole: [Int?] = [nil]
        for height in heights.map(Optional.some) + whole {
            let chosen = zip(nodes, counts).filter { height == nil || $0.0.node.height == height }.map(\.1)
            let pronouns = chosen.map(\.pronouns).reduce(0, +)
            guard pronouns > 0 else { continue }
            let rate = Double(chosen.map(\.orphans).reduce(0, +)) / Double(pronouns)
            scores.rows.append(row(MetricName.orphans.rawValue, rate, height: height, of: pronouns))
        }
        if counts.allSatisfy({ $0.pronouns == 0 }) {
            scores.remarks.append(
                "the answers to '\(entry.name)' have no third-person pronoun: it has no orphans")
        }
    }

    /// The mean over a height's nodes is against what each was shown; the book's value is that of its root's answer
    /// against the whole text.
    private mutating func addCompression() throws {
        let metric = MetricName.compression.rawValue
        addByHeight(metric, nodes.map { compression(of: $0.passage.text, to: $0.answer) })
        guard let root else {
            scores.remarks.append("the root of '\(entry.name)' is not answered: it has no \(metric)")
            return
        }
        guard let value = compression(of: try job.decoded(Book.self, "book").text, to: root.answer) else {
            scores.remarks.append("the root's answer to '\(entry.name)' has no word: it has no \(metric)")
            return
        }
        add(metric, value, of: 1)
    }

    /// What it would take a person to compare two answers of this length at a node, at the published pace: by height the
    /// mean, for the book the sum over its nodes.
    private mutating func addMinutes() {
        let minutes = nodes.map { answered in
            let words = wordCount(answered.answer)
            return OversightPace().comparisons(
                passageWords: ([answered.passage.text] + answered.passage.earlier).reduce(0) {
                    $0 + wordCount($1)
                }, candidateWords: [words, words])[0].minutes
        }
        addByHeight(MetricName.minutes.rawValue, minutes)
        add(MetricName.minutes.rawValue, minutes.reduce(0, +), of: minutes.count)
    }

    private var heights: [Int] { Set(nodes.map(\.node.height)).sorted() }

    /// Rows by height and one for the book, of values by node; nodes without a value do not count.
    private mutating func add(_ metric: String, _ values: [Double?]) {
        addByHeight(metric, values)
        let known = values.compactMap { $0 }
        if let mean = mean(known) { add(metric, mean, of: known.count) }
    }

    private mutating func addByHeight(_ metric: String, _ values: [Double?]) {
        for height in heights {
            let known = zip(nodes, values).filter { $0.0.node.height == height }.compactMap(\.1)
            if let mean = mean(known) {
                scores.rows.append(row(metric, mean, height: height, of: known.count))
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
