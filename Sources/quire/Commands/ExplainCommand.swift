import ArgumentParser
import Pipeline

/// `quire explain KEY`: what a key of the language means.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what a key of the language means, as in: quire explain decomposers.fan_in")

    @Argument(help: "A key: oversight.words, ask.samples, with.ppo.kl, train …")
    var key: String

    func run() throws {
        guard let text = Schema.explain(key) else {
            Terminal.diagnose("error: there is no key '\(key)'; try: quire explain oversight.words")
            throw ExitCode.badPipeline
        }
        Terminal.print(text)
    }
}
