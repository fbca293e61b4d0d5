import Engine
import Foundation
import Learning
import SmallBooks
import Stages
import Testing

/// People answer in files; what they have not answered is waited for.
@Suite struct PeopleTests {
    private static let pipeline = SmallBooks.pipeline(
        """
        trees: {decompose: books.test, by: fixed}
        demos: {ask: trees, for: demonstration, nodes: leaves, overseer: people, count: 5}
        bc: {train: policy, by: bc, from: extractive, using: demos, with: {epochs: 1, hidden: 8}}
        pairs: {ask: trees, for: comparison, nodes: leaves, policy: extractive, samples: 3, overseer: people, count: 7}
        reward: {train: reward, from: bc, using: pairs, with: {epochs: 1, hidden: 8, ensemble: 1}}
        leads: {recompose: trees, policy: lead}
        """, overseers: "people: {kind: human}")

    private func folder(_ stage: String) -> String { "artifacts/feedback/small/\(stage)" }

    private func questions(_ bench: Bench, _ stage: String) throws -> [Question] {
        try bench.text(folder(stage) + "/questions.jsonl").split(separator: "\n").map {
            try JSON.decode(Question.self, from: Array($0.utf8))
        }
    }

    /// An answer in the form that the folder's README.md shows.
    private func line(_ question: Question, person: String = "ana", points: Int = 7) -> String {
        let answer =
            question.kind == "comparison" ? #"{"points":\#(points)}"# : #"{"text":"Anna hid the lantern."}"#
        return
            #"{"v":1,"item":"\#(question.item)","person":"\#(person)","kind":"\#(question.kind)","event":"answer","answer":\#(answer)}"#
            + "\n"
    }

    private func answer(_ bench: Bench, _ stage: String, first count: Int? = nil, file: String = "ana.jsonl")
        throws
    {
        let questions = try questions(bench, stage)
        try bench.write(
            "\(folder(stage))/\(file)", questions.prefix(count ?? questions.count).map { line($0) }.joined())
    }

    private func waiting(_ ran: Ran, _ stage: String) throws -> WaitingForPeople {
        guard case .waiting(let waiting)? = ran.result[stage] else { throw Missing(what: "\(ran.endings)") }
        return waiting
    }

    private struct Missing: Error { var what: String }

