import Engine
import Learning
import Pipeline
import Text

extension CellWorks {
    /// What cuts the books of a corpus, and what it reads.
    func growing(
        _ corpus: Corpus, by decomposers: [DecomposerUse], _ cell: Cell, _ given: Given
    ) async throws -> (settings: GrowForest.Settings, inputs: GrowForest.Inputs) {
        var (books, inputs) = try await books(of: corpus)
        let cuts = try decomposers.map { use in
            if use.isOracle {
                return GrowForest.NamedDecomposer(name: use.name, oracle: LearnedCutting(use.limits))
            }
            if let cutter = use.trained {
                inputs.cutters.append(try given.main(cutter))
                return GrowForest.NamedDecomposer(name: use.name, learned: LearnedCutting(use.limits))
            }
            return GrowForest.NamedDecomposer(name: use.name, decomposer: try rule(use))
        }
        return (.init(books: books, decomposers: cuts, failures: cell.failures), inputs)
    }

    /// The books of a corpus, and the contents of their files.
    private func books(of corpus: Corpus) async throws -> (
        books: [GrowForest.BookFile], inputs: GrowForest.Inputs
    ) {
        let annotations = try files.coreference(of: corpus.data)
        var books: [GrowForest.BookFile] = []
        var inputs = GrowForest.Inputs(sources: [])
        for book in try files.books(of: corpus) {
            inputs.sources.append(try await bytes.ofFile(book.path))
            let path = annotations[book.name]
            if let path { inputs.annotations.append(try await bytes.ofFile(path)) }
            books.append(
                .init(
                    name: book.name, format: book.format, hasCoreference: path == nil ? nil : true,
                    withoutHeadings: corpus.data.headings == .removed ? true : nil))
        }
        return (books, inputs)
    }

    /// A way of cutting that learns nothing.
    private func rule(_ use: DecomposerUse) throws -> Decomposer {
        guard case .settings(let settings) = use.source, let decomposer = Decomposer(settings) else {
            throw StageProblem("'\(use.name)' is trained; a decomposer that follows rules is needed here")
        }
        return decomposer
    }

    /// The work of training a decomposer.
    func trainDecomposer(_ step: Train, _ cell: Cell, _ given: Given) async throws -> Work {
        guard case .corpus(let corpus)? = step.practice, let limits = step.limits else {
            throw StageProblem("books to practise on are needed (`in:`)")
        }
        var models: FitCutter.Models?
        let method: CutterMethod
        switch step.method {
        case .locality: method = .locality(.init(step.settings))
        case .rloo:
            guard case .cell(let start) = step.from, let reward = step.rewards.first else {
                throw StageProblem("a trained decomposer to start from (`from:`) and a reward are needed")
            }
            models = .init(
                start: try given.main(start), reward: try given.main(reward),
                policy: try await self.models(step.policy, given).first)
            method = .rloo(.init(step.settings))
        default: method = .imitation(.init(step.settings))
        }
        let (books, inputs) = try await books(of: corpus)
        let settings = TrainDecomposer.Settings(
            books: books,
            fitting: .init(
                method: method, cutting: LearnedCutting(limits),
                passageWords: step.settings.integer("passage_words") ?? 2500,
                answering: step.policy == nil ? nil : try self.limits(),
                snapshots: step.settings.integer("snapshots").flatMap { $0 > 0 ? $0 : nil }),
            like: step.method == .bc ? try step.like.map(rule) : nil)
        return try TrainDecomposer.work(settings, inputs, models: models, seed: cell.seed)
    }

    /// The work of binding a decomposer to the reward by which the best of its draws is taken.
    func bestOfCutter(_ step: Train, _ cell: Cell, _ given: Given) throws -> Work {
        guard case .cell(let start) = step.from, let reward = step.rewards.first else {
            throw StageProblem("a trained decomposer to draw from (`from:`) and a reward are needed")
        }
        return try Meaning.trainBestOfCutter.work(
            BindBestOf.Settings(n: step.settings.integer("n") ?? 16),
            inputs: ["from": [try given.main(start)], "reward": [try given.main(reward)]], seed: cell.seed)
    }

    /// The work of measuring a decomposer, with the seed of a `decompose` stage.
    func evaluate(_ use: DecomposerUse, _ step: Evaluate, _ cell: Cell, _ given: Given) async throws -> Work {
        guard case .corpus(let corpus)? = step.practice else {
            throw StageProblem("books to cut are needed (`in:`)")
        }
        let (growing, inputs) = try await growing(corpus, by: [use], cell, given)
        guard step.metrics.contains(.overOptimisation) else {
            return try EvaluateDecomposer.work(
                .init(forest: growing, scores: step.cutting, edits: step.edits), inputs, seed: cell.seed)
        }
        guard let cutter = use.trained, let reward = step.reward else {
            throw StageProblem("a trained decomposer and a reward are needed")
        }
        var ports = inputs.ports
        ports["reward"] = [try given.main(reward)]
        if let snapshots = given.outputs[cutter]?[PolicySnapshot.port] { ports["snapshots"] = [snapshots] }
        return try Meaning.evaluateCutter.work(
            EvaluateCutter.Settings(
                books: growing.books, cutting: LearnedCutting(use.limits), failures: cell.failures,
                extent: .init(samples: step.samples, fit: step.fit)), inputs: ports, seed: cell.seed)
    }

    /// The work of asking which of two ways to cut is better.
    func askSplits(_ step: Ask, _ cell: Cell, _ given: Given) async throws -> Work {
        guard case .corpus(let corpus) = step.subject, let first = step.proposals.first else {
            throw StageProblem("books and the decomposers whose cuts are compared are needed (`proposals:`)")
        }
        let (growing, cutting) = try await growing(corpus, by: step.proposals, cell, given)
        var inputs = cutting.ports
        let judge: AskSplits.Judge
        switch step.overseer.kind {
        case .simulated: judge = .simulated(noise: step.overseer.noise)
        case .replay:
            judge = .recorded(isReplay: true)
            inputs["records"] = try await records(of: cell).own
        case .human:
            judge = .recorded(isReplay: false)
            let records = try await records(of: cell)
            (inputs["records"], inputs["elsewhere"]) = (records.own, records.elsewhere)
        case .model: throw StageProblem("overseers of kind 'model' cannot be run yet")
        }
        let sizes = LearnedCutting(first.limits).leaves
        return try Meaning.askSplits.work(
            AskSplits.Settings(
                questions: .init(
                    books: growing.books, proposals: growing.decomposers,
                    passageWords: sizes.about * first.limits.fanIn, count: step.count, minutes: step.minutes,
                    wordsPerMinute: oversight?.wordsPerMinute ?? 230, scale: scales(step)?[Comparison.name]),
                overseer: judge),
            inputs: inputs, seed: cell.seed)
    }

    /// What people said at a cell: the contents of its own files, and of those of other stages.
    func records(of cell: Cell) async throws -> (own: [Digest], elsewhere: [Digest]) {
        let mine = try Set(feedback.answerFiles(of: cell.id))
        var (own, elsewhere): ([Digest], [Digest]) = ([], [])
        for path in try recordFiles(of: cell) {
            let digest = try await bytes.ofFile(path)
            if mine.isEmpty || mine.contains(path) { own.append(digest) } else { elsewhere.append(digest) }
        }
        return (own, elsewhere)
    }
}
