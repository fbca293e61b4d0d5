import ArgumentParser
import Engine
import Foundation
import Pipeline
import Stages
import Text

/// `quire trace FILE STAGE`: from a sentence of a root's answer back to the place of the book where it stands.
struct TraceCommand: AsyncParsableCommand {
    /// The command's name and what its help says.
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Follow a sentence of a root's answer back through the nodes to its source.",
        discussion:
            "Without --sentence or TEXT, all sentences of the roots' answers are listed with their leaves.")

    /// The pipeline file and its variables.
    @OptionGroup var pipeline: PipelineOptions
    /// Where artifacts are kept.
    @OptionGroup var workspace: WorkspaceOptions
    /// How the sheet is printed.
    @OptionGroup var sheets: SheetOptions

    /// A `recompose` stage, or one of its cells.
    @Argument(help: "A recompose stage, or one of its cells.")
    var stage: String

    /// Words of the sentence that is followed; `nil` for any.
    @Argument(help: "Words of the sentence.")
    var text: String?

    /// The book whose sentences are followed; `nil` for all.
    @Option(help: "The book, where there are several.")
    var book: String?

    /// The number of the sentence, from 1; `nil` for all.
    @Option(help: ArgumentHelp("The sentence's number, from 1.", valueName: "number"))
    var sentence: Int?

    /// Refuses option values that make no sense, before anything is done.
    func validate() throws {
        if sentence != nil, text != nil { throw ValidationError("give --sentence or words of it, not both") }
    }

    /// Runs the command; throws an exit code or a sentence for the user.
    func run() async throws {
        try workspace.mustExist()
        let session = try Session(pipeline, workspace)
        let (cell, step) = try recompose(session)
        guard
            let outputs = try await LatestResults(session: session, file: pipeline.file).outputs(of: [cell])
                .first?.outputs
        else { return }
        let reader = ArtifactReader(session.engine)
        let books = try chosen(try await reader.traceable(outputs.main))
        let sources = BookSources(session: session, decompose: session.graph[step.forest]?.step)
        var traces: [(trace: SentenceTrace, files: [SourcePlace?])] = []
        for (book, trace) in try picked(books.map { ($0, SentenceTrace.all(of: $0.answers)) }) {
            traces.append((trace, try await sources.places(of: trace, in: book)))
        }
        try Terminal.print(TraceSheet(traces), sheets)
        try session.engine.close()
    }

    private func recompose(_ session: Session) throws -> (Cell, Recompose) {
        let cells = try session.cells(named: stage)
        guard cells.count == 1, let cell = cells.first else {
            throw UserError(
                "'\(stage)' has several cells; name one: \(cells.map(\.id).joined(separator: ", "))")
        }
        guard case .recompose(let step) = cell.step else {
            let others = session.graph.cells.filter { if case .recompose = $0.step { true } else { false } }
                .map(\.id)
            throw UserError("'\(stage)' gives no answers; stages that do: \(others.joined(separator: ", "))")
        }
        return (cell, step)
    }

    private func chosen(_ books: [ArtifactReader.Traceable]) throws -> [ArtifactReader.Traceable] {
        guard let book else { return books }
        let found = books.filter { $0.answers.name == book }
        guard !found.isEmpty else {
            throw UserError("no book '\(book)'; books: \(books.map(\.answers.name).joined(separator: ", "))")
        }
        return found
    }

    /// The sentences that were asked for.
    private func picked(_ books: [(ArtifactReader.Traceable, [SentenceTrace])]) throws
        -> [(ArtifactReader.Traceable, SentenceTrace)]
    {
        if let text {
            guard let best = books.flatMap(\.1).best(for: text),
                let book = books.first(where: { $0.0.answers.name == best.book })
            else { throw UserError("no sentence of a root's answer shares a word with '\(text)'") }
            return [(book.0, best)]
        }
        guard let sentence else { return books.flatMap { book, traces in traces.map { (book, $0) } } }
        guard books.count == 1, let (book, traces) = books.first else {
            throw UserError(
                "name the book with --book: \(books.map(\.0.answers.name).joined(separator: ", "))")
        }
        guard traces.indices.contains(sentence - 1) else {
            throw UserError("the answer has \(Figures.count(traces.count, "sentence"))")
        }
        return [(book, traces[sentence - 1])]
    }
}
