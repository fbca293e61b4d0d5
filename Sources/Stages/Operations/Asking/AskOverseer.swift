import Engine
import Learning
import Pipeline
import Text

/// Asks an overseer and gathers what was said: what an `ask` stage does.
struct AskOverseer: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.askOverseer
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// What is asked.
        var questions: PoseQuestions.Settings
        /// How the worst answers are looked for; `nil` where nodes are taken at random.
        var search: PoseAdversarial.Search?
        /// Who judges.
        var overseer: Judge
        /// Most words on one screen.
        var words: Int
        /// How many questions may be left out; `nil` for none.
        var failures: Allowance?
    }

    /// Who judges.
    enum Judge: Codable, Hashable {
        /// A reward that is known judges, with a share of its judgements made at random.
        case simulated(gold: Gold, noise: Double)
        /// People, or a recording of them: their answers stand in files.
        case recorded(isReplay: Bool)
    }

    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// The questions of this ask, as a unit of their own: the same questions whoever answers them.
    static func posing(_ work: Work) throws -> Work {
        if work.operation == Meaning.askSplits.name { return try AskSplits.posing(work) }
        let asking = try work.settings.decode(Settings.self)
        var settings = asking.questions
        settings.failures = asking.failures
        var inputs = work.inputs
        for port in ["records", "elsewhere"] { inputs[port] = nil }
        if let search = asking.search {
            // Only a gold's search reads what the gold knows.
            if search.gold == nil { inputs["notes"] = nil }
            return try Meaning.poseAdversarial.work(
                PoseAdversarial.Settings(asking: settings, search: search), inputs: inputs, seed: work.seed)
        }
        inputs["notes"] = nil
        return try Meaning.poseQuestions.work(
            settings, inputs: inputs,
            seed: work.seed)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let posed = try await job.perform(try Self.posing(job.work), label: "\(job.label) · questions")
        let readings = try JSON.decode([Reading].self, from: job.bytes(of: posed.main))
        var omissions = try job.omissions(of: posed)
        let forest = try job.forest(forestDigest(job))
        let statistics = forest.statistics
        let feedback: FeedbackSet
        switch settings.overseer {
        case .simulated(let gold, let noise):
            let said = try await simulated(
                readings, gold, noise, forest: forest, settings: settings, before: omissions.count, job: job)
            feedback = said.feedback
            omissions += said.omissions
        case .recorded(let isReplay):
            let asking = settings.questions
            feedback = try job.recorded(
                readings, isReplay: isReplay, isWhole: asking.count != nil || asking.minutes != nil
            ) { $0.minutes(asking) }
        }
        guard feedback.count > 0 else {
            throw StageProblem(
                "there was nothing to judge: the nodes asked about gave no question (a policy whose answers are always "
                    + "the same gives no pair to compare)")
        }
        var outputs = ["main": try feedback.encoded(), "statistics": try job.bytes(of: statistics)]
        job.note(
            "\(Figures.count(feedback.count, "judgement")) on \(Figures.count(readings.count, "reading"))")
        var remarks: [String] = []
        if let count = settings.questions.count, feedback.count < count {
            remarks.append(
                "\(feedback.count) of the \(count) judgements asked for: there are no more nodes to ask about"
            )
        }
        outputs.merge(try omissions.outputs(remarks: remarks)) { mine, _ in mine }
        return outputs
    }

    private func forestDigest(_ job: Job) throws -> Digest {
        if let forest = job.digests("forest").first { return forest }
        return try job.decoded(Answers.self, "answers").forest
    }

    private func simulated(
        _ readings: [Reading], _ gold: Gold, _ noise: Double, forest: Forest, settings: Settings,
        before omitted: Int, job: Job
    ) async throws -> (feedback: FeedbackSet, omissions: [Omission]) {
        let notes = try job.notes("notes")
        let files = Dictionary(forest.entries.map { ($0.name, $0.file) }) { first, _ in first }
        let leniency = Leniency<Reading>(
            noun: .reading, allowance: settings.failures, used: omitted, total: readings.count + omitted,
            name: { "\($0.passage.book) \($0.passage.node)" })
        let verdicts = try await job.fanOut(readings, leniency) { reading in
            let note = try JSON.encode(notes.of(files[reading.passage.book] ?? "").withoutName)
            let judging = try JudgeReading.work(
                .init(
                    kind: reading.kind, gold: gold, noise: noise, words: settings.words,
                    limit: reading.passage.limit,
                    pass: reading.pass, scale: reading.scale),
                reading: reading, statistics: forest.statistics, note: try await job.store(note),
                seed: job.work.seed ?? 0)
            let label = "\(job.label) · judge \(reading.passage.book) \(reading.passage.node)"
            return try JSON.decode(
                JudgeReading.Verdict.self,
                from: job.bytes(of: try await job.perform(judging, label: label).main))
        }
        // Two overseers who differ in anything are two people: what one says does not replace what the other said.
        let person = SimulatedOverseer.person(gold: gold, noise: noise, seed: job.work.seed ?? 0)
        var feedback = FeedbackSet()
        for (reading, verdict) in verdicts.done {
            try job.checkStop()
            for judgement in try reading.judgements(verdict, person: person) { feedback.append(judgement) }
        }
        return (feedback, verdicts.omissions)
    }

}

