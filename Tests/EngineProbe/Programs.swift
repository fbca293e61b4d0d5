import Engine
import Foundation

/// Has a program copy a line of text: a unit that is a process.
struct Copied: EngineOperation {
    let name = "copied"
    let revision = 1
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let text = try job.work.settings["text"].map { try $0.decode(String.self) } ?? ""
        let program = Program(argv: ["cp", "given", "copy"], files: [])
        return [
            "main": try await job.run(program, files: ["given": Array(text.utf8)]) { try $0.read("copy") }
        ]
    }
}

/// One whole process: opens the workspace, runs a program for every line of the file `input` that is not known, and closes.
func copy(_ folder: String, _ input: String, jobs: Int) async throws {
    let engine = try Engine(workspace: folder, operations: [Copied()], jobs: jobs)
    let text = try String(contentsOfFile: input, encoding: .utf8)
    let lines = try await text.split(separator: "\n").concurrentMap { line in
        try await engine.perform(
            Work(operation: "copied", revision: 1, settings: ["text": .string(String(line))]), label: "line"
        ).main
    }
    print(lines.count)
    try engine.close()
}
