import Learning
import Tensors
import Testing
import Text

@Suite struct ViewTests {
    @Test func whatFitsIsShownWhole() {
        let view = View(source: "one two three", earlier: ["four"], candidates: ["five six"], words: 6)
        #expect(view.source == "one two three")
        #expect(view.earlier == ["four"])
        #expect(view.words == 6)
        #expect(view.passageWords == 4)
        #expect(!view.truncated)
        #expect(view.earlierLeftOut == 0)
    }

    @Test func theSourceIsCutAndTheViewSaysSo() {
        let view = View(
            source: "One, two -- three four.", earlier: ["five"], candidates: ["six seven"], words: 5)
        #expect(view.source == "One, two -- three")
        #expect(view.earlier == [])
        #expect(view.truncated)
        #expect(view.words == 5)
    }

    @Test func theLatestEarlierAnswersStayWhole() {
        let view = View(source: "one", earlier: ["two three four", "five", "six seven"], words: 5)
        #expect(view.earlier == ["five", "six seven"])
        #expect(view.earlierLeftOut == 1)
        #expect(!view.truncated)
    }

    @Test func candidatesThatDoNotFitGetEqualShares() {
        let view = View(source: "source", candidates: ["a b c d", "e"], words: 4)
        #expect(view.candidates == ["a b", "e"])
        #expect(view.source == "source")
        #expect(view.truncated)
    }

    @Test func wordsAreNeverAboveTheLimit() {
        var stream = RandomStream(seed: 3)
        func text() -> String { Array(repeating: "word —", count: stream.below(12)).joined(separator: " ") }
        for _ in 0..<500 {
            let limit = stream.below(30)
            let view = View(
                source: text(), earlier: (0..<stream.below(4)).map { _ in text() },
                candidates: (0..<stream.below(4)).map { _ in text() }, words: limit)
            let shown = ([view.source] + view.earlier + view.candidates).map { wordCount($0) }.reduce(0, +)
            #expect(shown == view.words)
            #expect(shown <= limit)
        }
    }
}
