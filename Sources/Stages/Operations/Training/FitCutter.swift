import Engine
import Learning
import Tensors
import Text

/// One training of a decomposer on books.
struct FitCutter: StageOperation {
    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.fitCutter
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// The method and its hyper-parameters.
        var method: CutterMethod
        /// The limits under which it is practised.
        var cutting: LearnedCutting
        /// The words of a passage that is practised on.
        var passageWords: Int
        /// How passages are answered where a reward of answers is earned: each then has as many leaves as a node has
        /// children at most. `nil` where none is.
        var answering: AnswerLimits?
        /// How many decomposers are kept on the way of one that practises; `nil` for none.
        var snapshots: Int?
    }

    /// What a method that practises is given.
    struct Models {
        /// The decomposer that it begins as.
        var start: Digest
        /// The reward of ways to cut; the set of rewards where these are of answers.
        var reward: Digest
        /// The set of policies that answer; `nil` for a reward of ways to cut.
        var policy: Digest?
    }

    /// The unit of this operation for books.
    ///
    /// - Parameters:
    ///   - models: for a method that practises.
    ///   - trees: how the decomposer that is imitated cuts each book; none where nothing is imitated.
    ///   - coreference: who is meant where; a surface rule takes its place unless it is there for every book.
    static func work(
        _ settings: Settings, books: [Digest], trees: [Digest], coreference: [Digest],
        models: Models? = nil, seed: UInt64
    ) throws -> Work {
        var inputs = ["books": books]
        if !trees.isEmpty { inputs["trees"] = trees }
        if let models { inputs.merge(models.ports) { $1 } }
        if trees.isEmpty, coreference.count == books.count, !books.isEmpty {
            inputs["coreference"] = coreference
        }
        return try meaning.work(settings, inputs: inputs, seed: seed)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let view = settings.method.view
        let books = try job.digests("books").map { digest in
            try job.checkStop()
            let book = try JSON.decode(Book.self, from: job.bytes(of: digest))
            var places = CutPlaces(
                of: Boundaries(of: book), snap: settings.cutting.snap, spacing: settings.cutting.leaves.least)
            // A rank among the places of a book is one among those where a cut is wanted.
            if view == .book { places = places.wanted }
            return (book: book, reading: CutReading(of: book, places: places, view: view))
        }
        let note = Figures.count(books.count, "book")
        switch settings.method {
        case .imitation(let method):
            let trees = try job.digests("trees").map { try JSON.decode(Tree.self, from: job.bytes(of: $0)) }
            let examples = zip(books, trees).map { pair, tree in
                CutImitation.Example(pair.reading, leaves: tree.leaves.map { tree.nodes[$0].span })
            }
            return try job.fitted(
                CutImitation(settings: method, examples: examples, seed: job.stream()),
                lack: "the books have no cut to imitate", note: note)
        case .locality(let method):
            return try job.fitted(
                LocalityTraining(
                    settings: method,
                    examples: try examples(books, settings, job).map { ($0.passage, $0.costs) },
                    seed: job.stream()),
                lack: "the books have no pronoun that could lose its person",
                note: note
                    + (job.digests("coreference").isEmpty ? ", by the surface rule" : ", by coreference"))
        case .rloo(let method):
            let start = try CutterModel(decoding: job.bytes(of: job.digest("start")))
            try start.checkView()
            guard start.scorer.trees == nil else {
                throw StageProblem("a decomposer with 'trees' cannot practise: its trees do not move")
            }
            return try job.fitted(
                CutReinforcement(
                    settings: method, start: start, examples: try practice(books, settings, job),
                    seed: job.stream()),
                lack: "the books have no passage that could be cut in more than one way", note: note,
                reward: settings.answering == nil ? nil : "of answers", snapshots: settings.snapshots ?? 0)
        }
    }

    /// The passages of the books, each with what its leaves cost and what ways to cut it earn.
    private func practice(
        _ books: [(book: Book, reading: CutReading)], _ settings: Settings, _ job: Job
    ) throws -> [CutReinforcement.Example] {
        guard let limits = settings.answering else {
            let reward = try SplitReward(decoding: job.bytes(of: job.digest("reward")))
            return try examples(books, settings, job).map { _, passage, costs in
                .init(passage, costs: costs, returns: SplitReturn(reward, of: passage))
            }
        }
        let recomposition = Recomposition(
            policies: try job.models(job.digest("policy")).byHeight { try job.policy($0, shelf) },
            limits: limits, fanIn: settings.cutting.fanIn, draws: job.stream().split(label: "answers"))
        let rewards = try job.models(job.digest("reward")).byHeight { try job.reward($0, shelf) }
        return try examples(books, settings, job).map { book, passage, costs in
            .init(
                passage, costs: costs,
                returns: AnswerReturn(
                    of: passage, in: book, recomposition: recomposition, rewards: rewards))
        }
    }

    /// The passages of the books, each with what its leaves cost.
    private func examples(
        _ books: [(book: Book, reading: CutReading)], _ settings: Settings, _ job: Job
    ) throws -> [(book: Book, passage: CutPassage, costs: [Double])] {
        let known = job.digests("coreference")
        return try books.enumerated().flatMap { index, pair in
            let orphans = try job.orphans(in: pair.book, known.isEmpty ? nil : known[index])
            let (reading, leaves) = (pair.reading, settings.cutting.leaves)
            let passages =
                settings.answering == nil
                ? CutPassage.passages(of: reading, words: settings.passageWords, leaves: leaves)
                : CutPassage.passages(of: reading, leaves: leaves, atMost: settings.cutting.fanIn)
            return passages.map { (pair.book, $0, $0.costs(of: orphans)) }
        }
    }
}

extension FitCutter.Models {
    /// The same as inputs of a unit.
    var ports: [String: [Digest]] {
        var ports = ["start": [start], "reward": [reward]]
        if let policy { ports["policy"] = [policy] }
        return ports
    }
}

extension Job {
    /// The outputs of a unit that trains a decomposer: the model at `main`, and what was measured at `metrics`; where asked
    /// for, decomposers on the way at ports of their own (``PolicySnapshot/port(_:)``).
    ///
    /// - Parameters:
    ///   - lack: what is not there where nothing can be learned.
    ///   - reward: what its reward is of, for its card; `nil` for ways to cut, or where it earned none.
    ///   - count: how many decomposers are kept on the way, at even distances, the last one the result.
    fileprivate func fitted<Method: Training>(
        _ method: Method, lack: String, note: String, reward: String? = nil, snapshots count: Int = 0
    ) throws -> [String: [UInt8]] where Method.Model == CutterModel {
        var training = method
        guard training.stepCount > 0 else {
            throw StageProblem("there is nothing to learn from: \(lack)")
        }
        let (metrics, kept) = try finish(&training, keeping: count) {
            $0.model.scorer.network.parameters
        }
        self.note(note)
        var model = training.model
        model.card.settings["reward"] = reward
        var outputs = ["main": model.encoded(), "metrics": try JSON.encode(metrics)]
        for snapshot in kept {
            model.scorer.network.parameters = snapshot.parameters
            model.card = ModelCard(method: model.card.method, counts: ["step": snapshot.step])
            outputs[PolicySnapshot.port(snapshot.step)] = model.encoded()
        }
        return outputs
    }
}
