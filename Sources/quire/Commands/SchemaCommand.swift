import ArgumentParser
import Pipeline

/// `quire schema`: the JSON Schema of pipeline files, for editors.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema (draft-07) of pipeline files, for editors.")

    func run() { Terminal.write(Schema.json(), to: .standardOutput) }
}
