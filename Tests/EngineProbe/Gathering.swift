import Engine
import Foundation

/// Turns a line of text into another one: a unit with next to no work in it.
struct Line: EngineOperation {
    let name = "line"
    let revision = 1
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let text = try job.work.settings["text"].map { try $0.decode(String.self) } ?? ""
        return ["main": Array("\(text) \(job.key.short)".utf8)]
    }
}

/// Puts the results of all lines together.
struct Gathered: EngineOperation {
    let name = "gathered"
    let revision = 1
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        ["main": Array(try job.inputs("lines").joined(separator: [10]))]
    }
}

/// One whole process: opens the workspace, looks at every line of the file `input` as a unit, does those that are not
/// known, then the unit that needs them all, and closes. Prints that unit's digest.
func gather(_ folder: String, _ input: String, jobs: Int) async throws {
    let engine = try Engine(workspace: folder, operations: [Line(), Gathered()], jobs: jobs)
    let text = try String(contentsOfFile: input, encoding: .utf8)
    let lines = try await text.split(separator: "\n").concurrentMap { line in
        try await engine.perform(
            Work(operation: "line", revision: 1, settings: ["text": .string(String(line))]), label: "line"
        ).main
    }
    let whole = Work(operation: "gathered", revision: 1, inputs: ["lines": lines])
    print(try await engine.perform(whole, label: "gathered").main)
    try engine.close()
}
