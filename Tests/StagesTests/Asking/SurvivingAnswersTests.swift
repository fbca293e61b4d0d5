import Engine
import Foundation
import Learning
import SmallBooks
import Stages
import Testing

/// What people said counts for as long as it is asked, whatever else changes.
@Suite struct SurvivingAnswersTests {
    private static func pipeline(count: Int = 5, stage: String = "demos") -> String {
        SmallBooks.pipeline(
            """
            trees: {decompose: books.test, by: fixed}
            \(stage): {ask: trees, for: demonstration, nodes: leaves, overseer: people, count: \(count)}
            """, overseers: "people: {kind: human}")
    }

    private func questions(_ bench: Bench, _ stage: String = "demos") throws -> [Question] {
        try bench.text("artifacts/feedback/small/\(stage)/questions.jsonl").split(separator: "\n").map {
            try JSON.decode(Question.self, from: Array($0.utf8))
        }
    }

    private func answer(_ bench: Bench, _ questions: [Question]) throws {
        let lines = questions.map {
            #"{"v":1,"item":"\#($0.item)","person":"ana","kind":"demonstration","event":"answer","answer":{"text":"Anna hid the lantern."}}"#
                + "\n"
        }
        try bench.write("artifacts/feedback/small/demos/ana.jsonl", lines.joined())
    }

    /// A bench on which all questions are answered, and the questions.
    private func answered() async throws -> (Bench, [Question]) {
        let bench = try Bench(Self.pipeline())
        _ = try await bench.run()
        let asked = try questions(bench)
        try answer(bench, asked)
        #expect(try await bench.run().result.state == .done)
        return (bench, asked)
    }

    private func open(_ ran: Ran, _ stage: String = "demos") throws -> Int {
        guard case .waiting(let waiting)? = ran.result[stage] else {
            Issue.record("\(ran.endings)")
            return 0
        }
        return waiting.count
    }

    @Test func `when more is asked only what is new is open`() async throws {
        let (bench, asked) = try await answered()
        try bench.write("small.yaml", Self.pipeline(count: 8))
        #expect(try open(await bench.run()) == 3)
        let more = try questions(bench)
        #expect(more.count == 8)
        #expect(Set(asked.map(\.item)).isSubset(of: more.map(\.item)))
        try answer(bench, more)
        #expect(try await bench.run().result.state == .done)
    }

    @Test func `when less is asked nothing is open, and what was said beyond it is no error`() async throws {
        let (bench, asked) = try await answered()
        try bench.write("small.yaml", Self.pipeline(count: 2))
        let ran = try await bench.run()
        #expect(ran.result.state == .done)
        let said = try FeedbackSet(decoding: await ran.engine.bytes(of: try ran.main("demos")))
        #expect(said.count == 2)
        #expect(Set(said.demonstrations.map(\.item)).isSubset(of: asked.map(\.item)))
    }

    @Test func `when a passage is edited only the question in its place is open`() async throws {
        let (bench, asked) = try await answered()
        let name = asked[2].passage.book
        let old = try bench.text("books/\(name).txt")
        let line = try #require(
            asked[2].passage.text.split(separator: "\n").last { !$0.hasPrefix("CHAPTER") })
        let start = String(line.prefix(60))
        try #require(old.components(separatedBy: start).count == 2, "the sentence stands once")
        try bench.write("books/\(name).txt", old.replacing(start, with: "Xaver" + start.drop { $0 != " " }))
        #expect(try open(await bench.run()) == 1)
        let now = try questions(bench)
        #expect(now.count == 5)
        #expect(Set(asked.map(\.item)).subtracting(now.map(\.item)) == [asked[2].item])

        try bench.write("books/\(name).txt", old)
        #expect(try await bench.run().result.state == .done, "what was said of the old text is still there")
    }

    @Test func `when another book is edited nothing is open`() async throws {
        let (bench, asked) = try await answered()
        let other = try #require((1...4).map { "book-\($0)" }.first { $0 != asked[0].passage.book })
        try bench.write("books/\(other).txt", SmallBooks.book(77))
        let ran = try await bench.run()
        #expect(ran.result.state == .done)
        #expect(ran.started.isEmpty)
    }

    @Test func `when the stage has another name nothing is open`() async throws {
        let (bench, _) = try await answered()
        let before = try await bench.run()
        try bench.write("small.yaml", Self.pipeline(stage: "abstracts"))
        let ran = try await bench.run()
        #expect(ran.endings == ["trees": "reused", "abstracts": "done"])
        #expect(try ran.main("abstracts") == before.main("demos"))
        #expect(!FileManager.default.fileExists(atPath: bench.folder + "/artifacts/feedback/small/abstracts"))
    }

    @Test func `when the stage has another name and asks for more, only what is new is open`() async throws {
        let (bench, _) = try await answered()
        try bench.write("small.yaml", Self.pipeline(count: 7, stage: "abstracts"))
        #expect(try open(await bench.run(), "abstracts") == 2)
    }

    @Test func `what is said in the stage's own folder counts, not what was said under another name`()
        async throws
    {
        let (bench, asked) = try await answered()
        try bench.write("small.yaml", Self.pipeline(stage: "abstracts"))
        let record =
            #"{"v":1,"item":"\#(asked[0].item)","person":"ana","kind":"demonstration","event":"answer","answer":{"text":"Another text."}}"#
        try bench.write("artifacts/feedback/small/abstracts/ana.jsonl", record + "\n")
        let ran = try await bench.run()
        let said = try FeedbackSet(decoding: await ran.engine.bytes(of: try ran.main("abstracts")))
        #expect(said.demonstrations.first { $0.item == asked[0].item }?.text == "Another text.")
        #expect(said.demonstrations.count { $0.text == "Anna hid the lantern." } == 4)
    }

    @Test func `a bad line in the folder of another stage fails that stage alone`() async throws {
        let (bench, _) = try await answered()
        try bench.write("artifacts/feedback/small/elsewhere/bo.jsonl", "{torn\n")
        #expect(try await bench.run().result.state == .done)
        try bench.write("artifacts/feedback/small/demos/bo.jsonl", "{torn\n")
        let ran = try await bench.run()
        #expect(ran.result.state == .failed)
        #expect(ran.result["demos"]?.message?.contains("artifacts/feedback/small/demos/bo.jsonl:1: ") == true)
    }
}
