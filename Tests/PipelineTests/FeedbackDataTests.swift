import Testing

@testable import Pipeline

/// Judgements that were made elsewhere, as data.
@Suite struct FeedbackDataTests {
    private func text(
        _ stages: String, data: String = "split: {train: 8, test: 4}", extra: String = ""
    ) -> String {
        pipeline(stages, extra: extra).replacing(
            "task:", with: "  prefs: {path: judgements.jsonl, format: feedback, \(data)}\ntask:")
    }

    private func graph(_ text: String) throws -> Graph {
        let checked = try check(text).get()
        #expect(checked.complaints.description == "")
        return try #require(checked.graph)
    }

    private func corpus(_ cell: Cell?) throws -> Corpus {
        guard case .read(let step)? = cell?.step else { throw NoSuchFile() }
        return step.corpus
    }

    @Test func `a split that is learned from is a cell of its own, before who learns`() throws {
        let graph = try graph(
            text(
                """
                reward: {train: reward, from: extractive, using: prefs.train}
                sound: {evaluate: reward, using: prefs.test, metrics: [accuracy, log-loss]}
                """))
        #expect(graph.cells.map(\.id) == ["prefs.train", "prefs.test", "reward", "sound"])
        #expect(graph["reward"]?.needs == ["prefs.train"])
        #expect(graph["sound"]?.needs == ["reward", "prefs.test"])
        let corpus = try corpus(graph["prefs.test"])
        #expect(corpus.name == "prefs.test")
        #expect(corpus.data.splits.map(\.name) == ["train", "test"])
        #expect(corpus.data.seed == nil)
        #expect(corpus.data.fold == 1)
    }

    @Test func `the whole of a data set can be learned from, and what nobody names is not read`() throws {
        let whole = try graph(text("reward: {train: reward, from: extractive, using: prefs}"))
        #expect(whole.cells.map(\.id) == ["prefs", "reward"])
        #expect(try corpus(whole["prefs"]).split == nil)
        let none = try graph(text("trees: {decompose: books.train, by: fixed}"))
        #expect(none.cells.map(\.id) == ["trees"])
    }

    @Test func `an axis of folds multiplies what is read and who learns from it`() throws {
        let graph = try graph(
            text(
                """
                reward: {train: reward, from: extractive, using: prefs.train}
                trees: {decompose: books.train, by: fixed}
                """, data: "for: comparison, split: {train: 8, test: 4}, fold: $fold, seed: 3",
                extra: "matrix: {fold: [1, 2, 3]}"))
        #expect(
            graph.cells.map(\.id) == [
                "prefs.train[fold=1]", "prefs.train[fold=2]", "prefs.train[fold=3]", "reward[fold=1]",
                "reward[fold=2]", "reward[fold=3]", "trees",
            ])
        let data = try corpus(graph["prefs.train[fold=2]"]).data
        #expect(data.fold == 2)
        #expect(data.seed == 3)
        #expect(data.kinds == [.comparison])
        #expect(graph["reward[fold=2]"]?.needs == ["prefs.train[fold=2]"])
    }

    @Test func `an axis can name data sets of judgements`() throws {
        let graph = try graph(
            text(
                "reward: {train: reward, from: extractive, using: $from}",
                extra: "matrix: {from: [prefs.train, prefs.test]}"))
        #expect(
            graph.cells.map(\.id) == [
                "prefs.train", "prefs.test", "reward[from=prefs.train]", "reward[from=prefs.test]",
            ])
    }

    @Test func `an axis of folds multiplies books too`() throws {
        let text = pipeline(
            "trees: {decompose: books.train, by: fixed}\nunseen: {decompose: books.test, by: fixed}",
            extra: "matrix: {fold: [1, 2]}"
        ).replacing("split: {train: 8, test: 2}", with: "split: {train: 8, test: 2}, fold: $fold")
        let graph = try #require(try check(text).get().graph)
        #expect(
            graph.cells.map(\.id) == ["trees[fold=1]", "trees[fold=2]", "unseen[fold=1]", "unseen[fold=2]"])
        guard case .decompose(let step)? = graph["unseen[fold=2]"]?.step else { throw NoSuchFile() }
        #expect(step.corpus.data.fold == 2)
    }

    @Test(arguments: [
        (
            "trees: {decompose: prefs.train, by: fixed}", "",
            "'prefs.train' is feedback; a corpus is needed here"
        ),
        (
            "reward: {train: reward, from: extractive, using: prefs.trian}", "",
            "'prefs' has no split 'trian'"
        ),
        (
            "reward: {train: reward, from: extractive, using: books.train}", "",
            "'books.train' is a corpus; feedback is needed here"
        ),
        (
            "bc: {train: policy, by: bc, from: extractive, using: prefs.train}", "for: comparison, ",
            "'prefs.train' holds no correction or demonstration for 'bc' to learn from"
        ),
        (
            "reward: {train: reward, from: extractive, using: prefs.train}", "fold: 0, ",
            "'fold' needs a whole number from 1"
        ),
    ])
    func `what cannot be is said where it stands`(stages: String, data: String, complaint: String) {
        let said = complaints(text(stages, data: data + "split: {train: 8, test: 4}"))
        #expect(said.contains(complaint), "\(said)")
    }

    @Test func `keys of other data sets have no effect, and are refused`() {
        let text = pipeline("trees: {decompose: books, by: fixed}")
        let said = complaints(
            text.replacing("split: {train: 8, test: 2}", with: "for: comparison, fold: 2"))
        #expect(said.contains("'for' has no effect on books"), "\(said)")
        #expect(said.contains("'fold' has no effect without 'split'"), "\(said)")
    }

    @Test func `an axis cannot vary a path`() {
        let said = complaints(
            pipeline("trees: {decompose: books, by: fixed}", extra: "matrix: {where: [a, b]}").replacing(
                "\"books/*.txt\"", with: "$where"))
        #expect(said.contains("'$where' cannot stand in 'data'"), "\(said)")
    }
}
