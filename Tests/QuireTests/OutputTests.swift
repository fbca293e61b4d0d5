import Foundation
import SmallBooks
import Testing

/// What the binary prints.
@Suite struct OutputTests {
    private struct Line: Decodable {
        var event: String
        var stage: String?
        var state: String?
        var exitCode: Int?
        var stages: Int?
        var name: String?
        var folder: String?
        var message: String?
    }

    private func lines(_ ending: Ending) throws -> [Line] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try ending.lines.map { try decoder.decode(Line.self, from: Data($0.utf8)) }
    }

    @Test func `with --json each line parses, the first is launch and the last done`() throws {
        let workplace = try Workplace()
        let ending = try workplace.quire("run", "small.yaml", "--json")
        let lines = try lines(ending)
        #expect(lines.first?.event == "launch")
        #expect(lines.first?.name == "small")
        #expect(lines.first?.stages == 11)
        #expect(lines.last?.event == "done")
        #expect(lines.last?.state == "done")
        #expect(lines.last?.exitCode == 0)
        #expect(workplace.exists(try #require(lines.last?.folder) + "/run.json"))
        #expect(lines.dropFirst().dropLast().count == 22)
        #expect(lines.filter { $0.event == "ended" }.allSatisfy { $0.state == "done" })
        #expect(ending.diagnostics == "")
    }

    @Test func `with --json a failure is in its ended line and in the exit code`() throws {
        let ending = try Workplace(books: [:]).quire("run", "small.yaml", "--json")
        let lines = try lines(ending)
        #expect(lines.last?.exitCode == 1)
        #expect(
            lines.first { $0.stage == "trees" && $0.event == "ended" }?.message
                == "no file matches 'books/*.txt'")
        #expect(ending.status == 1)
    }

    @Test(arguments: [[:], ["NO_COLOR": "1"], ["NO_COLOR": "1", "CLICOLOR_FORCE": "1"]])
    func `without a terminal there is no escape character and no carriage return`(
        environment: [String: String]
    ) throws {
        let workplace = try Workplace(
            SmallBooks.pipeline("trees: {decompose: books, by: fixed}\nx: {recompose: trees, policy: lead}"))
        for command in ["run", "plan", "check"] {
            let ending = try workplace.quire(command, "small.yaml", environment: environment)
            #expect(ending.status == 0)
            let bytes = Array((ending.output + ending.diagnostics).utf8)
            #expect(!bytes.contains(0x1B))
            #expect(!bytes.contains(0x0D))
        }
    }

    @Test func `progress goes to stderr, a line a stage, and the result to stdout`() throws {
        let workplace = try Workplace(
            SmallBooks.pipeline("trees: {decompose: books, by: fixed}\nx: {recompose: trees, policy: lead}"))
        let ending = try workplace.quire("run", "small.yaml")
        let said = ending.diagnostics.split(separator: "\n")
        #expect(said.count == 3)
        #expect(said.first == "small: 2 stages")
        #expect(said.dropFirst().first?.hasPrefix("[1/2] trees: done in ") == true)
        #expect(said.last?.hasPrefix("[2/2] x: done in ") == true)
        #expect(ending.lines.count == 1)
        let again = try workplace.quire("run", "small.yaml")
        #expect(again.diagnostics == "small: 2 stages\n[1/2] trees: known\n[2/2] x: known\n")
        #expect(again.output.contains("2 of 2 stages done, 2 of them known already"))
    }

    @Test func `--only runs a stage and what it needs`() throws {
        let workplace = try Workplace()
        let ending = try workplace.quire("run", "small.yaml", "--only", "bc", "--only", "unseen")
        #expect(ending.status == 0)
        #expect(try workplace.digests().keys.sorted() == ["bc", "demos", "trees", "unseen"])
    }

    @Test func `--set changes a variable for one run`() throws {
        let workplace = try Workplace(
            SmallBooks.pipeline("trees: {decompose: books, by: fixed}", top: "vars: {books: \"books/*.txt\"}")
                .replacing("path: \"books/*.txt\"", with: "path: $books"))
        #expect(try workplace.quire("run", "small.yaml").status == 0)
        let all = try workplace.digests()
        #expect(try workplace.quire("run", "small.yaml", "--set", "vars.books=books/book-2.txt").status == 0)
        #expect(try workplace.digests() != all)
        #expect(try workplace.quire("run", "small.yaml").status == 0)
        #expect(try workplace.digests() == all)
    }

    @Test func `artifacts go where --artifacts or QUIRE_ARTIFACTS says`() throws {
        let workplace = try Workplace(SmallBooks.pipeline("trees: {decompose: books, by: fixed}"))
        #expect(try workplace.quire("run", "small.yaml", "--artifacts", "one").status == 0)
        #expect(try workplace.quire("run", "small.yaml", environment: ["QUIRE_ARTIFACTS": "two"]).status == 0)
        #expect(workplace.exists("one/ledger.sqlite"))
        #expect(workplace.exists("two/ledger.sqlite"))
        #expect(!workplace.exists("artifacts"))
    }

    @Test func `a run folder has the pipeline, the scores and the curves`() throws {
        let (workplace, _) = try Undisturbed.workplace.get()
        let run = try #require(workplace.runFolders().first)
        #expect(try workplace.text(run + "/pipeline.yaml") == workplace.text("small.yaml"))
        #expect(try workplace.text(run + "/stages/quality/scores.json").contains(#""metric":"gold-book""#))
        let steps = try workplace.text(run + "/stages/rl/metrics.jsonl").split(separator: "\n")
        #expect(steps.count == 4)
        for line in steps { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
    }

    @Test func `plan runs nothing, says what is known, and why something is to do`() throws {
        let workplace = try Workplace(
            SmallBooks.pipeline("trees: {decompose: books, by: fixed}\nx: {recompose: trees, policy: lead}"))
        let before = try workplace.quire("plan", "small.yaml")
        #expect(before.status == 0)
        #expect(before.lines[0] == "stage  does                      now")
        #expect(before.lines[1].hasSuffix("to do: never done before"), "\(before.output)")
        #expect(before.lines[2].hasSuffix("not known before trees"))
        #expect(before.output.contains("0 known, 1 to do, 1 not known before those are done\n"))
        #expect(workplace.runFolders().isEmpty)
        _ = try workplace.quire("run", "small.yaml")
        let after = try workplace.quire("plan", "small.yaml")
        #expect(after.output.contains("2 known, 0 to do, 0 not known before those are done\n"))
        try workplace.write(
            "small.yaml", workplace.text("small.yaml").replacing("leaf_words: 40", with: "leaf_words: 50"))
        let changed = try workplace.quire("plan", "small.yaml")
        #expect(changed.lines[1].contains("leaf"), "\(changed.output)")
        #expect(changed.lines[1].contains("was 40, is 50"), "\(changed.output)")
    }

    @Test func `the pipelines that come with Quire are good`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../pipelines")
            .standardized
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
            $0.hasSuffix(".yaml")
        }
        #expect(files.count >= 3)
        for file in files {
            let ending = try Workplace().quire("check", folder.path + "/" + file)
            #expect(ending.status == 0, "\(file): \(ending.diagnostics)")
            // One that learns only from judgements made elsewhere asks nothing of people.
            let text = try String(contentsOfFile: folder.path + "/" + file, encoding: .utf8)
            #expect(ending.output.contains("people's time: ") == text.contains("ask: "))
        }
    }

    @Test func `schema prints the stored schema, and explain a key`() throws {
        let workplace = try Workplace()
        let stored = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../schema/quire.schema.json")
        #expect(
            try workplace.quire("schema").output == String(contentsOf: stored.standardized, encoding: .utf8))
        #expect(try workplace.quire("explain", "ask.samples").output.hasPrefix("ask.samples\n"))
    }
}
