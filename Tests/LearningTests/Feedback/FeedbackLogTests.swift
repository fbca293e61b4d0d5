import Learning
import Testing

@Suite struct FeedbackLogTests {
    private func problems(_ json: String) -> [String] {
        FeedbackLog(parsing: FeedbackSamples.line(json)).problems.map(\.description)
    }

    private func event(_ event: FeedbackRecord.Event, _ points: Int? = nil) -> FeedbackRecord {
        var record = FeedbackSamples.comparison(points ?? 5)
        record.event = event
        if points == nil { record.answer = nil }
        return record
    }

    @Test func theLastAnswerOfAnItemAndPersonWins() {
        let log = FeedbackLog([event(.answer, 2), event(.answer, 8)])
        #expect(log.standings.map(\.state) == [.answered])
        #expect(log.standings.first?.record?.answer == .object(["points": .integer(8)]))
        #expect(log.standings.first?.line == 2)
    }

    @Test func anUndoTakesTheAnswerBack() {
        let log = FeedbackLog([event(.answer, 2), event(.undo)])
        #expect(log.standings.map(\.state) == [.open])
        #expect(log.standings.first?.record == nil)
    }

    @Test func anAnswerAfterAnUndoCountsAgain() {
        let log = FeedbackLog([event(.answer, 2), event(.undo), event(.answer, 4)])
        #expect(log.standings.map(\.state) == [.answered])
    }

    @Test func aSkipTakesThePlaceOfAnAnswer() {
        #expect(FeedbackLog([event(.answer, 2), event(.skip)]).standings.map(\.state) == [.skipped])
    }

    @Test func aDraftIsKeptUntilTheAnswer() {
        let log = FeedbackLog([event(.open), event(.draft, 3)])
        #expect(log.standings.map(\.state) == [.open])
        #expect(log.standings.first?.draft?.answer == .object(["points": .integer(3)]))
        #expect(FeedbackLog([event(.draft, 3), event(.answer, 3)]).standings.first?.draft == nil)
    }

    @Test func standingsDoNotDependOnWhoAnsweredFirst() {
        let one = FeedbackSamples.comparison(1, item: "b", person: "ana")
        let two = FeedbackSamples.comparison(2, item: "a", person: "bo")
        let three = FeedbackSamples.comparison(3, item: "a", person: "ana")
        let order = FeedbackLog([one, two, three]).standings.map { $0.item + $0.person }
        #expect(order == ["aana", "abo", "bana"])
        #expect(FeedbackLog([three, one, two]).standings.map { $0.item + $0.person } == order)
    }

    @Test func aStopIsFoundAndChangesNoItem() {
        var log = FeedbackLog([event(.answer, 2)])
        #expect(log.stopped == nil)
        log.append(event(.halt))
        #expect(log.stopped?.event == .halt)
        #expect(log.standings.map(\.state) == [.answered])
    }

    @Test func anUnknownKindIsReportedWithItsLine() {
        let bytes = FeedbackSamples.line(
            #"{"v":1,"item":"i","person":"p","kind":"comparison","event":"open"}"#
                + "\n\n" + #"{"v":1,"item":"i","person":"p","kind":"rnking","event":"answer","answer":{}}"#)
        let log = FeedbackLog(parsing: bytes)
        #expect(log.events.count == 1)
        #expect(
            log.problems.map(\.description) == [
                "line 3: unknown kind 'rnking'; kinds are comparison, ranking, rating, correction, demonstration, critique, halt"
            ])
    }

    @Test(arguments: [
        ("{", "the line is not JSON"),
        (#"{"v":1,"person":"p","kind":"comparison","event":"open"}"#, "'item' is missing"),
        (#"{"v":1,"item":7,"person":"p","kind":"comparison","event":"open"}"#, "'item' is not text"),
        (#"{"v":2}"#, "'v' is 2; this program reads version 1"),
        (#"{"v":1,"item":"i","person":"","kind":"comparison","event":"open"}"#, "'person' is empty"),
        (
            #"{"v":1,"item":"i","person":"p","kind":"comparison","event":"anwser"}"#,
            "unknown event 'anwser'; events are open, draft, answer, undo, skip, halt, expand"
        ),
        (#"{"v":1,"item":"i","person":"p","kind":"comparison","event":"answer"}"#, "'answer' is missing"),
        (
            #"{"v":1,"item":"i","person":"p","kind":"comparison","event":"answer","answer":{"points":10}}"#,
            "'answer.points' is 10; the scale goes from 1 to 9"
        ),
        (
            #"{"v":1,"item":"i","person":"p","kind":"comparison","event":"answer","answer":{"points":7,"winner":1}}"#,
            "'answer.winner' is 1, but 7 of 9 points say otherwise"
        ),
        (
            #"{"v":1,"item":"i","person":"p","kind":"comparison","event":"answer","answer":{"points":"7"}}"#,
            "in 'answer', 'points' is not a whole number"
        ),
        (
            #"{"v":1,"item":"i","person":"p","kind":"demonstration","event":"answer","answer":{}}"#,
            "in 'answer', 'text' is missing"
        ),
        (
            #"{"v":1,"item":"i","person":"p","kind":"comparison","event":"open","shown":[{"answer":"a","side":2}]}"#,
            "'shown' has sides [2]; they must be 1 to 1, each once"
        ),
    ])
    func everyProblemNamesItsLineAndWhatIsWrong(json: String, message: String) {
        #expect(problems(json) == ["line 1: " + message])
    }

    @Test func aLastLineThatWasCutOffIsTornAndTheRestCounts() throws {
        let whole = try FeedbackSamples.comparison(3).line()
        let log = FeedbackLog(parsing: whole + whole.dropLast(9))
        #expect(log.events.count == 1)
        #expect(log.problems.map(\.isTorn) == [true])
        #expect(log.problems.map(\.line) == [2])
    }

    @Test func aByteOrderMarkAndWindowsLineEndsAreRead() throws {
        let line = try FeedbackSamples.comparison(3).line().dropLast() + Array("\r\n".utf8)
        let log = FeedbackLog(parsing: [0xEF, 0xBB, 0xBF] + line + line)
        #expect(log.problems == [])
        #expect(log.events.count == 2)
    }
}
