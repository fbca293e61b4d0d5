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
                .init(name: book.name, format: book.format, hasCoreference: path == nil ? nil : true))
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
    func trainDecomposer(_ step: Train, _ cell: Cell) async throws -> Work {
        guard case .corpus(let corpus)? = step.practice, let like = step.like, let limits = step.limits else {
            throw StageProblem("books to practise on (`in:`) and a decomposer (`like:`) are needed")
        }
        let method: CutterMethod =
            step.method == .locality ? .locality(.init(step.settings)) : .imitation(.init(step.settings))
        let (books, inputs) = try await books(of: corpus)
        let settings = TrainDecomposer.Settings(
            books: books,
            fitting: .init(
                method: method, cutting: LearnedCutting(limits),
                passageWords: step.settings.integer("passage_words") ?? 2500),
            like: step.method == .bc ? try rule(like) : nil)
        return try TrainDecomposer.work(settings, inputs, seed: cell.seed)
    }
}
