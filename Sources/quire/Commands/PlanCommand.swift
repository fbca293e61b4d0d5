import ArgumentParser
import Engine
import Pipeline
import Stages

/// `quire plan FILE`: what a run would do now, stage by stage, and what it would ask of people.
struct PlanCommand: AsyncParsableCommand {
    /// The command's name and what its help says.
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Say what a run would do, what it knows already and what it would ask; run nothing.")

    /// The pipeline file and its variables.
    @OptionGroup var pipeline: PipelineOptions
    /// Where artifacts are kept.
    @OptionGroup var workspace: WorkspaceOptions

    /// The stages that are planned.
    @OptionGroup var selection: SelectionOptions

    /// Whether the cells of the matrix are shown one by one.
    @Flag(help: "Show the stages that shorthands stand for and every cell of the matrix.")
    var expand = false

    /// Runs the command; throws an exit code or a sentence for the user.
    func run() async throws {
        let session = try Session(pipeline, workspace)
        let chosen = try selection.cells(of: session)
        let graph = chosen.map { Graph(cells: session.graph.needed($0)) } ?? session.graph
        let plan = try await RunPlan.make(
            graph, works: session.works(.hashing(with: session.engine)), engine: session.engine)
        let table = Table(
            [.words("stage"), .words("does"), .rest("now")], rows: expand ? cells(plan) : stages(plan))
        Terminal.print(table.text(width: .max))
        let hits = plan.cells.filter { if case .hit = $0.standing { true } else { false } }.count
        let unknown = plan.cells.filter { if case .unknown = $0.standing { true } else { false } }.count
        let shut = plan.cells.filter { if case .shut = $0.standing { true } else { false } }.count
        Terminal.print(
            "\(hits) known, \(plan.cells.count - hits - unknown - shut) to do, \(unknown) not known before those are done"
                + (shut > 0 ? ", \(Words.count(shut, "gate")) shut" : "")
        )
        let oversight = chosen.flatMap { session.checked.plan?.of($0) } ?? session.checked.plan
        if let oversight, !oversight.rows.isEmpty {
            Terminal.print()
            Terminal.print(OversightTable(plan: oversight).text)
        }
        try session.engine.close()
    }

    private func cells(_ plan: RunPlan) -> [[String]] {
        plan.cells.map { [$0.cell.id, $0.cell.step.sentence, $0.standing.words] }
    }

    /// A line a stage, or a shorthand; its cells together.
    private func stages(_ plan: RunPlan) -> [[String]] {
        var order: [String] = []
        var groups: [String: [(cell: Cell, standing: RunPlan.Standing)]] = [:]
        for entry in plan.cells {
            let name = entry.cell.shorthand ?? entry.cell.stage
            if groups[name] == nil { order.append(name) }
            groups[name, default: []].append(entry)
        }
        return order.map { name in
            let group = groups[name] ?? []
            if group.count == 1 { return [name, group[0].cell.step.sentence, group[0].standing.words] }
            let hits = group.filter { if case .hit = $0.standing { true } else { false } }.count
            let what = group[0].cell.shorthand == nil ? group[0].cell.step.sentence : "rlhf"
            let first = group.first { if case .hit = $0.standing { false } else { true } }
            return [
                name, what,
                "\(group.count) cells, \(hits) known"
                    + (first.map { "; \($0.cell.id): \($0.standing.words)" } ?? ""),
            ]
        }
    }
}

extension RunPlan.Standing {
    /// In a few words.
    var words: String {
        switch self {
        case .hit: "known"
        case .shut(let message): message
        case .miss(_, nil): "to do: never done before"
        case .miss(let work, let earlier?):
            "to do: "
                + (Engine.difference(between: work, and: earlier).first.map(\.words) ?? "its result is gone")
                + (Engine.difference(between: work, and: earlier).count > 1 ? " …" : "")
        case .unknown(let cells): "not known before \(cells.joined(separator: ", "))"
        case .impossible(let message): "cannot be done: \(message)"
        }
    }
}

extension FieldDifference {
    /// "settings.kl was 0.02, is 0.05".
    var words: String { "\(path) was \(before?.brief ?? "absent"), is \(after?.brief ?? "absent")" }
}

extension Value {
    /// On one line, digests and long texts cut.
    var brief: String {
        let text = json
        return text.count > 40 ? String(text.prefix(16)) + "…" : text
    }
}

extension Step {
    /// The verb and what it is about.
    var sentence: String {
        switch self {
        case .decompose(let step):
            "decompose \(step.corpus.name) by \(step.decomposers.map(\.name).joined(separator: ", "))"
        case .ask(let step):
            "ask \(step.overseer.name) for \(step.kinds.map(\.rawValue).joined(separator: ", "))"
                + (step.count.map { " (\($0))" } ?? "")
        case .train(let step):
            "train \(step.trainee.rawValue)" + (step.method == .reward ? "" : " by \(step.method.rawValue)")
                + (step.per == .all ? "" : " per \(step.per.rawValue)")
        case .recompose: "recompose"
        case .evaluate(let step): "evaluate " + step.metrics.map(\.rawValue).joined(separator: ", ")
        case .compare(let step): "compare across \(step.across)"
        case .read(let step): "read judgements of \(step.corpus.name)"
        }
    }
}
