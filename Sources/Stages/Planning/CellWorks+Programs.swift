import Engine
import Foundation
import Learning
import Pipeline

/// Works with programs of the user's.
extension CellWorks {
    /// The set of models with a program that answers.
    func program(_ argv: [String]) async throws -> Digest {
        let program = try await Program(argv, in: self)
        let model = ProgramModel(
            program: program, instruction: task?.instruction ?? "",
            card: ModelCard(method: "command", settings: ["argv": program.name]))
        let policy = try await bytes.of(JSON.encode(model))
        return try await bytes.of(JSON.encode(ModelSet(shared: policy)))
    }

    /// The work of a policy that a program trains.
    func trainByProgram(_ step: Train, _ cell: Cell, _ given: Given) async throws -> Work {
        guard case .list(let argv)? = step.settings["argv"] else {
            throw StageProblem("a program is needed (`with: {argv: [...]}`)")
        }
        let program = try await Program(argv, in: self)
        var inputs = ["files": program.files.map(\.digest)]
        if !step.using.isEmpty { inputs["feedback"] = try step.using.map(given.main) }
        if case .cell = step.from { inputs["from"] = try await models(step.from, given) }
        if let practice = step.practice { inputs.merge(try subject(practice, given)) { $1 } }
        return try Meaning.trainByProgram.work(
            TrainByProgram.Settings(
                program: program, instruction: task?.instruction ?? "", nodes: NodeSets(step.nodes),
                limits: step.practice == nil ? nil : try limits()),
            inputs: inputs, seed: cell.seed)
    }
}

extension Program {
    /// A program as a pipeline names it: what of its command line is a file or a folder beside the pipeline goes with it.
    /// - Throws: `StageProblem` where it is named by a path and not there; `FileError`.
    fileprivate init(_ argv: [String], in works: CellWorks) async throws {
        var (words, files): ([String], [File]) = ([], [])
        for (index, word) in argv.enumerated() {
            // The program itself is looked for among the machine's commands, unless it is a path.
            let isPath =
                !word.hasPrefix("/") && (index > 0 || word.contains("/"))
                && !["", ".", ".."].contains(word.split(separator: "/").last ?? "")
            let found = isPath ? try works.files.tree(at: word) : []
            if found.isEmpty {
                guard index > 0 || !isPath else {
                    throw StageProblem("the program '\(word)' is not there: \(works.files.resolve(word))")
                }
                words.append(word)
                continue
            }
            let place =
                "\(ProgramModel.programFolder)/\(index)/\(URL(fileURLWithPath: word).lastPathComponent)"
            words.append(place)
            for file in found {
                let path = works.files.resolve(word + file)
                files.append(
                    File(
                        path: place + file, digest: try await works.bytes.ofFile(path),
                        isExecutable: FileManager.default.isExecutableFile(atPath: path)))
            }
        }
        self.init(argv: words, files: files)
    }
}
