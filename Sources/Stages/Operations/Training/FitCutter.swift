import Engine
import Learning
import Tensors
import Text

/// One training of a decomposer on books.
struct FitCutter: StageOperation {
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
    }

    /// The unit of this operation for books.
    ///
    /// - Parameters:
    ///   - models: the decomposer that it begins as and the reward, for a method that practises.
    ///   - trees: how the decomposer that is imitated cuts each book; none where nothing is imitated.
    ///   - coreference: who is meant where; a surface rule takes its place unless it is there for every book.
    static func work(
        _ settings: Settings, books: [Digest], trees: [Digest], coreference: [Digest],
        models: (start: Digest, reward: Digest)? = nil, seed: UInt64
    ) throws -> Work {
        var inputs = ["books": books]
        if !trees.isEmpty { inputs["trees"] = trees }
        if let models { (inputs["start"], inputs["reward"]) = ([models.start], [models.reward]) }
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
                CutImitation(settings: method, examples: examples, seed: job.stream()), note: note)
        case .locality(let method):
            return try job.fitted(
                LocalityTraining(
                    settings: method, examples: try examples(books, settings, job), seed: job.stream()),
                note: note
                    + (job.digests("coreference").isEmpty ? ", by the surface rule" : ", by coreference"))
        case .rloo(let method):
            let start = try CutterModel(decoding: job.bytes(of: job.digest("start")))
            guard start.scorer.view == view else {
                throw StageProblem(
                    "a decomposer with 'view: \(start.scorer.view.rawValue)' cannot practise: a reward of ways to cut sees places only"
                )
            }
            return try job.fitted(
                CutReinforcement(
                    settings: method, start: start,
                    reward: SplitReward(decoding: job.bytes(of: job.digest("reward"))),
                    examples: try examples(books, settings, job), seed: job.stream()), note: note)
        }
    }

    /// The passages of the books, each with what its leaves cost.
    private func examples(
        _ books: [(book: Book, reading: CutReading)], _ settings: Settings, _ job: Job
    ) throws -> [LocalityTraining.Example] {
        let known = try job.digests("coreference").map {
            try JSON.decode(Coreference.self, from: job.bytes(of: $0)).references
        }
        return books.enumerated().flatMap { index, pair in
            let orphans: LeafOrphans =
                known.isEmpty ? .mentions(personMentions(in: pair.book.text)) : .references(known[index])
            return CutPassage.passages(
                of: pair.reading, words: settings.passageWords, leaves: settings.cutting.leaves
            ).map { ($0, $0.costs(of: orphans)) }
        }
    }
}

extension Job {
    /// The outputs of a unit that trains a decomposer: the model at `main`, and what was measured at `metrics`.
    fileprivate func fitted<Method: Training>(_ method: Method, note: String) throws -> [String: [UInt8]]
    where Method.Model == CutterModel {
        var training = method
        guard training.stepCount > 0 else {
            throw StageProblem(
                "there is nothing to learn from: the books have no cut to imitate, or no pronoun that could lose its person"
            )
        }
        let metrics = try finish(&training)
        self.note(note)
        return ["main": training.model.encoded(), "metrics": try JSON.encode(metrics)]
    }
}
