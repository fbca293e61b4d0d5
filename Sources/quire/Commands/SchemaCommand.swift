import ArgumentParser
import Pipeline

/// `quire schema`: the JSON Schema of pipeline files, for editors.
struct SchemaCommand: ParsableCommand {
    /// The command's name and what its help says.
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema (draft-07) of pipeline files, for editors.")

    /// Prints the JSON schema of pipeline files.
    func run() { Terminal.write(Schema.json(), to: .standardOutput) }
}
