import ArgumentParser
import Engine
import Foundation
import Pipeline
import Stages
import Synchronization

/// `quire why FILE STAGE`: why a stage would run, field by field, or why it would not.
struct WhyCommand: AsyncParsableCommand {
    /// The command's name and what its help says.
    static let configuration = CommandConfiguration(
        commandName: "why", abstract: "Say why a stage would run: what differs from the last time.")

    /// The pipeline file and its variables.
    @OptionGroup var pipeline: PipelineOptions
    /// Where artifacts are kept.
    @OptionGroup var workspace: WorkspaceOptions

    /// A stage, or one of its cells.
    @Argument(help: "A stage, or one of its cells.")
    var stage: String

    /// Whether JSON lines are printed instead of text.
    @Flag(help: "Print JSON lines instead.")
    var json = false

    /// Runs the command; throws an exit code or a sentence for the user.
    func run() async throws {
        let session = try Session(pipeline, workspace)
        let cells = try session.cells(named: stage)
        let files = FileNames()
        let hashing = CellWorks.Bytes.hashing(with: session.engine)
        let bytes = CellWorks.Bytes(
            ofFile: { path in files.note(try await hashing.ofFile(path), path) }, of: hashing.of)
        let plan = try await RunPlan.make(
            Graph(cells: session.graph.needed(Set(cells.map(\.id)))), works: session.works(bytes),
            engine: session.engine)
        for cell in cells {
            guard let standing = plan.cells.first(where: { $0.cell.id == cell.id })?.standing else {
                continue
            }
            var sources = ReasonSheet.Sources()
            sources.files = files.all
            sources.cells = outputs(plan, nearest: cell)
            let sheet = ReasonSheet(
                cell.id, try verdict(of: cell, standing, plan, in: session.graph, session.engine),
                sources: sources, file: pipeline.file)
            if json {
                for line in try sheet.jsonLines() { Terminal.print(line) }
            } else {
                Terminal.print(Terminal.safe(sheet.text(Page(width: Terminal.pageWidth, zone: .current))))
            }
        }
        try session.engine.close()
    }

    private func verdict(
        of cell: Cell, _ standing: RunPlan.Standing, _ plan: RunPlan, in graph: Graph, _ engine: Engine
    ) throws -> ReasonSheet.Verdict {
        switch standing {
        case .hit(let outputs):
            let makers = try engine.ledger.makers(of: outputs.main)
            guard let made = makers.last(where: { $0.label == cell.id }) ?? makers.last else { return .never }
            return .upToDate(made: made.started, seconds: made.seconds)
        case .miss(let work, let earlier):
            if let lost = try engine.ledger.action(key: work.key) { return .lost(made: lost.started) }
            guard let earlier else { return .never }
            let differences = Engine.difference(between: work, and: earlier)
            // A port without inputs is as good as no port.
            let real = differences.filter { !($0.before ?? []).isEmptyList || !($0.after ?? []).isEmptyList }
            return .changed(since: earlier.started, real.isEmpty ? differences : real)
        case .unknown(let until):
            // The nearest ones wait for others in turn: name those that could run now.
            let needed = Set(graph.needed([cell.id]).map(\.id))
            let open = plan.cells.filter {
                if case .miss = $0.standing { needed.contains($0.cell.id) } else { false }
            }
            .map(\.cell.id)
            return .open(until: open.isEmpty ? until : open)
        case .shut(let message), .impossible(let message): return .impossible(message)
        }
    }

    /// Which cell gave a digest; of several, one that the cell needs itself.
    private func outputs(_ plan: RunPlan, nearest cell: Cell) -> [Digest: CellID] {
        var cells: [Digest: CellID] = [:]
        for (other, standing) in plan.cells {
            guard case .hit(let outputs) = standing else { continue }
            for digest in outputs.digests where cells[digest] == nil || cell.needs.contains(other.id) {
                cells[digest] = other.id
            }
        }
        return cells
    }
}

extension Value {
    fileprivate var isEmptyList: Bool { self == .array([]) }
}

/// The paths of files by their digests, noted while keys are made.
private final class FileNames: Sendable {
    private let names = Mutex<[Digest: String]>([:])

    /// Notes a file's path and gives its digest back.
    func note(_ digest: Digest, _ path: String) -> Digest {
        names.withLock { $0[digest] = path }
        return digest
    }

    /// Every path noted so far.
    var all: [Digest: String] { names.withLock { $0 } }
}