    @Test func `unanswered questions are waited for, and what does not need them is done`() async throws {
        let bench = try Bench(Self.pipeline)
        let ran = try await bench.run()
        #expect(ran.result.state == .waiting)
        #expect(
            ran.endings == [
                "trees": "done", "demos": "waiting", "bc": "skipped", "pairs": "waiting", "reward": "skipped",
                "leads": "done",
            ])
        #expect(try waiting(ran, "demos").count == 5)
        #expect(try waiting(ran, "demos").kind == "demonstration")
        #expect(try waiting(ran, "demos").folder == bench.folder + "/" + folder("demos"))
        #expect(try waiting(ran, "pairs").count == 7)
        #expect(try waiting(ran, "pairs").kind == "comparison")
    }

    @Test func `exactly the questions that count are written, each once, with their passages and candidates`()
        async throws
    {
        let bench = try Bench(Self.pipeline)
        let ran = try await bench.run()
        let demos = try questions(bench, "demos")
        #expect(demos.count == 5)
        #expect(Set(demos.map(\.item)).count == 5)
        #expect(demos.allSatisfy { $0.candidates.isEmpty && $0.passage.limit == 20 })
        let pairs = try questions(bench, "pairs")
        #expect(pairs.count == 7)
        #expect(Set(pairs.map(\.item)).count == 7)
        #expect(pairs.allSatisfy { $0.candidates.count == 2 && $0.candidates[0] != $0.candidates[1] })
        let entry = try await ran.read(Forest.self, "trees").entries[0]
        for question in demos {
            #expect(
                question.passage.text
                    == (try await ran.text(try #require(entry.leaves[question.passage.node]))))
        }
    }

    @Test func `the guide beside the questions is right: its lines with an item filled in are accepted`()
        async throws
    {
        let bench = try Bench(Self.pipeline)
        _ = try await bench.run()
        for stage in ["demos", "pairs"] {
            let guide = try bench.text(folder(stage) + "/README.md")
            let questions = try questions(bench, stage)
            let line = try #require(
                guide.split(separator: "\n").first { $0.contains("{\"v\"") && $0.contains(questions[0].kind) }
            )
            let lines = questions.map {
                line.trimmingCharacters(in: .whitespaces).replacing("<item of the question>", with: $0.item)
                    + "\n"
            }
            try bench.write("\(folder(stage))/mine.jsonl", lines.joined())
        }
        let ran = try await bench.run()
        #expect(ran.endings["demos"] == "done", "\(ran.result.results.map(\.result.message))")
        #expect(ran.endings["pairs"] == "done")
    }

    @Test func `some answers leave fewer to wait for, and less time`() async throws {
        let bench = try Bench(Self.pipeline)
        let first = try await bench.run()
        try answer(bench, "demos", first: 3)
        let second = try await bench.run()
        #expect(second.result.state == .waiting)
        #expect(try waiting(second, "demos").count == 2)
        #expect(
            second.result["demos"]?.message?.hasPrefix("2 judgements (demonstration) to make, about ") == true
        )
        #expect(try waiting(second, "demos").minutes < waiting(first, "demos").minutes)
        #expect(second.units("pose-questions") == 0)
        try answer(bench, "demos")
        let third = try await bench.run()
        #expect(third.endings["demos"] == "done")
        #expect(third.endings["bc"] == "done")
        #expect(third.endings["pairs"] == "waiting")
    }

    @Test func `when all is answered it goes on, with what was said`() async throws {
        let bench = try Bench(Self.pipeline)
        _ = try await bench.run()
        try answer(bench, "demos")
        try answer(bench, "pairs")
        let ran = try await bench.run()
        #expect(ran.result.state == .done)
        let pairs = try FeedbackSet(decoding: await ran.engine.bytes(of: try ran.main("pairs"))).comparisons
        #expect(pairs.count == 7)
        #expect(pairs.allSatisfy { $0.preference == PreferenceScale.nine.preference(at: 7) })
        #expect(pairs.allSatisfy { $0.preference < 0.5 }, "7 says that the second is better")
        #expect(try await bench.run().started.isEmpty)
    }

    @Test func `answers may come from several people in several files`() async throws {
        let bench = try Bench(Self.pipeline)
        _ = try await bench.run()
        let demos = try questions(bench, "demos")
        try bench.write("\(folder("demos"))/ana.jsonl", demos.prefix(2).map { line($0) }.joined())
        try bench.write(
            "\(folder("demos"))/bo.jsonl", demos.dropFirst(2).map { line($0, person: "bo") }.joined())
        #expect(try await bench.run().endings["demos"] == "done")
    }

    @Test func `two people who answer the same questions do not answer the others`() async throws {
        let bench = try Bench(Self.pipeline)
        _ = try await bench.run()
        let demos = try questions(bench, "demos").prefix(3)
        try bench.write("\(folder("demos"))/ana.jsonl", demos.map { line($0) }.joined())
        try bench.write("\(folder("demos"))/bo.jsonl", demos.map { line($0, person: "bo") }.joined())
        #expect(try waiting(await bench.run(), "demos").count == 2)
    }

    @Test func `the last line for a question counts`() async throws {
        let bench = try Bench(Self.pipeline)
        _ = try await bench.run()
        let pairs = try questions(bench, "pairs")
        try bench.write(
            "\(folder("pairs"))/ana.jsonl",
            pairs.map { line($0, points: 9) }.joined() + pairs.map { line($0, points: 1) }.joined())
        let ran = try await bench.run()
        let said = try FeedbackSet(decoding: await ran.engine.bytes(of: try ran.main("pairs"))).comparisons
        #expect(said.allSatisfy { $0.preference > 0.5 })
        #expect(said.count == 7)
    }

    @Test func `points off the scale are refused with file and line`() async throws {
        let bench = try Bench(Self.pipeline)
        _ = try await bench.run()
        let pairs = try questions(bench, "pairs")
        try bench.write("\(folder("pairs"))/ana.jsonl", line(pairs[0]) + "\n" + line(pairs[1], points: 11))
        let ran = try await bench.run()
        #expect(
            ran.result["pairs"]?.message
                == "\(bench.folder)/\(folder("pairs"))/ana.jsonl:3: 'answer.points' is 11; the scale goes from 1 to 9"
        )
        #expect(ran.result.state == .failed)
    }

    @Test func `an answer to a question that is not asked now stays in its file and disturbs nothing`()
        async throws
    {
        let bench = try Bench(Self.pipeline)
        _ = try await bench.run()
        let demos = try questions(bench, "demos")
        let other = line(demos[0]).replacing(demos[0].item, with: "sha256:0")
        try bench.write("\(folder("demos"))/ana.jsonl", other + demos.map { line($0) }.joined())
        let ran = try await bench.run()
        #expect(ran.endings["demos"] == "done")
        #expect(try FeedbackSet(decoding: await ran.engine.bytes(of: try ran.main("demos"))).count == 5)
        #expect(try bench.text("\(folder("demos"))/ana.jsonl").hasPrefix(other))
    }

    @Test func `a torn line is refused with its line`() async throws {
        let bench = try Bench(Self.pipeline)
        _ = try await bench.run()
        let demos = try questions(bench, "demos")
        try bench.write("\(folder("demos"))/ana.jsonl", line(demos[0]) + String(line(demos[1]).prefix(40)))
        let message = try #require(try await bench.run().result["demos"]?.message)
        #expect(message.hasPrefix("\(bench.folder)/\(folder("demos"))/ana.jsonl:2: "), "\(message)")
    }

    @Test func `a book that is there twice is asked about once`() async throws {
        let bench = try Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books, by: fixed}
                demos: {ask: trees, for: demonstration, nodes: leaves, overseer: people, count: 200}
                """, overseers: "people: {kind: human}"),
            books: ["a.txt": SmallBooks.book(1), "b.txt": SmallBooks.book(1)])
        let first = try await bench.run()
        let leaves = try await first.read(Forest.self, "trees").entries[0].leaves.count
        #expect(try questions(bench, "demos").count == leaves)
        try answer(bench, "demos")
        #expect(try await bench.run().result.state == .done)
    }

    @Test func `questions are asked for as many minutes as were given`() async throws {
        let stages = Self.pipeline.replacing(
            "overseer: people, count: 5", with: "overseer: people, minutes: 20")
        let ran = try await Bench(stages).run()
        let waiting = try waiting(ran, "demos")
        #expect(waiting.minutes <= 20)
        #expect(waiting.minutes > 10)
    }

    // MARK: Replay

    private func replay(_ pipeline: String, demos: String, pairs: String) -> String {
        pipeline.replacing("nodes: leaves, overseer: people", with: "nodes: leaves, overseer: tape-demos")
            .replacing("samples: 3, overseer: people", with: "samples: 3, overseer: tape-pairs")
            .replacing(
                "people: {kind: human}",
                with:
                    "tape-demos: {kind: replay, path: \(demos)}\n  tape-pairs: {kind: replay, path: \(pairs)}"
            )
    }

    @Test func `what people said, replayed, gives the same artifacts`() async throws {
        let bench = try Bench(Self.pipeline)
        _ = try await bench.run()
        try answer(bench, "demos")
        try answer(bench, "pairs")
        let live = try await bench.run()
        let other = try Bench(replay(Self.pipeline, demos: "demos.jsonl", pairs: "pairs.jsonl"))
        for stage in ["demos", "pairs"] {
            try other.write("\(stage).jsonl", try bench.text("\(folder(stage))/ana.jsonl"))
        }
        let replayed = try await other.run()
        #expect(replayed.result.state == .done)
        #expect(replayed.digests == live.digests)
    }

    @Test func `what a simulated overseer said, replayed, teaches the same models`() async throws {
        let simulated = try await Bench(Self.pipeline.replacing("overseer: people", with: "overseer: reader"))
            .run()
        let other = try Bench(replay(Self.pipeline, demos: "demos.jsonl", pairs: "pairs.jsonl"))
        for stage in ["demos", "pairs"] {
            let said = try FeedbackSet(decoding: await simulated.engine.bytes(of: try simulated.main(stage)))
            var lines = ""
            for demonstration in said.demonstrations {
                let text = String(decoding: try JSON.encode(demonstration.text), as: UTF8.self)
                lines +=
                    #"{"v":1,"item":"\#(demonstration.item)","person":"simulated","kind":"demonstration","event":"answer","answer":{"text":\#(text)}}"#
                    + "\n"
            }
            for comparison in said.comparisons {
                lines +=
                    #"{"v":1,"item":"\#(comparison.item)","person":"simulated","kind":"comparison","event":"answer","answer":{"points":\#(comparison.judgement.answer.points ?? 5)}}"#
                    + "\n"
            }
            try other.write("\(stage).jsonl", lines)
        }
        let replayed = try await other.run()
        #expect(replayed.result.state == .done, "\(replayed.result.results)")
        func said(_ ran: Ran) async throws -> Set<String> {
            let pairs = try FeedbackSet(decoding: await ran.engine.bytes(of: try ran.main("pairs")))
                .comparisons
            let demos = try FeedbackSet(decoding: await ran.engine.bytes(of: try ran.main("demos")))
                .demonstrations
            return Set(pairs.map { "\($0.item) \($0.preference)" } + demos.map { "\($0.item) \($0.text)" })
        }
        #expect(try await said(replayed) == said(simulated))
    }

    @Test func `a recording that lacks answers is refused, not waited for`() async throws {
        let bench = try Bench(Self.pipeline)
        _ = try await bench.run()
        let demos = try questions(bench, "demos")
        let other = try Bench(replay(Self.pipeline, demos: "demos.jsonl", pairs: "demos.jsonl"))
        try other.write("demos.jsonl", demos.prefix(2).map { line($0) }.joined())
        let ran = try await other.run()
        #expect(
            ran.result["demos"]?.message?.hasSuffix(
                "the recording answers 2 of the 5 questions of this stage") == true)
        #expect(
            ran.result["pairs"]?.message
                == "\(other.folder)/demos.jsonl:1: item '\(demos[0].item)' is none of the 7 questions asked (and 1 more)"
                || ran.endings["pairs"] == "failed")
    }
}
