import ArgumentParser
import Engine
import Foundation
import Learning
import Pipeline
import Stages

/// `quire show FILE STAGE`: what a stage gave, laid out for reading.
struct ShowCommand: AsyncParsableCommand {
    /// The command's name and what its help says.
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what a stage gave: trees, judgements, model cards, answers, scores.",
        discussion: """
            STAGE is a stage, one of its cells as in 'rl[seed=1]', or a digest (its first digits are enough), as other \
            commands print them.
            """)

    /// The pipeline file and its variables.
    @OptionGroup var pipeline: PipelineOptions
    /// Where artifacts are kept.
    @OptionGroup var workspace: WorkspaceOptions
    /// How the sheet is printed.
    @OptionGroup var sheets: SheetOptions

    /// A stage, one of its cells, or a digest.
    @Argument(help: "A stage, a cell or a digest.")
    var stage: String

    /// Whether whole texts are shown.
    @Flag(help: "Show whole texts: answers at every node, candidates, demonstrations.")
    var content = false

    /// Whether feedback is printed as a file of judgements.
    @Flag(help: "Print feedback as a file of judgements, which a data set of format 'feedback' reads.")
    var judgements = false

    /// Runs the command; throws an exit code or a sentence for the user.
    func run() async throws {
        try workspace.mustExist()
        let session = try Session(pipeline, workspace)
        if let cells = session.cellsIfAny(named: stage) {
            try await show(cells, session)
        } else if stage.count >= 4, stage.allSatisfy(\.isHexDigit) {
            try await show(digest: stage.lowercased(), session)
        } else {
            _ = try session.cells(named: stage)
        }
        try session.engine.close()
    }

    private func show(_ cells: [Cell], _ session: Session) async throws {
        let reader = ArtifactReader(session.engine)
        let found = try await LatestResults(session: session, file: pipeline.file).outputs(of: cells)
        if judgements { return try await printJudgements(of: found, reader) }
        let scored = found.filter { ArtifactKind($0.cell.step) == .scores }
        if scored.count > 1 {
            var tables: [ScoreSheet.CellScores] = []
            for (cell, outputs) in scored {
                tables.append(.init(cell: cell.id, scores: try await reader.scores(outputs.main)))
            }
            try print(ScoreSheet(tables))
        }
        let single = scored.count > 1 ? found.filter { ArtifactKind($0.cell.step) != .scores } : found
        for (index, (cell, outputs)) in single.enumerated() {
            if found.count > 1, !sheets.json { Terminal.print((index > 0 ? "\n" : "") + "== \(cell.id)") }
            try print(try await reader.sheet(of: outputs.main, as: ArtifactKind(cell.step), name: cell.id))
            try print(try await reader.omissions(of: outputs))
        }
        for (_, outputs) in scored where scored.count > 1 {
            try print(try await reader.omissions(of: outputs))
        }
    }

    private func printJudgements(of found: [(cell: Cell, outputs: Outputs)], _ reader: ArtifactReader)
        async throws
    {
        var all = FeedbackSet()
        for (cell, outputs) in found {
            guard ArtifactKind(cell.step) == .feedback else {
                throw UserError(
                    "'\(cell.id)' gives no feedback; --judgements prints what an 'ask' stage gave")
            }
            all = all.merging(try await reader.feedback(outputs.main))
        }
        Terminal.write(String(decoding: try all.lines(), as: UTF8.self), to: .standardOutput)
    }

    /// What was left out, behind the sheet of what was not.
    private func print(_ omissions: [Omission]) throws {
        guard !omissions.isEmpty else { return }
        if !sheets.json { Terminal.print() }
        try print(OmissionSheet(omissions))
    }

    private func show(digest prefix: String, _ session: Session) async throws {
        let found = try session.engine.ledger.digests(startingWith: prefix)
        guard let digest = found.first else {
            throw UserError("no artifact's digest begins with \(prefix), and no stage is called so")
        }
        guard found.count == 1 else {
            throw UserError(
                "several digests begin with \(prefix): \(found.map(\.short).joined(separator: ", ")) …")
        }
        let makers = try session.engine.ledger.makers(of: digest)
        var kind = ArtifactKind.other
        if let maker = makers.last, let port = maker.outputs.ports.first(where: { $0.value == digest })?.key {
            kind = ArtifactKind(operation: maker.operation, port: port)
            if !sheets.json { Terminal.print(Terminal.safe(maker.origin(of: digest, at: port)) + "\n") }
        }
        try print(
            try await ArtifactReader(session.engine).sheet(
                of: digest, as: kind, name: makers.last?.label ?? digest.short))
    }

    private func print(_ sheet: some Sheet) throws {
        try Terminal.print(sheet, sheets, content: content, limit: content ? nil : 40)
    }
}

extension ActionRecord {
    /// Which work gave a digest, when, and from what.
    fileprivate func origin(of digest: Digest, at port: String) -> String {
        let inputs = inputs.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }.map { port, digests in
            "\(port) \(digests.prefix(3).map(\.short).joined(separator: ", "))"
                + (digests.count > 3 ? " and \(digests.count - 3) more" : "")
        }
        return "\(digest.short)\(port == "main" ? "" : " (\(port))"): given by \(operation) '\(label)' "
            + "\(Figures.time(started, zone: .current)) in \(Figures.duration(seconds))"
            + (inputs.isEmpty ? "" : "\nfrom \(inputs.joined(separator: "; "))")
    }
}
