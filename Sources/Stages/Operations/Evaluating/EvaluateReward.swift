import Engine
import Learning
import Pipeline

/// Measures a reward on judgements that it did not learn from: what `evaluate: REWARD` does.
struct EvaluateReward: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.evaluateReward
    /// What agreement overseers reach with one another, beside the accuracy.
    static let ceiling = "ceiling"
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// The metrics to measure, in the order of the file.
        var metrics: [MetricName]
        /// Whose gold; `nil` where no metric asks for one.
        var gold: Gold?
    }

    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        ["main": try JSON.encode(try scores(job))]
    }

    /// What is measured on: judgements, and what is known of the books behind a gold.
    private struct Questions {
        /// The pairs of which one is preferred.
        var pairs: [JudgedPair]
        /// The known reward of the metric `gold-correlation`.
        var gold: Gold?
        /// What it knows of the books.
        var notes: Notes
    }

    private func scores(_ job: Job) throws -> Scores {
        let settings = try job.settings(as: Settings.self)
        let (all, noun) = try pairs(job.feedback())
        let questions = Questions(pairs: all, gold: settings.gold, notes: try job.notes("gold-notes"))
        let learned = try job.digests("learned").first.map { try job.learned($0) } ?? [:]
        let (trials, counted, unseen) = try trials(
            of: job.models(job.digest("reward")), learned, on: questions, job)
        var scores = Scores(rows: [], summary: [], remarks: [])
        if noun != "comparisons" { scores.remarks.append("there is no comparison: measured on \(noun)") }
        if unseen == 0 {
            scores.remarks.append(
                "nothing was held out: measured on \(noun) that it learned from, which no gate lets pass")
        } else if unseen < all.count {
            scores.remarks.append(
                "measured on the \(unseen) of \(all.count) \(noun) that it did not learn from")
        }
        for metric in settings.metrics {
            scores.rows += trials.rows(metric)
            if metric == .goldCorrelation, let linear = trials.linearCorrelation {
                scores.rows.append(linear)
            }
            if unseen > 0, let summary = trials.summary(metric) { scores.summary.append(summary) }
            if metric == .accuracy { addCeiling(of: counted, to: &scores, isGateable: unseen > 0) }
            if metric == .calibration { scores.reliability = trials.reliability }
        }
        if settings.metrics.contains(.accuracy) { scores.pairs = trials.pairs }
        if let digest = job.digests("curve").first {
            scores.curve = try curve(digest, on: questions, settings.metrics, job)
        }
        return scores
    }

    /// The same metrics of the rewards from smaller shares, each on what it did not learn from.
    private func curve(_ digest: Digest, on questions: Questions, _ metrics: [MetricName], _ job: Job) throws
        -> [Scores.CurvePoint]
    {
        try JSON.decode(RewardCurve.self, from: job.bytes(of: digest)).points.map { point in
            let (trials, _, _) = try trials(
                of: job.models(point.models), job.learned(point.learned), on: questions, job)
            return .init(
                labels: point.labels, minutes: point.minutes, summary: metrics.compactMap(trials.summary))
        }
    }

    /// Tries rewards on what they did not learn from, or where that is nothing on everything.
    private func trials(
        of rewards: ModelSet, _ learned: [String: Set<String>], on questions: Questions, _ job: Job
    ) throws -> (trials: RewardTrials, counted: [JudgedPair], unseen: Int) {
        let model = { (passage: JudgedPassage) in
            rewards.model(for: passage.node, height: passage.height, in: passage.book)
        }
        let unseen = questions.pairs.filter {
            learned[model($0.passage).description]?.contains(PassageRecord($0.passage).identity) != true
        }
        let counted = unseen.isEmpty ? questions.pairs : unseen
        var readings = PassageReadings()
        var trials = RewardTrials()
        for pair in counted {
            try job.checkStop()
            let reward = try job.reward(model(pair.passage), shelf)
            let reading = readings.of(pair.passage, by: reward, model(pair.passage))
            let margin =
                reward.score(Answer(text: pair.first), for: reading)
                - reward.score(Answer(text: pair.second), for: reading)
            trials.compared.append(
                .init(
                    book: pair.passage.book, height: pair.passage.height, policies: pair.policies,
                    preference: pair.preference, margin: margin,
                    probability: reward.probability(ofMargin: margin, by: pair.kind)))
        }
        if let gold = questions.gold {
            trials.scored = try scored(counted, gold, questions.notes, &readings, model, job)
        }
        return (trials, counted, unseen.count)
    }

    /// Every candidate of the passages, beside the mean of its passage.
    private func scored(
        _ pairs: [JudgedPair], _ gold: Gold, _ notes: Notes, _ readings: inout PassageReadings,
        _ model: (JudgedPassage) -> Digest, _ job: Job
    ) throws -> [RewardTrials.Scored] {
        let statistics = try job.statistics(job.digest("statistics"), shelf)
        var order: [JudgedPassage] = []
        var texts: [JudgedPassage: [String]] = [:]
        for pair in pairs {
            if texts[pair.passage] == nil { order.append(pair.passage) }
            for text in [pair.first, pair.second] where texts[pair.passage]?.contains(text) != true {
                texts[pair.passage, default: []].append(text)
            }
        }
        return try order.flatMap { passage -> [RewardTrials.Scored] in
            try job.checkStop()
            let note = notes.of(passage.book)
            let known = GoldReward(
                gold, statistics: statistics, references: note.references, questions: note.questions
            ).prepare(source: passage.text)
            let reward = try job.reward(model(passage), shelf)
            let reading = readings.of(passage, by: reward, model(passage))
            let both = (texts[passage] ?? []).compactMap { text in
                known.score(text).map {
                    (reward: reward.score(Answer(text: text), for: reading), gold: $0)
                }
            }
            guard both.count > 1 else { return [] }
            let rewardMean = both.map(\.reward).reduce(0, +) / Double(both.count)
            let goldMean = both.map(\.gold).reduce(0, +) / Double(both.count)
            return both.map {
                .init(
                    book: passage.book, height: passage.height, reward: $0.reward - rewardMean,
                    gold: $0.gold - goldMean)
            }
        }
    }

    /// What two overseers agree in, and in words where that comes from.
    private func addCeiling(of pairs: [JudgedPair], to scores: inout Scores, isGateable: Bool) {
        let ceiling = AgreementCeiling(pairs.compactMap(\.comparison))
        let accuracy = scores.rows.last { $0.metric == MetricName.accuracy.rawValue && $0.height == nil }
        if let value = ceiling.value, accuracy != nil {
            var count = pairs.count
            if case .measured(_, let judged) = ceiling { count = judged }
            scores.rows.append(
                .init(metric: Self.ceiling, book: nil, height: nil, value: value, count: count))
            if isGateable { scores.summary.append(.init(metric: Self.ceiling, value: value, books: 0)) }
        }
        switch ceiling {
        case .measured(let agreed, let judged):
            scores.remarks.append(
                "'\(Self.ceiling)': of \(judged) pairs of judgements of one question by two overseers \(agreed) agree"
            )
        case .bounded(let noise):
            scores.remarks.append(
                "'\(Self.ceiling)': two overseers with noise \(noise) agree at most so often, for their slips alone; a "
                    + "reward that were right would agree with one of them in at most \(Figures.fixed(1 - noise, 3))"
            )
        case .unknown:
            scores.remarks.append(
                "no '\(Self.ceiling)': how far two people agree is not known, for no question was judged by two"
            )
        }
    }

    /// What is measured on: the comparisons; where there are none, what other kinds imply.
    private func pairs(_ feedback: FeedbackSet) throws -> (pairs: [JudgedPair], noun: String) {
        let comparisons = feedback.comparisons
        if !comparisons.isEmpty { return (comparisons.map(JudgedPair.init), "comparisons") }
        // By kind, so that the order in which judgements came does not matter.
        let implied = FeedbackKinds.all.flatMap { kind in
            feedback.judgements.filter { type(of: $0).name == kind.name }.flatMap(JudgedPair.pairs)
        }
        let others = Pipeline.FeedbackKind.teaching(.dpo).filter { $0 != .comparison }.map {
            $0.rawValue + "s"
        }
        guard !implied.isEmpty else {
            throw StageProblem(
                "there is nothing to measure on (`using:`): it takes comparisons, or else "
                    + others.joined(separator: " or "))
        }
        return (implied, "pairs that \(others.joined(separator: " and ")) imply")
    }
}

