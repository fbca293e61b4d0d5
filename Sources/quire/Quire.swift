import ArgumentParser
import Engine

/// The command line: every subcommand is a file of its own in `Commands/`.
@main
struct Quire: AsyncParsableCommand {
    /// The command's name and what its help says.
    static let configuration = CommandConfiguration(
        commandName: "quire",
        abstract: "Recursive reward modelling from one YAML file.",
        discussion: """
            A pipeline says how books are cut into passages that a person can oversee, what is asked of people, what \
            is trained on it, and how the answers are put together again. `quire run FILE` runs it; the same command \
            resumes it.
            """,
        version: "0.1.0",
        subcommands: [
            CheckCommand.self, PlanCommand.self, RunCommand.self, SchemaCommand.self, ExplainCommand.self,
            BooksCommand.self, ImportCommand.self, ShowCommand.self, TraceCommand.self, StatusCommand.self,
            LogCommand.self,
            WhyCommand.self, DoctorCommand.self, CleanCommand.self,
        ])

    /// Runs the command that was typed; what was typed wrongly ends with exit code 2, as a bad pipeline does.
    static func main() async {
        Allocator.keepLittle()
        if let problem = StandardStreams.secure() {
            Terminal.diagnose("error: " + problem)
            exit(withError: ExitCode.stageFailed)
        }
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            if let problem = Terminal.problem {
                Terminal.diagnose("error: the results could not be printed: \(problem)")
                exit(withError: ExitCode.stageFailed)
            }
        } catch {
            guard error is UserError || exitCode(for: error) == .validationFailure else {
                exit(withError: error)
            }
            Terminal.diagnose(fullMessage(for: error))
            exit(withError: ExitCode.badPipeline)
        }
    }
}