extension Job {
    /// Joins recorded answers to the questions; people who have not answered all of them are waited for.
    ///
    /// - Parameters:
    ///   - isWhole: whether a replay must answer all of the questions too.
    ///   - minutes: of one reading, as the plan counts them.
    func recorded(
        _ readings: [Reading], isReplay: Bool, isWhole: Bool, minutes: (Reading) -> Double
    ) throws -> FeedbackSet {
        let questions = readings.flatMap(\.questions)
        let lineFeed = UInt8(ascii: "\n")
        let others = try digests("elsewhere").map { try bytes(of: $0) + [lineFeed] }
        let files = others + (try digests("records").map { try bytes(of: $0) + [lineFeed] })
        // What is wrong in another stage's folder is that stage's to say.
        let foreign = others.map { $0.count { $0 == lineFeed } }.reduce(0, +)
        let all = FeedbackLog(parsing: files.flatMap(\.self))
        // Answers to questions that are not asked now, or by another stage, stay in the files for when they are.
        let items = Set(questions.map(\.item))
        let elsewhere = Set(all.standings.filter { !items.contains($0.item) }.map(\.line))
        let (feedback, joined) = FeedbackSet.joining(questions, with: all)
        let problems = joined.filter { $0.line > foreign && !elsewhere.contains($0.line) }
        if let problem = problems.first { throw RecordProblem(problem, of: problems.count, in: files) }
        let answered = Set(feedback.judgements.map(\.item))
        let open = questions.filter { !answered.contains($0.item) }
        guard let first = open.first else { return feedback }
        if isReplay {
            // A replay that names no count plays back what there is.
            if !isWhole, feedback.count > 0 { return feedback }
            throw StageProblem(
                "the recording answers \(questions.count - open.count) of the \(questions.count) questions of this stage"
            )
        }
        let minutesLeft = readings.map { reading in
            let items = reading.questions.map(\.item)
            return minutes(reading) * Double(items.count { !answered.contains($0) })
                / Double(items.count)
        }
        throw WaitingForPeople(
            stage: label, kind: first.kind, count: open.count, minutes: minutesLeft.reduce(0, +), folder: "")
    }
}

extension Note {
    /// The same without the book's name, which no judgement may depend on.
    var withoutName: Note { Note(book: "", references: references, questions: questions) }
}

extension Reading {
    /// Minutes of this reading, as the plan counts them.
    func minutes(_ settings: PoseQuestions.Settings) -> Double {
        guard let kind = Pipeline.FeedbackKind(rawValue: kind) else { return 0 }
        let judgements = questions.count
        let one = Minutes.judgement(
            kind, source: wordCount(passage.text), limit: passage.limit, leafLimit: settings.limits.leaf,
            sharing: judgements, wordsPerMinute: settings.wordsPerMinute)
        return one * Double(judgements)
    }

    /// What a simulated overseer said, as feedback.
    func judgements(_ verdict: JudgeReading.Verdict, person: String) throws -> [any Learning.FeedbackKind] {
        let questions = questions
        if let said = verdict.said, let kind = FeedbackKinds.named(kind) {
            return try zip(questions, said).map { question, said in
                try kind.value(
                    Judgement(
                        question: question, person: person, sides: Array(1..<question.candidates.count + 1),
                        answer: said.answer, effort: said.effort))
            }
        }
        if let text = verdict.demonstration {
            return [
                Demonstration(
                    Judgement(
                        question: questions[0], person: person, sides: [], answer: .init(text: text),
                        effort: verdict.effort))
            ]
        }
        return zip(questions, verdict.pairs).map { question, pair in
            Comparison(
                Judgement(
                    question: question, person: person, sides: [1, 2],
                    answer: .init(points: pair.points, scale: scale), effort: pair.effort))
        }
    }
}
