import ArgumentParser
import Engine
import Foundation
import Pipeline
import Stages

/// `quire run FILE`: runs a pipeline, or goes on with it.
struct RunCommand: AsyncParsableCommand {
    /// The command's name and what its help says.
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a pipeline; the same command goes on where it stopped.",
        discussion: """
            What is known is not done again. Exit codes: 0 done, 1 a stage failed, 2 bad usage or pipeline, 3 waiting \
            for people, 4 oversight budget used up, 5 stopped by a person, 130 interrupted (one Ctrl-C lets running \
            work save itself, a second ends at once).
            """)

    /// The pipeline file and its variables.
    @OptionGroup var pipeline: PipelineOptions
    /// Where artifacts are kept.
    @OptionGroup var workspace: WorkspaceOptions

    /// How many units compute side by side; `nil` leaves it to the machine.
    @Option(name: .shortAndLong, help: "Units that compute side by side (default: the machine's cores).")
    var jobs: Int?

    /// The stages that are run.
    @OptionGroup var selection: SelectionOptions

    /// Whether a run that a person stopped goes on.
    @Flag(help: "Go on though a person stopped the run.")
    var afterStop = false

    /// Whether JSON lines are printed instead of text.
    @Flag(help: "Print JSON lines on stdout: first a launch record, last a done record.")
    var json = false

    /// Refuses option values that make no sense, before anything is done.
    func validate() throws {
        if let jobs, !(1...1_024).contains(jobs) { throw ValidationError("--jobs is 1 to 1024") }
    }

    /// Runs the command; throws an exit code or a sentence for the user.
    func run() async throws {
        let progress = ProgressDisplay(json: json)
        let folder = RunFolderWriter()
        let session = try Session(
            pipeline, workspace, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount
        ) {
            progress.take($0)
            folder.take($0)
        }
        let name = session.checked.document.name
        let only = try selection.cells(of: session)
        let cells = only.map(session.graph.needed) ?? session.graph.cells
        if !afterStop, let halt = try session.works(.hashing(with: session.engine)).feedback.halt() {
            if json { progress.refused(.stopped, exitCode: .stopped) }
            Terminal.diagnose(
                "stopped by \(Terminal.safe(halt.person))\(halt.at.isEmpty ? "" : " at \(Terminal.safe(halt.at))"): "
                    + "the run goes on only with --after-stop")
            throw ExitCode.stopped
        }
        let interrupts = Interrupts { count in
            if count > 1 {
                session.engine.killPrograms()
                folder.flush()
                _exit(ExitCode.interrupted.rawValue)
            }
            session.engine.stop()
            progress.say("stopping: running work saves itself (Ctrl-C again ends at once)")
        }
        defer { interrupts.cancel() }

        let workshop = Workshop(
            engine: session.engine, graph: session.graph, works: session.works(.storing(in: session.engine))
        ) { notice in
            progress.take(notice)
            folder.take(notice)
        }
        progress.launch(name: name, file: pipeline.file, cells: cells.count)
        let start = Date()
        let result = try await folder.whileWriting {
            try await workshop.run(name: name, only: only) { run in
                folder.open(workspace: session.workspace, name: name, run: run, checked: session.checked)
            }
        }
        progress.finish()
        try await folder.close(result, of: cells, name: name, engine: session.engine)
        try session.engine.close()
        if let problem = folder.problem {
            Terminal.diagnose(
                "warning: the run folder is not whole: \(problem); all results are in the store")
        }
        report(result, progress: progress, folder: folder.path, seconds: Date().timeIntervalSince(start))
        if result.state.exitCode != .success { throw result.state.exitCode }
    }

    private func report(_ result: RunResult, progress: ProgressDisplay, folder: String, seconds: Double) {
        if json {
            progress.done(result, folder: folder, seconds: seconds)
            return
        }
        for (cell, result) in result.results {
            switch result {
            case .failed(let message):
                Terminal.diagnose(
                    "error: stage '\(cell)' failed: \(message)\n"
                        + "  `quire log \(pipeline.file) \(cell) --failed` says more")
            case .waiting(let waiting): Terminal.diagnose(waiting.guide(file: pipeline.file))
            case .exhausted(let budget): Terminal.diagnose("error: stage '\(cell)': \(budget.message)")
            default: break
            }
        }
        let skipped = result.results.filter { if case .skipped = $0.result { true } else { false } }
        if !skipped.isEmpty {
            Terminal.diagnose(
                "\(Words.count(skipped.count, "stage")) not run, because of what they need: "
                    + skipped.prefix(8).map(\.cell).joined(separator: ", ")
                    + (skipped.count > 8 ? " and \(skipped.count - 8) more" : ""))
        }
        Terminal.print(
            "\(result.state.sentence) \(result.state == .interrupted ? "after" : "in") \(Words.duration(seconds)): "
                + "\(result.tally); run folder \(folder)"
        )
        if result.state == .interrupted { Terminal.diagnose("the same command goes on from here") }
    }
}

extension RunRecord.State {
    /// What the shell is told.
    var exitCode: ExitCode {
        switch self {
        case .running, .done: .success
        case .failed: .stageFailed
        case .waiting: .waiting
        case .exhausted: .exhausted
        case .stopped: .stopped
        case .interrupted: .interrupted
        }
    }

    /// As the last line of a run says it.
    var sentence: String {
        switch self {
        case .running: "running"
        case .done: "done"
        case .failed: "failed"
        case .waiting: "waiting for people"
        case .exhausted: "the oversight budget is used up"
        case .stopped: "stopped by a person"
        case .interrupted: "interrupted"
        }
    }
}

extension RunResult {
    /// "12 stages done, 3 of them known already".
    var tally: String {
        var done = 0
        var reused = 0
        for (_, result) in results {
            guard case .done(_, let known) = result else { continue }
            done += 1
            if known { reused += 1 }
        }
        return "\(done) of \(Words.count(results.count, "stage")) done"
            + (reused > 0 ? ", \(reused) of them known already" : "")
    }
}

extension WaitingForPeople {
    /// What people do next.
    func guide(file: String) -> String {
        """
        waiting: stage '\(stage)' asks for \(Words.count(count, "judgement")) (\(kind)), about \
        \(Words.duration(minutes * 60)) of a person's time
          questions: \(folder)/questions.jsonl
          answers:   any other .jsonl file in that folder; \(folder)/README.md says how
          then:      quire run \(file)
        """
    }
}