/// Two answers of which one is preferred.
private struct JudgedPair {
    /// What both answer.
    var passage: JudgedPassage
    /// The feedback kind that says so.
    var kind: String
    /// One answer.
    var first: String
    /// The other.
    var second: String
    /// P(the first answer is better), as the overseer said.
    var preference: Double
    /// The comparison, where it is one.
    var comparison: Comparison?

    /// A comparison.
    init(_ comparison: Comparison) {
        passage = comparison.passage
        kind = Comparison.name
        first = comparison.first
        second = comparison.second
        preference = comparison.preference
        self.comparison = comparison
    }

    /// The better and the worse of two answers. Which is called the first does not tell which is better: it is the one
    /// that comes first in the alphabet.
    init(_ better: String, over worse: String, passage: JudgedPassage, kind: String) {
        self.passage = passage
        self.kind = kind
        (first, second) = better < worse ? (better, worse) : (worse, better)
        preference = better < worse ? 1 : 0
    }

    /// What another kind implies.
    static func pairs(of judgement: any Learning.FeedbackKind) -> [JudgedPair] {
        judgement.implied.map {
            JudgedPair(
                $0.better, over: $0.worse, passage: judgement.passage, kind: type(of: judgement).name)
        }
    }
}

extension JudgedPair {
    /// Who wrote the two answers, in alphabetical order; nil where no judgement says so.
    fileprivate var policies: [String]? {
        guard let writers = comparison?.question.candidates.compactMap(\.policy), writers.count == 2 else {
            return nil
        }
        return writers.sorted()
    }
}

/// Passages as models read them, each read once, however many judgements are about it.
private struct PassageReadings {
    private struct Key: Hashable {
        var passage: JudgedPassage
        var model: Digest
    }

    private var passages: [JudgedPassage: Passage] = [:]
    private var readings: [Key: PassageReading] = [:]

    mutating func of(_ judged: JudgedPassage, by reward: RewardModel, _ model: Digest) -> PassageReading {
        let key = Key(passage: judged, model: model)
        if let reading = readings[key] { return reading }
        let passage = passages[judged] ?? judged.passage
        passages[judged] = passage
        let reading = reward.reading(of: passage)
        readings[key] = reading
        return reading
    }
}

extension Job {
    /// The passages that each model learned from.
    fileprivate func learned(_ digest: Digest) throws -> [String: Set<String>] {
        try JSON.decode([String: [String]].self, from: bytes(of: digest)).mapValues(Set.init)
    }
}
