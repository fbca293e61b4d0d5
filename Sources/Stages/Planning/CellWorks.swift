import Engine
import Learning
import Pipeline
import Synchronization
import Text

/// Turns a stage in a cell of the matrix into the one unit of work that it stands for.
///
/// `run` and `plan` share it: they differ only in where bytes go. A key is made of digests of content, so the work
/// of a stage is known as soon as the outputs of all that it needs are.
package struct CellWorks: Sendable {
    /// Where the bytes of files and of small constants go.
    package struct Bytes: Sendable {
        /// The digest of a file's content.
        package var ofFile: @Sendable (String) async throws -> Digest
        /// The digest of bytes that the work reads.
        package var of: @Sendable ([UInt8]) async throws -> Digest

        /// Two ways of turning content into a digest.
        package init(
            ofFile: @escaping @Sendable (String) async throws -> Digest,
            of: @escaping @Sendable ([UInt8]) async throws -> Digest
        ) {
            self.ofFile = ofFile
            self.of = of
        }

        /// The same, each file being looked at once.
        func remembered() -> Bytes {
            let known = Mutex<[String: Digest]>([:])
            let ofFile = ofFile
            return Bytes(
                ofFile: { path in
                    if let digest = known.withLock({ $0[path] }) { return digest }
                    let digest = try await ofFile(path)
                    known.withLock { $0[path] = digest }
                    return digest
                }, of: of)
        }

        /// Kept in the engine's store, for work that will be done.
        package static func storing(in engine: Engine) -> Bytes {
            Bytes(
                ofFile: { try await engine.store(file: $0) }, of: { try await engine.store($0) })
        }

        /// Hashed and left where they are, for a plan.
        package static func hashing(with engine: Engine) -> Bytes {
            Bytes(
                ofFile: { try engine.digest(ofFile: $0) }, of: { Digest(of: $0) })
        }
    }

    /// What every node must do; `nil` where the pipeline has no `task`.
    package let task: Pipeline.Task?
    /// What people may be asked to bear; `nil` where the pipeline has no `oversight`.
    package let oversight: Oversight?
    /// The files behind the pipeline's data sets.
    package let files: CorpusFiles
    /// Where people's answers are found.
    package let feedback: FeedbackFolder
    /// Where the bytes that works read go.
    package let bytes: Bytes

    /// The works of one pipeline.
    package init(
        task: Pipeline.Task?, oversight: Oversight?, files: CorpusFiles, feedback: FeedbackFolder,
        bytes: Bytes
    ) {
        self.task = task
        self.oversight = oversight
        self.files = files
        self.feedback = feedback
        self.bytes = bytes
    }

    /// The same works from files as they are now: books are found and hashed once, however many cells read them.
    func remembered() -> CellWorks {
        CellWorks(
            task: task, oversight: oversight, files: files.remembered(), feedback: feedback,
            bytes: bytes.remembered())
    }

    /// The work of a cell, given the outputs of the cells that it needs.
    package func work(for cell: Cell, given outputs: [CellID: Outputs]) async throws -> Work {
        let given = Given(outputs: outputs)
        switch cell.step {
        case .decompose(let step): return try await decompose(step, cell, given)
        case .ask(let step): return try await ask(step, cell, given)
        case .train(let step): return try await train(step, cell, given)
        case .recompose(let step): return try await recompose(step, cell, given)
        case .evaluate(let step): return try await evaluate(step, cell, given)
        case .read(let step): return try await read(step)
        case .compare(let step):
            return try CompareScores.work(
                step, scores: step.arms.map { try given.main($0.scores) }, seed: cell.seed)
        }
    }

    /// The work of a cell as it would be done now: where it may leave something out and a result that has all of it
    /// is known, that one.
    package func work(for cell: Cell, given outputs: [CellID: Outputs], in engine: Engine) async throws
        -> Work
    {
        let work = try await work(for: cell, given: outputs)
        if let whole = work.withoutFailures, engine.lookup(whole) != nil { return whole }
        return work
    }

    /// Outputs of earlier cells.
    struct Given {
        /// The outputs, by cell.
        var outputs: [CellID: Outputs]

        /// The digest at a port of a cell; throws ``StageProblem`` where the cell has not been done.
        func port(_ port: String, of cell: CellID) throws -> Digest {
            guard let outputs = outputs[cell] else { throw StageProblem("'\(cell)' has not been done") }
            return try outputs.port(port)
        }

        /// The digest at a cell's port `main`; throws ``StageProblem`` where the cell has not been done.
        func main(_ cell: CellID) throws -> Digest { try port("main", of: cell) }
    }

    // MARK: Verbs

    private func decompose(_ step: Decompose, _ cell: Cell, _ given: Given) async throws -> Work {
        let (settings, sources) = try await growing(step.corpus, by: step.decomposers, cell, given)
        return try GrowForest.work(settings, sources, seed: cell.seed)
    }

    private func ask(_ step: Ask, _ cell: Cell, _ given: Given) async throws -> Work {
        if step.about == .splits { return try await askSplits(step, cell, given) }
        let limits = try limits()
        var inputs = try subject(step.subject, given)
        inputs["policy"] = try await models(step.policy, given)
        let judge: AskOverseer.Judge
        switch step.overseer.kind {
        case .simulated:
            guard case .known(let kind) = step.overseer.gold, let gold = Gold(rawValue: kind.rawValue) else {
                throw StageProblem("a simulated overseer needs a gold: coverage, reference or questions")
            }
            judge = .simulated(gold: gold, noise: step.overseer.noise)
            inputs["notes"] = try await notes(step.overseer.references)
        case .replay:
            judge = .recorded(isReplay: true)
            guard let path = step.overseer.path else { throw StageProblem("a replay needs a `path`") }
            inputs["records"] = [try await bytes.ofFile(files.resolve(path))]
        case .human:
            judge = .recorded(isReplay: false)
            let own = try Set(feedback.answerFiles(of: cell.id))
            inputs["records"] = []
            inputs["elsewhere"] = []
            for path in try recordFiles(of: cell) {
                inputs[own.contains(path) ? "records" : "elsewhere", default: []].append(
                    try await bytes.ofFile(path))
            }
        case .model: throw StageProblem("overseers of kind 'model' cannot be run yet")
        }
        let questions = PoseQuestions.Settings(
            kinds: step.kinds.map(\.rawValue), nodes: NodeSets(step.nodes), count: step.count,
            minutes: step.minutes, wordsPerMinute: oversight?.wordsPerMinute ?? 230,
            samples: step.samples, limits: limits, untrained: step.policy == .builtin(.extractive),
            scales: scales(step))
        var search: PoseAdversarial.Search?
        if step.pick == .adversarial, let reward = step.reward {
            inputs["reward"] = [try given.main(reward)]
            search = PoseAdversarial.Search(draws: step.draws)
            if case .simulated(let gold, _) = judge, step.adversary == .gold { search?.gold = gold }
        }
        return try Meaning.askOverseer.work(
            AskOverseer.Settings(
                questions: questions, search: search, overseer: judge, words: limits.words,
                failures: cell.failures),
            inputs: inputs, seed: cell.seed)
    }

    /// The scales that are not the usual ones, so that those which are stay out of keys.
    func scales(_ step: Ask) -> [String: Int]? {
        var scales: [String: Int] = [:]
        if step.kinds.contains(.comparison), step.overseer.points != 9 {
            scales[Comparison.name] = step.overseer.points
        }
        if step.kinds.contains(.rating), step.overseer.scale != Rating.usualScale {
            scales[Rating.name] = step.overseer.scale
        }
        return scales.isEmpty ? nil : scales
    }

    private func read(_ step: Read) async throws -> Work {
        let data = step.corpus.data
        var sources: [Digest] = []
        for path in try files.paths(of: data) { sources.append(try await bytes.ofFile(path)) }
        let split = step.corpus.split
        let settings = ReadFeedback.Settings(
            parts: split == nil ? [] : data.amounts.map { .init(name: $0.name, amount: $0.amount) },
            split: split, seed: split == nil ? nil : data.seed, fold: split == nil ? 1 : data.fold,
            kinds: data.kinds.map(\.rawValue))
        return try Meaning.readFeedback.work(settings, inputs: ["files": sources], seed: nil)
    }

    private func train(_ step: Train, _ cell: Cell, _ given: Given) async throws -> Work {
        if step.trainee == .decomposer {
            return step.method == .bestOf
                ? try bestOfCutter(step, cell, given) : try await trainDecomposer(step, cell, given)
        }
        if step.trainee == .reward, step.about == .splits {
            return try Meaning.trainSplitReward.work(
                SplitRewardTraining.Settings(step.settings),
                inputs: ["feedback": try step.using.map(given.main)], seed: cell.seed)
        }
        var inputs: [String: [Digest]] = ["from": try await models(step.from, given)]
        switch (step.trainee, step.method) {
        case (.policy, .bc):
            try addFeedback(step.using, to: &inputs, given)
            let settings = TrainCloning.Settings(
                method: .init(step.settings), per: step.per, failures: cell.failures,
                hidden: step.settings.integer("hidden") ?? NewPolicy.usualWidth)
            return try Meaning.trainCloning.work(settings, inputs: inputs, seed: cell.seed)
        case (.reward, .reward):
            try addFeedback(step.using, to: &inputs, given)
            let settings = TrainReward.Settings(
                method: .init(step.settings), per: step.per, failures: cell.failures)
            if let points = step.settings.integer("curve"), points > 1 {
                return try Meaning.trainCurve.work(
                    TrainCurve.Settings(points: points, reward: settings), inputs: inputs, seed: cell.seed)
            }
            return try Meaning.trainReward.work(settings, inputs: inputs, seed: cell.seed)
        case (.policy, .dpo), (.policy, .kto):
            try addFeedback(step.using, to: &inputs, given)
            let settings = TrainPreference.Settings(
                method: step.method == .dpo ? .dpo(.init(step.settings)) : .kto(.init(step.settings)),
                per: step.per, failures: cell.failures)
            return try Meaning.trainPreference.work(settings, inputs: inputs, seed: cell.seed)
        case (.policy, .ppo), (.policy, .rloo), (.policy, .expert):
            try addPractice(step, to: &inputs, given)
            inputs["reward"] = try reward(of: step, given)
            let method: ReinforcementMethod =
                switch step.method {
                case .rloo: .rloo(.init(step.settings))
                case .expert: .expert(.init(step.settings))
                default: .ppo(.init(step.settings))
                }
            let settings = TrainReinforcement.Settings(
                method: method, per: step.per, failures: cell.failures,
                nodes: NodeSets(step.nodes), limits: try limits(),
                snapshots: step.settings.integer("snapshots").flatMap { $0 > 0 ? $0 : nil })
            return try Meaning.trainReinforcement.work(settings, inputs: inputs, seed: cell.seed)
        case (.policy, .command): return try await trainByProgram(step, cell, given)
        case (.policy, .bestOf):
            inputs["reward"] = try reward(of: step, given)
            let settings = TrainBestOf.Settings(method: .init(n: step.settings.integer("n") ?? 16))
            return try Meaning.trainBestOf.work(settings, inputs: inputs, seed: cell.seed)
        default: throw StageProblem("'\(step.method.rawValue)' cannot be run yet")
        }
    }

    private func recompose(_ step: Recompose, _ cell: Cell, _ given: Given) async throws -> Work {
        var policies: [Digest] = []
        for part in step.parts { policies += try await models(part.policy, given) }
        guard policies.count == step.parts.count || step.parts.count == 1 else {
            throw StageProblem("an untrained policy cannot stand beside others: train it first (`by: bc`)")
        }
        return try RecomposeForest.work(
            .init(
                limits: try limits(), nodes: NodeSets(step.nodes),
                parts: step.parts.map { NodeSets([$0.nodes]) }, failures: cell.failures),
            forest: given.main(step.forest), policies: policies, seed: cell.seed)
    }

    private func evaluate(_ step: Evaluate, _ cell: Cell, _ given: Given) async throws -> Work {
        switch step.subject {
        case .forest(let forest):
            return try EvaluateForest.work(step.cutting, forest: given.main(forest))
        case .decomposer(let use): return try await evaluate(use, step, cell, given)
        case .policy(let policy): return try await evaluate(policy, step, cell, given)
        case .answers(let answers):
            var gold: Gold?
            if case .known(let kind)? = step.overseer?.gold { gold = Gold(rawValue: kind.rawValue) }
            var inputs = [
                "answers": [try given.main(answers)],
                // What ROUGE compares with is named by the stage, what the gold knows by its overseer.
                "notes": try await notes(step.references),
                "gold-notes": try await notes(step.overseer?.references),
                "reward": try step.reward.map { [try given.main($0)] } ?? [],
                "from": try await step.from.asyncMap { try await models($0, given) } ?? [],
            ]
            // A port without an input is left out: what was measured before these metrics stays known.
            for (port, cells) in [
                ("against", step.against), ("learned-from", step.learnedFrom),
                ("practised-on", step.practisedOn), ("ratings", step.ratings.map { [$0] } ?? []),
            ] where !cells.isEmpty {
                inputs[port] = try cells.map(given.main)
            }
            let settings = EvaluateAnswers.Settings(
                metrics: step.metrics, gold: gold, catastrophe: step.catastrophe,
                words: step.metrics.contains(.sandwich) ? oversight?.words : nil, failures: cell.failures)
            return try Meaning.evaluateAnswers.work(
                settings, inputs: inputs,
                seed: nil)
        case .reward(let reward):
            var inputs = [
                "reward": [try given.main(reward)], "learned": [try given.port("learned", of: reward)],
            ]
            inputs["feedback"] = try step.using.map(given.main)
            if let curve = given.outputs[reward]?[RewardCurve.port] { inputs["curve"] = [curve] }
            var settings = EvaluateReward.Settings(metrics: step.metrics)
            if step.metrics.contains(.goldCorrelation), case .known(let kind)? = step.overseer?.gold {
                settings.gold = Gold(rawValue: kind.rawValue)
                inputs["statistics"] = try step.using.prefix(1).map { try given.port("statistics", of: $0) }
                inputs["gold-notes"] = try await notes(step.overseer?.references)
            }
            return try Meaning.evaluateReward.work(
                settings, inputs: inputs,
                seed: nil)
        case .corpus: throw StageProblem("books cannot be evaluated")
        }
    }

    private func evaluate(_ policy: ModelReference, _ step: Evaluate, _ cell: Cell, _ given: Given)
        async throws -> Work
    {
        guard case .forest(let forest)? = step.practice, let reward = step.reward else {
            throw StageProblem("trees to draw answers on (`in:`) and a reward are needed")
        }
        guard case .known(let kind)? = step.overseer?.gold, let gold = Gold(rawValue: kind.rawValue) else {
            throw StageProblem("an overseer with a known gold is needed (`overseer:`)")
        }
        let settings = EvaluatePolicy.Settings(
            gold: gold, limits: try limits(), samples: step.samples, fit: step.fit)
        var inputs = [
            "from": try await models(policy, given), "forest": [try given.main(forest)],
            "statistics": [try given.port("statistics", of: forest)],
            "reward": [try given.main(reward)],
            "gold-notes": try await notes(step.overseer?.references),
        ]
        if case .cell(let cell) = policy, let snapshots = given.outputs[cell]?[PolicySnapshot.port] {
            inputs["snapshots"] = [snapshots]
        }
        return try Meaning.evaluatePolicy.work(settings, inputs: inputs, seed: cell.seed)
    }

    // MARK: Inputs

    /// The files that hold what was said at a cell, in the order in which its work reads them.
    func recordFiles(of cell: Cell) throws -> [String] {
        if case .read(let step) = cell.step { return try files.paths(of: step.corpus.data) }
        guard case .ask(let step) = cell.step else { return [] }
        if let path = step.overseer.path { return [files.resolve(path)] }
        return try feedback.answerFiles(last: cell.id)
    }

    /// How much may be written at a node, and shown for it; throws where the pipeline has no task.
    func limits() throws -> AnswerLimits {
        guard let task else { throw StageProblem("the pipeline has no `task`") }
        return AnswerLimits(task: task, oversight: oversight)
    }

    func subject(_ subject: Subject, _ given: Given) throws -> [String: [Digest]] {
        switch subject {
        case .forest(let cell): ["forest": [try given.main(cell)]]
        case .answers(let cell): ["answers": [try given.main(cell)]]
        default: throw StageProblem("a forest or answers are needed here")
        }
    }

    /// The models of a reference; none for the untrained extractive policy, which its user makes.
    func models(_ reference: ModelReference?, _ given: Given) async throws -> [Digest] {
        switch reference {
        case nil, .builtin(.extractive): return []
        case .builtin(.lead):
            let policy = try await bytes.of(
                PolicyModel(.lead(LeadPolicy()), card: ModelCard(method: "lead")).encoded())
            return [try await bytes.of(JSON.encode(ModelSet(shared: policy)))]
        case .cell(let cell): return [try given.main(cell)]
        case .model(let model):
            if case .command(let argv) = model.source { return [try await program(argv)] }
            throw StageProblem("models of kind '\(model.kind.rawValue)' cannot be run yet")
        }
    }

    private func addFeedback(_ cells: [CellID], to inputs: inout [String: [Digest]], _ given: Given) throws {
        inputs["feedback"] = try cells.map(given.main)
        inputs["statistics"] = try cells.prefix(1).map { try given.port("statistics", of: $0) }
    }

    private func addPractice(_ step: Train, to inputs: inout [String: [Digest]], _ given: Given) throws {
        guard let practice = step.practice else {
            throw StageProblem("books to practise on are needed (`in:`)")
        }
        inputs.merge(try subject(practice, given)) { $1 }
        if case .forest(let cell) = practice {
            inputs["statistics"] = [try given.port("statistics", of: cell)]
        }
    }

    private func reward(of step: Train, _ given: Given) throws -> [Digest] {
        guard step.rewards.count == 1 else { throw StageProblem("exactly one reward can be optimised yet") }
        return try step.rewards.map(given.main)
    }

    /// The notes of a data set as one blob; nothing where none is named.
    private func notes(_ data: DataSet?) async throws -> [Digest] {
        guard let data else { return [] }
        var all: [Note] = []
        for path in try files.paths(of: data) {
            all += try Notes(parsing: files.content(of: path), file: path).notes
        }
        return [try await bytes.of(JSON.encode(Notes(all)))]
    }
}

extension Evaluate {
    /// What is measured of trees.
    var cutting: EvaluateForest.Settings {
        .init(metrics: metrics, unit: unit == .sentence ? .sentence : .paragraph)
    }
}
