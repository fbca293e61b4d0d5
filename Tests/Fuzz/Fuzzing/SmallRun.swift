import Engine
import Foundation
import Pipeline
import SmallBooks
import Stages

/// A small pipeline that has run, with its workspace.
struct SmallRun: Sendable {
    let folder: TemporaryFolder
    let engine: Engine
    /// What each stage gave, in running order.
    let outputs: [(kind: ArtifactKind, digest: Digest)]

    /// Runs every verb on small books.
    init() async throws {
        folder = try TemporaryFolder("quire-fuzz")
        let path = folder.path
        try FileManager.default.createDirectory(atPath: path + "/books", withIntermediateDirectories: true)
        for (name, text) in SmallBooks.four {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/books/" + name))
        }
        try Data(SmallBooks.note("book-1", reference: "Anna hid it.").utf8).write(
            to: URL(fileURLWithPath: path + "/notes.jsonl"))
        let text = SmallBooks.pipeline(SmallBooks.learning)
        let checked = try Document.load(path + "/small.yaml") { _ in text }.get().checked(with: .current)
        guard let graph = checked.graph else { throw checked.complaints }
        engine = try Engine(workspace: path + "/artifacts", operations: Operations.all(), jobs: 1)
        let works = CellWorks(
            task: checked.document.task, oversight: checked.document.oversight,
            files: CorpusFiles(folder: path),
            feedback: FeedbackFolder(workspace: path + "/artifacts", pipeline: "small"),
            bytes: .storing(in: engine))
        let result = try await Workshop(engine: engine, graph: graph, works: works).run(
            name: "small", only: nil)
        outputs = graph.cells.compactMap { cell in
            result[cell.id]?.outputs?["main"].map { (ArtifactKind(cell.step), $0) }
        }
        guard outputs.count == graph.cells.count else {
            throw Fault("the small pipeline did not run: \(result.results)")
        }
    }
}
