import SmallBooks
import Stages
import Testing

/// A gate that is shut, and other failures, take only those with them that need what failed.
@Suite struct GateTests {
    private static func gated(_ require: String) -> String {
        SmallBooks.pipeline(
            SmallBooks.learning.replacing(
                "metrics: [accuracy, calibration]}",
                with: "metrics: [accuracy, calibration], require: \(require)}"))
    }

    @Test func `a shut gate fails its stage with the number and the bound, and skips what needs it`()
        async throws
    {
        let ran = try await Bench(Self.gated("{accuracy: 0.999}")).run()
        let accuracy = try #require(
            try await Undisturbed.ran.read(Scores.self, "sound").value(of: "accuracy"))
        guard case .failed(let message)? = ran.result["sound"] else {
            Issue.record("\(ran.endings)")
            return
        }
        let shown = String((accuracy * 10_000).rounded() / 10_000)
        #expect(message == "the gate is shut: accuracy is \(shown), at least 0.999 is required")
        #expect(ran.result.state == .failed)
        for stage in ["rl", "summaries", "quality"] { #expect(ran.endings[stage] == "skipped") }
        for stage in ["trees", "demos", "bc", "pairs", "reward", "unseen", "imitated"] {
            #expect(ran.endings[stage] == "done")
        }
        #expect(ran.result["summaries"]?.message == "needs 'rl', which is not done")
    }

    @Test func `a shut gate stays shut in the next run, and opens when the bound is lowered`() async throws {
        let bench = try Bench(Self.gated("{accuracy: 0.999}"))
        _ = try await bench.run()
        let again = try await bench.run()
        #expect(again.endings["sound"] == "failed")
        #expect(again.started.isEmpty)
        try bench.write("small.yaml", Self.gated("{accuracy: 0.01}"))
        let lowered = try await bench.run()
        #expect(lowered.result.state == .done)
        #expect(lowered.endings["reward"] == "reused")
        #expect(lowered.endings["rl"] == "done")
    }

    @Test func `a most is a bound too`() async throws {
        let ran = try await Bench(Self.gated("{calibration: {max: 0}}")).run(only: ["sound"])
        let value = try #require(
            try await Undisturbed.ran.read(Scores.self, "sound").value(of: "calibration"))
        let shown = String((value * 10_000).rounded() / 10_000)
        #expect(
            ran.result["sound"]?.message
                == "the gate is shut: calibration is \(shown), at most 0.0 is allowed")
    }

    @Test func `a gate on what could not be measured is shut and says so`() async throws {
        let ran = try await Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books, by: fixed}
                leads: {recompose: trees, policy: lead}
                quality: {evaluate: leads, metrics: [rouge-1], refs: notes, require: {rouge-1: 0.1}}
                """), books: ["unknown.txt": SmallBooks.book(5)]
        ).run()
        #expect(ran.result["quality"]?.message == "the gate needs rouge-1, which could not be measured")
    }

    @Test func `a corpus without files fails its stage and names the pattern`() async throws {
        let bench = try Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books, by: fixed}
                leads: {recompose: trees, policy: lead}
                """), books: [:])
        let ran = try await bench.run()
        #expect(ran.result["trees"]?.message == "no file matches '\(bench.folder)/books/*.txt'")
        #expect(ran.endings["leads"] == "skipped")
    }

    @Test func `a split that the books cannot fill fails its stage and says how many there are`() async throws
    {
        let ran = try await Bench(books: ["a.txt": SmallBooks.book(1), "b.txt": SmallBooks.book(2)]).run(
            only: ["trees"])
        #expect(
            ran.result["trees"]?.message
                == "'books': the split needs 4 books and the path matches 2: ask for fewer, or give shares (0.8)"
        )
    }

    @Test func `two files that make one book are refused by name`() async throws {
        let bench = try Bench(
            SmallBooks.pipeline("trees: {decompose: books, by: fixed}").replacing(
                "books/*.txt", with: "books/*"),
            books: ["a.txt": SmallBooks.book(1), "a.md": SmallBooks.book(2)])
        #expect(
            try await bench.run().result["trees"]?.message
                == "two files make the same book 'a': \(bench.folder)/books/a.md and \(bench.folder)/books/a.txt"
        )
    }

    @Test func `a note that is none is refused with its line`() async throws {
        let bench = try Bench()
        try bench.write("notes.jsonl", SmallBooks.note("book-1", reference: "x") + "\n{\"boook\": 1}\n")
        let ran = try await bench.run()
        #expect(
            ran.result["quality"]?.message?.hasPrefix("\(bench.folder)/notes.jsonl:3: not a note; a line is ")
                == true)
        #expect(ran.endings["summaries"] == "done")
    }
}
