import Learning
import Testing

@Suite struct FeedbackRecordTests {
    static let native = #"""
        {"v":1,"id":"01J","at":"2026-11-23T19:00:00Z","run":"r","stage":"pairs-0","item":"sha256:i","person":"ana",\#
        "kind":"comparison","event":"answer","node":{"book":"emma","id":"0.3.7","height":0,"span":[10211,12790]},\#
        "shown":[{"answer":"sha256:x","side":1},{"answer":"sha256:y","side":2}],\#
        "answer":{"winner":2,"points":7,"reasons":["coverage"],"note":""},\#
        "ms":{"open":1000,"first_input":58000,"total":74000,"hidden":0},"words":612,"expanded":false,\#
        "supersedes":null,"guideline":"sha256:g","page":"quire/0.1.0"}
        """#

    @Test func theNativeRecordOfTheDesignIsRead() throws {
        let log = FeedbackLog(parsing: FeedbackSamples.line(Self.native))
        #expect(log.problems == [])
        let record = try #require(log.events.first?.record)
        #expect(record.id == "01J")
        #expect(record.event == .answer)
        #expect(record.node == .init(book: "emma", id: "0.3.7", height: 0, span: [10211, 12790]))
        #expect(record.shown == [.init(answer: "sha256:x", side: 1), .init(answer: "sha256:y", side: 2)])
        #expect(record.ms == .init(total: 74000, open: 1000, firstInput: 58000, hidden: 0))
        #expect(record.words == 612)
        #expect(record.expanded == false)
        #expect(record.supersedes == nil)
        #expect(record.page == "quire/0.1.0")
        let answer = try #require(record.answer).decoded(as: Comparison.Answer.self)
        #expect(answer == .init(points: 7, reasons: ["coverage"], note: ""))
    }

    @Test func aRecordThatIsWrittenReadsBackAsItself() throws {
        let record = try #require(
            FeedbackLog(parsing: FeedbackSamples.line(Self.native)).events.first?.record)
        let again = FeedbackLog(parsing: try record.line())
        #expect(again.events.first?.record == record)
        #expect(again.problems == [])
    }

    @Test func aLineHasSortedKeysAndEndsInOneLineFeed() throws {
        let line = try FeedbackSamples.comparison(3).line()
        let expected =
            #"{"answer":{"points":3},"event":"answer","item":"sha256:pair","kind":"comparison","person":"ana","v":1}"#
        #expect(String(decoding: line, as: UTF8.self) == expected + "\n")
    }

    @Test func aQuestionFillsInNodeAndSides() {
        let record = FeedbackSamples.pair.record(person: "ana", event: .open, sides: [2, 1])
        #expect(record.node == .init(book: "emma", id: "0.3.7", height: 0, span: [10211, 12790]))
        #expect(record.shown == [.init(answer: "sha256:b", side: 1), .init(answer: "sha256:a", side: 2)])
    }
}
