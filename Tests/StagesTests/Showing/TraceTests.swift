import Learning
import Testing
import Text

@testable import Stages

@Suite struct TraceTests {
    private let first = "The Bell\n\nAnna rang the\nbell. Nobody came. It was noon."
    private let second = "Then Karl came. He was old."

    /// Two leaves and a root; the leaves took a heading with its sentence, and one sentence.
    private func book(root: Answer) -> AnsweredBook {
        AnsweredBook(
            name: "bell",
            nodes: [
                .init(
                    path: "0.0", height: 0,
                    answer: Answer(text: "The Bell Anna rang the bell. It was noon.", choices: [0, 3, 1]),
                    leaf: .init(text: first, start: 0)),
                .init(
                    path: "0.1", height: 0, answer: Answer(text: "Then Karl came.", choices: [0]),
                    leaf: .init(text: second, start: first.utf8.count)),
                .init(path: "0", height: 1, answer: root),
            ])
    }

    @Test func aChosenSentenceIsFollowedToItsBytes() throws {
        let traces = SentenceTrace.all(of: book(root: Answer(text: "Then Karl came.", choices: [2])))
        let trace = try #require(traces.first)
        #expect(trace.isExact)
        #expect(trace.steps.map(\.path) == ["0", "0.1"])
        #expect(trace.steps.map(\.finding) == [.chosen, .chosen])
        #expect(
            trace.places == [.init(path: "0.1", span: Span(start: 55, end: 70), source: "Then Karl came.")])
    }

    @Test func aHeadingThatGrewTogetherWithASentenceHasTwoPlaces() throws {
        let traces = SentenceTrace.all(
            of: book(root: Answer(text: "The Bell Anna rang the bell.", choices: [0])))
        let trace = try #require(traces.first)
        #expect(trace.isExact)
        #expect(trace.places.map(\.source) == ["The Bell", "Anna rang the\nbell."])
        #expect(trace.places.map(\.span) == [Span(start: 0, end: 8), Span(start: 10, end: 29)])
    }

    @Test func withoutRecordedChoicesTheSameWordsAreFound() throws {
        let traces = SentenceTrace.all(of: book(root: Answer(text: "It was  noon. Then Karl came.")))
        #expect(traces.map(\.steps[0].finding) == [.copied, .copied])
        #expect(traces.map(\.places[0].path) == ["0.0", "0.1"])
    }

    @Test func otherWordsAreTracedToTheNearestSentence() throws {
        let traces = SentenceTrace.all(of: book(root: Answer(text: "Karl came then to Anna.")))
        #expect(traces.map(\.steps[0].finding) == [.nearest(0.75)])
        #expect(traces[0].places.map(\.path) == ["0.1"])
        #expect(!traces[0].isExact)
    }

    @Test func wordsFromNowhereHaveNoPlace() {
        let traces = SentenceTrace.all(of: book(root: Answer(text: "Zebras graze.")))
        #expect(traces.map(\.steps[0].finding) == [.nowhere])
        #expect(traces[0].places.isEmpty)
    }

    @Test func aPersonMeansTheSentenceWithTheirWords() {
        let traces = SentenceTrace.all(of: book(root: Answer(text: "It was noon. Then Karl came.")))
        #expect(traces.best(for: "karl  CAME")?.number == 2)
        #expect(traces.best(for: "noon and midnight")?.number == 1)
        #expect(traces.best(for: "zebra") == nil)
    }

    @Test func allSentencesAreListedWithTheirLeaves() {
        let traces = SentenceTrace.all(
            of: book(root: Answer(text: "The Bell Anna rang the bell. Then Karl came.", choices: [0, 2])))
        #expect(
            TraceSheet(traces.map { ($0, $0.places.map { _ in nil }) }).text(Page(width: 80)) == """
                bell
                  no.  leaf  found       bytes   sentence
                    1  0.0   in 2 parts  0–8 +1  The Bell Anna rang the bell.
                    2  0.1   exactly     55–70   Then Karl came.
                """)
    }

    @Test func oneSentenceIsShownStepByStep() {
        let trace = SentenceTrace.all(of: book(root: Answer(text: "Then Karl came.", choices: [2])))[0]
        let place = SourcePlace(file: "bell.txt", offset: 1_054, line: 6)
        #expect(
            TraceSheet([(trace, [place])]).text(Page(width: 80)) == """
                bell, sentence 1 of the root's answer

                  Then Karl came.

                0    height 1  chosen from the answer of 0.1  Then Karl came.
                0.1  leaf      chosen from the text           Then Karl came.

                bytes 55 to 70 of the cleaned text; bell.txt:6, byte 1,054
                  | Then Karl came.
                """)
    }

    @Test func aLineIsCountedInTheFilesBytes() {
        let place = SourcePlace(Origin(member: nil, offset: 4), file: "a.txt", bytes: Array("a\nb\nc".utf8))
        #expect(place.words == "a.txt:3, byte 4")
        #expect(
            SourcePlace(Origin(member: "ch1.html", offset: 4), file: "a.epub", bytes: nil).words
                == "a.epub (ch1.html), byte 4")
    }
}
