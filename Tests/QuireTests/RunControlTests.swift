import Foundation
import SmallBooks
import Testing

/// `--until`, retries and what fails, on the binary.
@Suite struct RunControlTests {
    private struct Line: Decodable {
        var event: String?
        var label: String
        var state: String?
        var stage: String?
        var message: String?
    }

    private func lines(_ text: String) throws -> [Line] {
        try text.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    }

    /// Stages of two branches: `other` needs nothing of what stands between.
    private static let branches = """
        trees: {decompose: books.train, by: fixed}
        unseen: {decompose: books.test, by: fixed}
        answers: {recompose: trees, policy: lead}
        other: {recompose: unseen, policy: lead}
        quality: {evaluate: answers, metrics: [words]}
        """

    // MARK: --until

    @Test func `--until runs all up to a stage in running order, --only that one and what it needs`() throws {
        let workplace = try Workplace(SmallBooks.pipeline(Self.branches))
        #expect(try workplace.quire("run", "small.yaml", "--until", "other").status == 0)
        #expect(try workplace.digests().keys.sorted() == ["answers", "other", "trees", "unseen"])
        #expect(try workplace.quire("run", "small.yaml", "--only", "other").status == 0)
        #expect(try workplace.digests().keys.sorted() == ["other", "unseen"])
        let several = try workplace.quire("run", "small.yaml", "--until", "trees", "--until", "answers")
        #expect(several.status == 0)
        #expect(try workplace.digests().keys.sorted() == ["answers", "trees", "unseen"])
    }

