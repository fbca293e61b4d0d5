import Engine
import Foundation
import Pipeline
import SmallBooks
import Stages

/// Pipeline files: read, checked, planned and explained as by `quire check` and `quire plan --expand`.
package struct PipelineFuzz: FuzzSubject {
    package let name = "pipelines"

    /// Each a main file with the files that it includes.
    private let seeds: [[FuzzInput.File]]
    private let folder: TemporaryFolder
    private let engine: Engine

    /// Reads the seeds, and makes a workspace to plan in.
    package init() throws {
        seeds = Self.seeds()
        folder = try TemporaryFolder("quire-fuzz")
        for place in ["pipelines/books", "samples/tales", "books"] {
            let path = folder.path + "/" + place
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            for (name, text) in SmallBooks.four {
                try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
            }
        }
        try Data(SmallBooks.note("book-1", reference: "Anna hid it.").utf8)
            .write(to: URL(fileURLWithPath: folder.path + "/pipelines/notes.jsonl"))
        engine = try Engine(workspace: folder.path + "/artifacts", operations: Operations.all(), jobs: 1)
    }

    private static func seeds() -> [[FuzzInput.File]] {
        func files(_ folder: String) -> [FuzzInput.File] {
            ProjectFiles.names(in: folder, ending: [".yaml"]).map {
                .init($0, ProjectFiles.bytes(folder + "/" + $0))
            }
        }
        let examples = files("Tests/PipelineTests/Golden/examples")
        let errors = files("Tests/PipelineTests/Golden/errors")
        let small = SmallBooks.pipeline(SmallBooks.learning, context: "earlier")
        // These pass the checks, so that more of the program sees them.
        let runnable = files("pipelines").map { [$0] } + [[.init("main.yaml", Array(small.utf8))]]
        var seeds = (0..<20).flatMap { _ in runnable } + examples.map { [$0] + examples }
        seeds += errors.map {
            [$0] + errors.filter { $0.name.contains("include") || !$0.name.hasPrefix("0") }
        }
        for page in ["README.md"] + ProjectFiles.names(in: "docs", ending: [".md"]).map({ "docs/" + $0 }) {
            let text = String(decoding: ProjectFiles.bytes(page), as: UTF8.self)
            for block in text.components(separatedBy: "```yaml\n").dropFirst() {
                let body = block.components(separatedBy: "```")[0]
                if body.utf8.count > 100 { seeds.append([.init("main.yaml", Array(body.utf8))]) }
            }
        }
        return seeds
    }

    package func input(_ index: Int, _ dice: inout Dice) -> FuzzInput {
        if index < PipelineMonsters.count {
            return FuzzInput([.init("main.yaml", Array(PipelineMonsters.text(index, &dice).utf8))])
        }
        var files = dice.pick(seeds)
        var arguments: [String] = []
        if dice.once(in: 400) {
            files = [
                .init(
                    "main.yaml", Array(PipelineMonsters.text(dice.below(PipelineMonsters.count), &dice).utf8))
            ]
        } else if dice.once(in: 12) {
            files[0].bytes = ByteMutations.spliced(files[0].bytes, dice.pick(seeds)[0].bytes, &dice)
        }
        let place = files.count > 1 && dice.once(in: 6) ? 1 + dice.below(files.count - 1) : 0
        if files[place].bytes.count < 50_000 {
            if dice.once(in: 3) {
                for _ in 0...dice.below(2) { Self.nudge(&files[place].bytes, &dice) }
            } else {
                for _ in 0...dice.below(4) { Self.mutate(&files[place].bytes, &dice) }
            }
        }
        while dice.once(in: 5), arguments.count < 4 {
            let name = dice.pick([
                "vars.books", "books", "seed", "x", "vars.", "", "leaf_words", "vars.steps",
            ])
            var value = Array(
                dice.pick([
                    "5", "[1, 2]", "{a: b}", "'x'", "$y", "*a", "&a b", "[[[[", "a: b", "", "\u{0}", "--- a",
                ]).utf8)
            if dice.once(in: 3) { ByteMutations.apply(to: &value, spices: PipelineMutations.spices, &dice) }
            arguments.append((dice.once(in: 9) ? "" : name + "=") + String(decoding: value, as: UTF8.self))
        }
        return FuzzInput(files, arguments: arguments)
    }

    /// A change after which the file may well be right.
    private static func nudge(_ bytes: inout [UInt8], _ dice: inout Dice) {
        switch dice.below(4) {
        case 0: ByteMutations.changeLines(&bytes, &dice)
        case 1: PipelineMutations.swapWords(&bytes, &dice)
        default: PipelineMutations.changeNumber(&bytes, &dice)
        }
    }

    private static func mutate(_ bytes: inout [UInt8], _ dice: inout Dice) {
        switch dice.below(10) {
        case 0, 1: ByteMutations.apply(to: &bytes, spices: PipelineMutations.spices, &dice)
        case 2: ByteMutations.changeLines(&bytes, &dice)
        case 3: PipelineMutations.insertFeature(&bytes, &dice)
        case 4: PipelineMutations.swapWords(&bytes, &dice)
        default: PipelineMutations.changeWords(&bytes, &dice)
        }
    }

    package func check(_ input: FuzzInput) async throws -> Bool {
        guard let (checked, main) = try front(input), let graph = checked.graph,
            !checked.complaints.hasErrors
        else { return false }
        for key in Schema.all.prefix(1) {
            try promise(Schema.explain(key.name) != nil, "no words for \(key.name)")
        }
        // Read from the folder in which books are, whatever the file was called.
        let works = CellWorks(
            task: checked.document.task, oversight: checked.document.oversight,
            files: CorpusFiles(folder: folder.path + "/pipelines"),
            feedback: FeedbackFolder(workspace: folder.path + "/artifacts", pipeline: checked.document.name),
            bytes: .hashing(with: engine))
        let plan: RunPlan
        do {
            plan = try await RunPlan.make(graph, works: works, engine: engine)
        } catch {
            throw Fault("\(main) passes its check and cannot be planned: \(error)")
        }
        try promise(plan.cells.count == graph.cells.count, "the plan lacks cells")
        for cell in plan.cells {
            guard case .impossible(let message) = cell.standing else { continue }
            let aboutFiles = [
                "no file matches", "the braces of a path", "cannot read", "cannot open", "two files make",
                "split needs", "not a note", "is no book", "there are no files", "there is no fold",
            ]
            try promise(
                aboutFiles.contains { message.contains($0) },
                "\(main) passes its check, but '\(cell.cell.id)' cannot be done: \(message)")
        }
        return true
    }

    /// What `quire check` does; nil where the file is refused.
    private func front(_ input: FuzzInput) throws -> (Checked, String)? {
        var texts: [String: String] = [:]
        for file in input.files.reversed() {
            guard let text = String(validating: file.bytes, as: UTF8.self) else { continue }
            texts[file.name] = text
        }
        let main = input.files[0].name
        let loaded = Document.load(main, set: input.arguments) { path in
            guard let text = texts[path] ?? PipelineMonsters.included(path) else {
                throw Fault("there is no file '\(path)'")
            }
            return text
        }
        switch loaded {
        case .failure(let complaints):
            try promise(complaints.hasErrors, "refused without an error")
            try hold(complaints, main: main, isRead: texts[main] != nil)
            return nil
        case .success(let document):
            var checked = document.checked(with: .current)
            checked.addStageChecks()
            try hold(checked.complaints, main: main, isRead: true)
            try promise(
                checked.complaints.hasErrors || checked.graph != nil, "neither a graph nor an error")
            return (checked, main)
        }
    }

    /// Every complaint has a place inside a file that was read, and prints with a caret.
    private func hold(_ complaints: Complaints, main: String, isRead: Bool) throws {
        let printed = complaints.description
        var known: [String: [String]] = [:]
        try promise(printed.utf8.count < 8_000_000, "complaints of \(printed.utf8.count) bytes")
        for complaint in complaints.list.prefix(200) {
            let place = complaint.place
            try promise(!complaint.message.isEmpty, "a complaint without words")
            guard isRead else { continue }
            guard let source = complaints.sources[place.file] else {
                throw Fault(
                    "a complaint points into '\(place.file)', which was not read: \(complaint.message)")
            }
            let lines = known[place.file] ?? Self.lines(source)
            known[place.file] = lines
            try promise(
                lines.indices.contains(place.line - 1),
                "line \(place.line) of \(lines.count): \(complaint.message)")
            let width = lines[place.line - 1].unicodeScalars.count
            try promise(
                place.column >= 1 && place.column <= width + 1 && place.length >= 1,
                "column \(place.column) of \(width): \(complaint.message)")
            let text = Renderer(sources: [
                place.file: lines.count == 1 || source.utf8.count < 20_000 ? source : ""
            ]).text(complaint)
            if complaint.context == nil, source.utf8.count < 20_000 {
                try promise(text.contains("| ") && text.contains("^"), "no caret: \(text)")
            }
            try promise(text.contains(":\(place.line):\(place.column)"), "no place: \(text)")
        }
    }

    /// As YAML counts lines.
    private static func lines(_ text: String) -> [String] {
        var lines: [String.UnicodeScalarView] = [.init()]
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if scalar == "\n", previous == "\r" {
            } else if ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar) {
                lines.append(.init())
            } else {
                lines[lines.count - 1].append(scalar)
            }
            previous = scalar
        }
        return lines.map { String($0) }
    }
}
