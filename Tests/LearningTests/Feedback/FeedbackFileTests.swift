import Learning
import Testing

/// Files of judgements that bring their own questions.
@Suite struct FeedbackFileTests {
    private static let first =
        #"{"v":1,"item":"q1","person":"ana","kind":"comparison","event":"answer","answer":{"winner":2},"#
        + #""question":{"passage":{"name":"p","book":"emma","text":"Emma rose.","limit":9},"#
        + #""candidates":[{"text":"She rose.","policy":"bc"},{"text":"Rose.","policy":"rl"}]}}"#

    private static func second(_ question: String) -> String {
        #"{"v":1,"item":"q2","person":"bo","kind":"demonstration","event":"answer","answer":{"text":"Up."},"#
            + #""question":\#(question),"ms":{"total":90000,"reading":60000},"words":5}"#
    }

    private func read(_ lines: String...) -> (feedback: FeedbackSet, problems: [FeedbackProblem]) {
        FeedbackSet.reading(Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    @Test func `a question stands in the first line of its item, a passage by its name in later ones`() throws
    {
        let again =
            #"{"v":1,"item":"q1","person":"bo","kind":"comparison","event":"answer","answer":{"points":5}}"#
        let (feedback, problems) = read(Self.first, Self.second(#"{"passage":"p"}"#), again)
        #expect(problems == [])
        #expect(feedback.comparisons.map(\.preference) == [PreferenceScale.nine.preference(at: 9), 0.5])
        let comparison = try #require(feedback.comparisons.first)
        #expect(comparison.question.candidates.map(\.policy) == ["bc", "rl"])
        #expect(comparison.question.candidates.map(\.answer) == ["1", "2"])
        let passage = JudgedPassage(
            book: "emma", node: "0", height: 0, start: 0, end: 10, text: "Emma rose.", limit: 9)
        #expect(comparison.passage == passage)
        #expect(feedback.demonstrations.first?.passage == passage)
        #expect(feedback.demonstrations.first?.effort == Effort(words: 5, minutes: 1.5, reading: 1))
    }

    @Test func `what is written reads as itself, and writes the same bytes`() throws {
        let deep = JudgedPassage(
            book: "emma", node: "0.2", height: 1, start: 4, end: 30, text: "Harriet called. Emma rose.",
            earlier: ["Before."], limit: 30, question: "Who rose?")
        let alike = JudgedPassage(
            book: "emma", node: "0.2", height: 1, start: 4, end: 30, text: "Another text, one node.",
            limit: 30)
        let comparisons = [deep, alike].enumerated().map { place, passage in
            Comparison(
                Judgement(
                    question: Question(
                        item: "sha256:\(place)", kind: "comparison", passage: passage,
                        candidates: [
                            .init(answer: "sha256:a", text: "A / “b”.", policy: "bc"),
                            .init(answer: "sha256:b", text: "B."),
                        ]), person: "ana", sides: [2, 1], answer: .init(points: 3),
                    effort: Effort(words: 20, minutes: 0.75, reading: 0.25)))
        }
        let demonstration = Demonstration(
            Judgement(
                question: Question(item: "sha256:d", kind: "demonstration", passage: deep), person: "bo",
                sides: [], answer: .init(text: "")))
        let feedback = FeedbackSet(comparisons + [demonstration])
        let bytes = try feedback.lines()
        let (back, problems) = FeedbackSet.reading(bytes)
        #expect(problems == [])
        #expect(back.comparisons == comparisons)
        #expect(back.demonstrations == [demonstration])
        #expect(try back.encoded() == feedback.encoded())
        #expect(try back.lines() == bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.split(separator: "Harriet called", omittingEmptySubsequences: false).count == 2)
    }

    @Test func `the order of the lines does not matter`() throws {
        let other = Self.first.replacing("q1", with: "q0")
        #expect(
            try read(Self.first, other).feedback.encoded() == read(other, Self.first).feedback.encoded())
    }

    @Test(arguments: [
        (#"{"passage":"q"}"#, "line 2: no earlier line has a passage with the name 'q'"),
        (#"{"passage":{"book":"","text":"x","limit":9}}"#, "line 2: 'question.passage.book' is empty"),
        (
            #"{"passage":{"book":"b","text":"x","limit":0}}"#,
            "line 2: 'question.passage.limit' is 0; it is the most words of an answer, at least 1"
        ),
        (#"{"passage":{"book":"b","text":"x"}}"#, "line 2: 'question.passage.limit' is missing"),
        (
            #"{"passage":{"name":"p","book":"b","text":"x","limit":9}}"#,
            "line 2: another passage has the name 'p'"
        ),
        (
            #"{"passage":"p","candidates":[{"text":"x"}]}"#,
            "line 2: the question has 1 candidates; a demonstration has 0"
        ),
    ])
    func `a bad question is a problem of its line`(question: String, problem: String) {
        #expect(read(Self.first, Self.second(question)).problems.map(\.description) == [problem])
    }

    @Test func `an item without a question, or with two, is a problem`() {
        let bare =
            #"{"v":1,"item":"q3","person":"bo","kind":"comparison","event":"answer","answer":{"points":5}}"#
        #expect(
            read(bare).problems.map(\.description)
                == ["line 1: item 'q3' has no 'question', in this line or before it"])
        let changed = Self.first.replacing("She rose.", with: "He rose.")
        #expect(
            read(Self.first, changed).problems.map(\.description)
                == ["line 2: item 'q1' has another question in an earlier line"])
    }

    @Test func `a reading that several kinds share is counted once`() {
        func effort(_ lines: String...) -> Double {
            FeedbackSet.reading(Array(lines.joined(separator: "\n").utf8 + [10])).feedback.effort.minutes
        }
        let compared = Self.first.dropLast() + #","ms":{"total":120000,"reading":60000}}"#
        let written = Self.second(#"{"passage":"p"}"#)
        // One minute of reading and one of comparing; the same reading and half a minute of writing.
        #expect(effort(String(compared)) == 2)
        #expect(effort(String(compared), written) == 3.5)
        #expect(effort(String(compared), written.replacing("\"bo\"", with: "\"ana\"")) == 2.5)
    }
}