    @Test func `plan takes --until and --only too, and counts only what people would be asked there`() throws
    {
        let stages =
            Self.branches + """

                demos: {ask: trees, for: demonstration, nodes: leaves, overseer: reader, count: 4}
                """
        let workplace = try Workplace(SmallBooks.pipeline(stages))
        let whole = try workplace.quire("plan", "small.yaml")
        #expect(whole.output.contains("demos"))
        let until = try workplace.quire("plan", "small.yaml", "--until", "answers")
        #expect(
            until.lines.dropFirst().prefix(3).map { $0.split(separator: " ").first } == [
                "trees", "unseen", "answers",
            ])
        #expect(until.lines.last == "0 known, 2 to do, 1 not known before those are done")
        let only = try workplace.quire("plan", "small.yaml", "--only", "demos")
        #expect(
            only.lines.dropFirst().prefix(2).map { $0.split(separator: " ").first } == ["trees", "demos"])
        #expect(only.output.contains("people's time"))
    }

    @Test(arguments: ["run", "plan"]) func `a stage that is not there is guessed at, and nothing runs`(
        command: String
    ) throws {
        let workplace = try Workplace(SmallBooks.pipeline(Self.branches))
        for option in ["--until", "--only"] {
            let ending = try workplace.quire(command, "small.yaml", option, "anwsers")
            #expect(ending.status == 2)
            #expect(
                ending.diagnostics
                    == "Error: there is no stage 'anwsers'; did you mean 'answers'? stages: trees, unseen, answers, "
                    + "other, quality\n")
        }
        #expect(workplace.runFolders().isEmpty)
    }

    @Test func `--until and --only cannot stand together`() throws {
        let ending = try Workplace(SmallBooks.pipeline(Self.branches)).quire(
            "run", "small.yaml", "--until", "trees", "--only", "trees")
        #expect(ending.status == 2)
        #expect(ending.diagnostics.contains("--only and --until cannot stand together"))
    }

    // MARK: Failures

    private static func torn(_ failures: String = "") -> String {
        SmallBooks.pipeline(
            "trees: {decompose: books, by: fixed\(failures)}\nanswers: {recompose: trees, policy: lead}"
        )
        .replacing("\"books/*.txt\", split: {train: 3, test: 1}", with: "\"books/*\"")
    }

    private static var books: [String: String] {
        SmallBooks.four.merging(["one.epub": "PK\u{3}\u{4} torn", "two.epub": "PK\u{3}\u{4} torn too"]) { $1 }
    }

    @Test func `two torn books among good ones are named, and left out where that is allowed`() throws {
        let workplace = try Workplace(Self.torn(), books: Self.books)
        let failed = try workplace.quire("run", "small.yaml")
        #expect(failed.status == 1)
        #expect(
            failed.diagnostics.contains("error: stage 'trees' failed: 2 of 6 books failed:\n  one: this book")
        )
        #expect(failed.diagnostics.contains("  `quire log small.yaml trees --failed` says more\n"))

        try workplace.write("small.yaml", Self.torn(", failures: 2"))
        let done = try workplace.quire("run", "small.yaml")
        #expect(done.status == 0)
        #expect(done.diagnostics.contains("note: trees: left out one: this book is not a whole ZIP archive"))
        let shown = try workplace.quire("show", "small.yaml", "trees")
        #expect(
            shown.output.contains(
                "left out, because they failed: 2\n  one:\n    this book is not a whole ZIP"))
        let json = try workplace.quire("show", "small.yaml", "trees", "--json")
        #expect(json.lines.suffix(2).map { $0.hasPrefix(#"{"omitted":""#) } == [true, true])
    }

    // MARK: log

    @Test func `log says what each unit did, of the latest run or of another`() throws {
        let workplace = try Workplace(Self.torn(), books: Self.books)
        _ = try workplace.quire("run", "small.yaml")
        try workplace.write("small.yaml", Self.torn(", failures: 2"))
        _ = try workplace.quire("run", "small.yaml")
        let failed = try workplace.quire("log", "small.yaml", "trees", "--failed", "--run", "1", "--json")
        let units = try lines(failed.output)
        #expect(units.map(\.label).sorted() == ["trees", "trees · read one", "trees · read two"])
        #expect(units.allSatisfy { $0.state == "failed" && $0.stage == "trees" })
        #expect(units.first?.message?.contains("this book is not a whole ZIP archive") == true)
        let latest = try workplace.quire("log", "small.yaml")
        #expect(latest.output.hasPrefix("small, run 2\n\ntrees: "))
        #expect(latest.output.contains("\nanswers: "))
        let one = try workplace.quire("log", "small.yaml", "--unit", "READ BOOK-1", "--run", "1")
        #expect(one.lines.count { $0.contains("read book-1") } == 1)
        #expect(one.output.contains("text, UTF-8"))
        for (arguments, message) in [
            (["--run", "9"], "small has no run 9 here; its latest runs: 2, 1"),
            (["treees"], "there is no stage 'treees'; did you mean 'trees'?"),
        ] {
            let ending = try workplace.start(["log", "small.yaml"] + arguments).end()
            #expect(ending.status == 2)
            #expect(ending.diagnostics.contains(message))
        }
    }

    @Test func `after kill -9 the log holds what was done, each line whole but the last`() throws {
        let undisturbed = CrashPoints(workplace: try Workplace())
        #expect(try undisturbed.start(lists: true).end().status == 0)
        let cloned = try #require(try undisturbed.first("after commit stage", after: "train-cloning"))
        let points = CrashPoints(workplace: try Workplace())
        #expect(try points.start(at: cloned).end().wasKilled)
        let workplace = points.workplace
        let log = try workplace.quire("log", "small.yaml", "demos", "--json", "--limit", "0")
        let units = try lines(log.output)
        #expect(units.contains { $0.label == "demos" && $0.state == "done" })
        #expect(units.count { $0.label.hasPrefix("demos · judge ") } == 12)
        #expect(try workplace.quire("run", "small.yaml").status == 0)
        #expect(try workplace.digests() == Undisturbed.digests)
    }

    // MARK: Retries and time limits

    @Test
    func `past its time limit a stage is tried again and goes on, told in the progress and in events.jsonl`()
        throws
    {
        // About a minute of steps: an attempt of two seconds cannot do it.
        let stages = SmallBooks.learning.replacing(
            "with: {steps: 4, batch: 8, epochs: 1, minibatches: 1}",
            with: "retries: 1, time_limit: 2s, with: {steps: 20000, batch: 64, epochs: 2, minibatches: 1}")
        let workplace = try Workplace(SmallBooks.pipeline(stages))
        let ending = try workplace.quire("run", "small.yaml", "--only", "rl")
        #expect(ending.status == 1)
        #expect(
            ending.diagnostics.contains(
                "retry: stage 'rl': it ran longer than its time_limit of 2s; what was done is kept"))
        #expect(ending.diagnostics.contains("\n  attempt 2 of 2 begins in 1.0 s\n"))
        #expect(
            ending.diagnostics.contains("error: stage 'rl' failed: it ran longer than its time_limit of 2s"))
        let run = try #require(workplace.runFolders().last)
        let retry = try lines(workplace.text(run + "/events.jsonl")).filter { $0.event == "retry" }
        #expect(retry.map(\.label) == ["rl"])
        let log = try workplace.quire("log", "small.yaml", "rl", "--unit", "rl · all", "--json")
        #expect(log.output.contains("goes on from its checkpoint at step "))
    }
}
