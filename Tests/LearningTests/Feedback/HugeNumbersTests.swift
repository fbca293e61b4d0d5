import Testing

@testable import Learning

/// Numbers that cannot be added are refused where they are read.
@Suite struct HugeNumbersTests {
    private func problems(_ fields: String) -> [String] {
        let line =
            #"{"v":1,"item":"a","person":"ana","kind":"demonstration","event":"answer","answer":{"text":"b"},"#
            + fields + "}\n"
        return FeedbackLog(parsing: Array(line.utf8)).problems.map(\.message)
    }

    @Test func aTimeIsAtMostThirtyYears() {
        let message = "'ms.total' is a time in milliseconds, and 'ms.hidden' and 'ms.reading' parts of it"
        #expect(problems(#""ms":{"total":9223372036854775807,"hidden":-9223372036854775808}"#) == [message])
        #expect(problems(#""ms":{"total":-1}"#) == [message])
        #expect(problems(#""ms":{"total":10,"hidden":11}"#) == [message])
        #expect(problems(#""ms":{"total":10,"hidden":10}"#).isEmpty)
    }

    @Test func wordsAreCounted() {
        #expect(
            problems(#""words":9223372036854775807"#)
                == ["'words' is 9223372036854775807; it is how many were on the screen"])
        #expect(problems(#""words":0"#).isEmpty)
    }

    @Test func aSetOfJudgementsWhoseCostCannotBeAddedIsNotRead() throws {
        let passage = JudgedPassage(
            book: "b", node: "0", height: 0, start: 0, end: 1, text: "A.", limit: 5)
        let question = Question(item: "a", kind: "demonstration", passage: passage)
        for effort in [Effort(words: .max, minutes: 1), Effort(words: 1, minutes: -1)] {
            let set = FeedbackSet([
                Demonstration(
                    Judgement(
                        question: question, person: "ana", sides: [], answer: .init(text: "B."),
                        effort: effort))
            ])
            let bytes = try set.encoded()
            #expect(throws: FeedbackFault.self) { try FeedbackSet(decoding: bytes) }
        }
    }
}
