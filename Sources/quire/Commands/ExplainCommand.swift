import ArgumentParser
import Pipeline

/// `quire explain KEY`: what a key of the language means.
struct ExplainCommand: ParsableCommand {
    /// The command's name and what its help says.
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what a key of the language means, as in: quire explain decomposers.fan_in")

    /// The key that is explained, as its path in a pipeline file.
    @Argument(help: "A key: oversight.words, ask.samples, with.ppo.kl, train …")
    var key: String

    /// Runs the command; throws an exit code or a sentence for the user.
    func run() throws {
        guard let text = Schema.explain(key) else {
            Terminal.diagnose("error: there is no key '\(key)'; try: quire explain oversight.words")
            throw ExitCode.badPipeline
        }
        Terminal.print(text)
    }
}
