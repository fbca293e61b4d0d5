import ArgumentParser
import Foundation
import Learning
import Stages

/// `quire import`: other people's judgements as a file that pipelines learn from.
struct ImportCommand: ParsableCommand {
    /// The command's name and what its help says.
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Turn judgements that were made elsewhere into a file that pipelines learn from.",
        discussion: """
            Prints JSON lines, one judgement each with its question, which a data set of format 'feedback' reads: \
            quire import squality FILE… > judgements.jsonl. Exit code 2 where a line is wrong; then nothing is printed.
            """,
        subcommands: [
            SqualityImport.self, OpenAIImport.self, PreferencesImport.self, StoriesImport.self,
        ])
}

/// The files of an import, and how its result is printed.
struct ImportOptions: ParsableArguments {
    /// The files that are read.
    @Argument(help: "JSON lines.", completion: .file())
    var files: [String]

    /// Most problems that are said.
    private static let mostProblems = 20

    /// The files' bytes.
    func read() throws -> [ImportedFile] {
        try files.map { path in
            guard let data = FileManager.default.contents(atPath: path) else {
                throw UserError("there is no file '\(path)', or it may not be read")
            }
            return ImportedFile(path: path, bytes: [UInt8](data))
        }
    }

    /// Says what is wrong and ends the command, if anything is.
    func refuse(_ problems: [ImportProblem]) throws {
        guard !problems.isEmpty else { return }
        for problem in problems.prefix(Self.mostProblems) {
            Terminal.diagnose(Terminal.safe("error: \(problem)"))
        }
        if problems.count > Self.mostProblems {
            Terminal.diagnose("and \(problems.count - Self.mostProblems) more")
        }
        throw ExitCode.badPipeline
    }

    /// Prints the feedback; says what is wrong instead, if anything is.
    func print(_ feedback: FeedbackSet, _ problems: [ImportProblem]) throws {
        try refuse(problems)
        guard feedback.count > 0 else { throw UserError("the files hold no judgement") }
        Terminal.write(String(decoding: try feedback.lines(), as: UTF8.self), to: .standardOutput)
    }
}

/// `quire import squality FILE…`.
struct SqualityImport: ParsableCommand {
    /// The command's name and what its help says.
    static let configuration = CommandConfiguration(
        commandName: "squality",
        abstract: "SQuALITY's human evaluation: name the reviews and the data set's file with the stories.",
        discussion: """
            Reviews are human-eval/all-responses.jsonl as released, or pairs of it; stories are train, dev or test. \
            Comparisons come from the overall ratings; minutes are estimated.
            """)

    /// The files.
    @OptionGroup var options: ImportOptions

    /// Runs the command; throws an exit code or a sentence for the user.
    func run() throws {
        let (feedback, problems) = SqualityReviews.read(try options.read())
        try options.print(feedback, problems)
    }
}

/// `quire import openai FILE…`.
struct OpenAIImport: ParsableCommand {
    /// The command's name and what its help says.
    static let configuration = CommandConfiguration(
        commandName: "openai",
        abstract:
            "OpenAI's comparisons of summaries (Stiennon et al. 2020): {info, summaries, choice, worker}.")

    /// The files.
    @OptionGroup var options: ImportOptions

    /// Runs the command; throws an exit code or a sentence for the user.
    func run() throws {
        let (feedback, problems) = OpenAIComparisons.read(try options.read())
        try options.print(feedback, problems)
    }
}

/// `quire import preferences FILE…`.
struct PreferencesImport: ParsableCommand {
    /// The command's name and what its help says.
    static let configuration = CommandConfiguration(
        commandName: "preferences", abstract: "TRL's preference format: {prompt, chosen, rejected}.")

    /// Who preferred: the format does not say.
    @Option(help: "Who preferred; the format does not say.")
    var person = "unknown"

    /// The files.
    @OptionGroup var options: ImportOptions

    /// Runs the command; throws an exit code or a sentence for the user.
    func run() throws {
        let (feedback, problems) = PreferencePairs.read(try options.read(), person: person)
        try options.print(feedback, problems)
    }
}
