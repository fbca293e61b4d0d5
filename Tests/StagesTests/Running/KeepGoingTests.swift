import Engine
import Foundation
import Pipeline
import SmallBooks
import Stages
import Synchronization
import Testing

/// What fails never stops the rest, and may be left out where the stage allows it.
@Suite struct KeepGoingTests {
    private static func stages(_ failures: String = "") -> String {
        SmallBooks.pipeline(
            """
            trees: {decompose: books, by: fixed\(failures.isEmpty ? "" : ", failures: \(failures)")}
            answers: {recompose: trees, policy: lead}
            scores: {evaluate: answers, metrics: [words]}
            """)
    }

    /// Four good books and others that are no books.
    private static func books(bad: Int) -> [String: String] {
        var books = SmallBooks.four
        for number in 0..<bad { books["bad-\(number).txt"] = "PK\u{3}\u{4} torn \(number)" }
        return books
    }

    private static let reason =
        "this book is not a whole ZIP archive (Not a zip archive). An EPUB is a whole ZIP archive; get the file "
        + "again from where it came from."

    @Test func `a book that cannot be read stops no other, and is named`() async throws {
        let bench = try Bench(Self.stages(), books: Self.books(bad: 2))
        let ran = try await bench.run(jobs: 1)
        #expect(ran.units("import-book") == 6)
        #expect(ran.units("cut-book") == 4)
        #expect(
            try ran.failure("trees") == """
                2 of 6 books failed:
                  bad-0: \(Self.reason)
                  bad-1: \(Self.reason)
                `failures: 2` on the stage would leave out so many
                """)
        #expect(ran.endings["answers"] == "skipped")
        // What was done is kept: only the bad ones are tried again.
        let again = try await bench.run(jobs: 1)
        #expect(again.units("import-book") == 2)
        #expect(again.units("cut-book") == 0)
    }

    @Test func `of many failures the first eight are named, and how many more there are`() async throws {
        let ran = try await Bench(Self.stages(), books: Self.books(bad: 10)).run(jobs: 1)
        let lines = try ran.failure("trees").split(separator: "\n")
        #expect(lines.first == "10 of 14 books failed:")
        #expect(lines.count { $0.hasPrefix("  bad-") } == 8)
        #expect(lines.contains("  and 2 more"))
    }

    @Test func `when far more fail than may, the rest is not tried`() async throws {
        let bench = try Bench(Self.stages(), books: Self.books(bad: 300))
        // A service that takes its time before it refuses.
        let ran = try await bench.run(
            jobs: 1,
            meddling: ["import-book": { _ in try await _Concurrency.Task.sleep(for: .milliseconds(5)) }])
        #expect(ran.units("import-book") < 20)
        let message = try ran.failure("trees")
        #expect(message.hasPrefix("11 of 304 books failed; the rest was not tried:"), "\(message)")
    }

    @Test func `as many as 'failures' says are left out, told of in every run, and kept in the result`()
        async throws
    {
        let bench = try Bench(Self.stages("2"), books: Self.books(bad: 2))
        let ran = try await bench.run()
        #expect(Set(ran.endings.values) == ["done"])
        let remarks = ["trees: left out bad-0: \(Self.reason)", "trees: left out bad-1: \(Self.reason)"]
        #expect(ran.remarks == remarks)
        #expect(
            ran.digests == (try await Bench(Self.stages(), books: SmallBooks.four).run().digests),
            "the result is that of the good books alone")
        let again = try await bench.run()
        #expect(again.started.isEmpty)
        #expect(Set(again.endings.values) == ["reused"])
        #expect(again.remarks == remarks)
        let outputs = try #require(again.result["trees"]?.outputs)
        #expect(
            try await ArtifactReader(again.engine).omissions(of: outputs).map(\.item) == ["bad-0", "bad-1"])
    }

    @Test(arguments: ["1", "30%", "0"]) func `more than 'failures' says fail the stage`(failures: String)
        async throws
    {
        let ran = try await Bench(Self.stages(failures), books: Self.books(bad: 2)).run()
        let head = try ran.failure("trees").split(separator: "\n").first
        #expect(
            head == (failures == "0" ? "2 of 6 books failed:" : "2 of 6 books failed; 'failures' allows 1:"))
    }

    @Test func `a share is of all items`() async throws {
        #expect(try await Bench(Self.stages("34%"), books: Self.books(bad: 2)).run().result.state == .done)
    }

    @Test func `a stage of which nothing is left fails, whatever it allows`() async throws {
        let books = Self.books(bad: 3).filter { $0.key.hasPrefix("bad") }
        let ran = try await Bench(Self.stages("100%"), books: books).run()
        #expect(try ran.failure("trees").hasPrefix("3 of 3 books failed"))
    }

    @Test func `to allow failures where nothing fails does nothing again, and so does to allow more`()
        async throws
    {
        let bench = try Bench(Self.stages())
        _ = try await bench.run()
        for failures in ["3", "5%"] {
            try bench.write("small.yaml", Self.stages(failures))
            let again = try await bench.run()
            #expect(again.started.isEmpty)
            #expect(Set(again.endings.values) == ["reused"])
        }
    }

    @Test func `to forbid failures where none was does the stage's own unit again and nothing else`()
        async throws
    {
        let bench = try Bench(Self.stages("3"))
        _ = try await bench.run()
        try bench.write("small.yaml", Self.stages())
        let again = try await bench.run()
        #expect(again.started.map(\.operation) == ["grow-forest"])
        #expect(again.endings == ["trees": "done", "answers": "reused", "scores": "reused"])
    }

    @Test func `a result with something left out is not taken by a pipeline that does not allow it`()
        async throws
    {
        let bench = try Bench(Self.stages("2"), books: Self.books(bad: 2))
        #expect(try await bench.run().result.state == .done)
        for failures in ["", "1"] {
            try bench.write("small.yaml", Self.stages(failures))
            #expect(try await bench.run().endings["trees"] == "failed")
        }
    }

    @Test func `what fails through the machine is never left out, but tried again`() async throws {
        let bench = try Bench(Self.stages("3"))
        let fault: @Sendable (Job) async throws -> Void = { job in
            if job.label.hasSuffix("book-2") { throw MachineFault() }
        }
        let ran = try await bench.run(meddling: ["import-book": fault])
        #expect(
            try ran.failure("trees") == """
                1 of 4 books failed through a fault of the machine:
                  book-2: the service is away
                """)
        try bench.write("small.yaml", Self.stages("3, retries: 1"))
        let tries = Mutex(0)
        let again = try await bench.run(
            meddling: [
                "import-book": { job in
                    if tries.withLock({
                        $0 += 1; return $0
                    }) == 1 {
                        throw MachineFault()
                    }
                }
            ], sleep: Sleep { _ in })
        #expect(again.result.state == .done)
        #expect(again.remarks.isEmpty)
        #expect(again.digests == (try await Bench(Self.stages()).run().digests))
    }

    @Test func `beside a fault of the machine too many own faults are not tried again`() async throws {
        let bench = try Bench(Self.stages("1, retries: 2"), books: Self.books(bad: 2))
        let ran = try await bench.run(
            meddling: ["import-book": { if $0.label.hasSuffix("book-2") { throw MachineFault() } }],
            sleep: Sleep { _ in })
        #expect(ran.retries.isEmpty)
        #expect(
            try ran.failure("trees").hasPrefix(
                "3 of 6 books failed, 1 of them through a fault of the machine; 'failures' allows 1:"))
    }

    @Test
    func `a book one of whose nodes cannot be answered is left out of the answers, and measured no more`()
        async throws
    {
        let pipeline = SmallBooks.pipeline(
            """
            trees: {decompose: books, by: fixed}
            answers: {recompose: trees, policy: lead, failures: 1}
            scores: {evaluate: answers, metrics: [words]}
            """, context: "none")
        let bench = try Bench(pipeline)
        let fault: @Sendable (Job) async throws -> Void = { job in
            if job.label == "answers · book-2 0.0.0" { throw OwnFault() }
        }
        let ran = try await bench.run(meddling: ["answer-node": fault])
        #expect(ran.remarks == ["answers: left out book-2: node 0.0.0: nothing can be done with this"])
        let answers = try await ran.read(Answers.self, "answers")
        #expect(answers.entries.map(\.name) == ["book-1", "book-3", "book-4"])
        let scores = try await ran.read(Scores.self, "scores")
        #expect(Set(scores.rows.compactMap(\.book)) == ["book-1", "book-3", "book-4"])
        // The same books have the same numbers where nothing was left out.
        let whole = try await Bench(pipeline).run().read(Scores.self, "scores")
        #expect(scores.rows == whole.rows.filter { $0.book != "book-2" })
        // Its other leaves were answered all the same.
        let labels = ran.started.map(\.label).filter { $0.hasPrefix("answers · book-2 ") }
        #expect(labels.contains("answers · book-2 0.0.1"))
        #expect(!labels.contains("answers · book-2 0"))
    }

    @Test func `a reading that cannot be judged, and a node whose answers cannot be written, are left out`()
        async throws
    {
        let stages = """
            trees: {decompose: books, by: fixed}
            pairs: {ask: trees, for: comparison, nodes: leaves, policy: extractive, overseer: reader, count: 8, failures: 2}
            """
        let bench = try Bench(SmallBooks.pipeline(stages))
        let chosen = Mutex<(judged: String?, written: String?)>((nil, nil))
        let ran = try await bench.run(
            jobs: 1,
            meddling: [
                "sample-answers": { job in
                    let node = chosen.withLock { chosen in
                        chosen.written = chosen.written ?? job.label
                        return chosen.written
                    }
                    if node == job.label { throw OwnFault() }
                },
                "judge-reading": { job in
                    let node = chosen.withLock { chosen in
                        chosen.judged = chosen.judged ?? job.label
                        return chosen.judged
                    }
                    if node == job.label { throw OwnFault() }
                },
            ])
        #expect(ran.endings["pairs"] == "done")
        #expect(ran.remarks.count { $0.hasPrefix("pairs: left out book-") } == 2)
        let written = try #require(chosen.withLock { $0.written })
        #expect(ran.started.count { $0.label == written } == 1, "a node that failed is not asked about again")
        let feedback = try await ran.engine.bytes(of: try ran.main("pairs"))
        #expect(!feedback.isEmpty)
    }

    @Test func `a node's model that cannot be trained is left out, the shared one never`() async throws {
        let stages = """
            trees: {decompose: books, by: fixed}
            demos: {ask: trees, for: demonstration, nodes: leaves, overseer: reader, count: 4}
            bc: {train: policy, by: bc, from: extractive, using: demos, per: node, failures: 1, with: {epochs: 1, hidden: 4}}
            """
        let shared = try await Bench(SmallBooks.pipeline(stages)).run(
            meddling: ["fit-cloning": { if $0.label == "bc · all" { throw OwnFault() } }])
        #expect(shared.endings["bc"] == "failed")

        let chosen = Mutex<String?>(nil)
        let ran = try await Bench(SmallBooks.pipeline(stages)).run(
            meddling: [
                "fit-cloning": { job in
                    guard job.label != "bc · all" else { return }
                    let first = chosen.withLock { chosen in
                        chosen = chosen ?? job.label
                        return chosen
                    }
                    if job.label == first { throw OwnFault() }
                }
            ])
        let node = try #require(chosen.withLock { $0 }).dropFirst("bc · ".count)
        #expect(ran.remarks == ["bc: left out the model of \(node): nothing can be done with this"])
        let models = try await ran.read(ModelSet.self, "bc").nodes
        #expect(models.count == 3)
        #expect(models[String(node).replacing(" ", with: "/")] == nil)
    }

    @Test func `a book that cannot be measured is left out of the scores`() async throws {
        let stages = """
            trees: {decompose: books, by: fixed}
            answers: {recompose: trees, policy: lead}
            scores: {evaluate: answers, metrics: [words], failures: 1}
            """
        let ran = try await Bench(SmallBooks.pipeline(stages)).run(
            meddling: ["score-book": { if $0.label.hasSuffix("book-3") { throw OwnFault() } }])
        #expect(ran.remarks == ["scores: left out book-3: nothing can be done with this"])
        #expect(try await ran.read(Scores.self, "scores").summary.map(\.books) == [3])
    }
}

@Suite struct AllowanceTests {
    @Test(arguments: [
        ("3", 3, 100), ("0", 0, 100), ("5%", 5, 100), ("5%", 0, 19), ("5%", 1, 20), ("0.1%", 1, 1_000),
        ("33.3%", 1, 4), ("100%", 7, 7),
    ]) func `a share is rounded down`(text: String, count: Int, items: Int) throws {
        let allowance = try #require(Allowance(text))
        #expect(allowance.count(of: items) == count)
        #expect(allowance.text == text)
        #expect(try JSON.decode(Allowance.self, from: JSON.encode(allowance)) == allowance)
    }

    @Test(arguments: ["-1", "101%", "%", "5 %", "x", "1.5", "nan%"]) func `anything else is no allowance`(
        text: String
    ) {
        #expect(Allowance(text) == nil)
    }
}
