import Learning
import Testing

@Suite struct FeedbackSetTests {
    private let questions = [FeedbackSamples.pair, FeedbackSamples.essay]

    private var essay: FeedbackRecord {
        var record = FeedbackRecord(
            item: "sha256:essay", person: "ana", kind: "demonstration", event: .answer)
        record.answer = .object(["text": .string("Emma rose / gladly — “oh”.")])
        record.ms = .init(total: 90_000, hidden: 30_000)
        record.words = 8
        return record
    }

    private func joined(_ records: [FeedbackRecord]) -> (feedback: FeedbackSet, problems: [FeedbackProblem]) {
        FeedbackSet.joining(questions, with: FeedbackLog(records))
    }

    @Test func answersAreJoinedToTheirQuestions() throws {
        var record = FeedbackSamples.pair.record(person: "bo", event: .answer, sides: [2, 1])
        record.answer = .object(["points": .integer(1)])
        let (feedback, problems) = joined([record, essay])
        #expect(problems == [])
        let comparison = try #require(feedback.comparisons.first)
        #expect(comparison.first == "Emma rose.")
        #expect(comparison.preference == PreferenceScale.nine.preference(at: 9))
        #expect(comparison.passage == FeedbackSamples.passage)
        let demonstration = try #require(feedback.demonstrations.first)
        #expect(demonstration.text == "Emma rose / gladly — “oh”.")
        #expect(demonstration.effort == Effort(words: 8, minutes: 1))
        #expect(feedback.passages == [FeedbackSamples.passage])
    }

    @Test func anAnswerToAQuestionThatNobodyAskedIsAProblem() {
        let (feedback, problems) = joined([FeedbackSamples.comparison(3, item: "sha256:other")])
        #expect(feedback.count == 0)
        #expect(
            problems.map(\.description) == ["line 1: item 'sha256:other' is none of the 2 questions asked"])
    }

    @Test func aCandidateThatTheQuestionDoesNotHaveIsAProblem() {
        var record = FeedbackSamples.comparison(3)
        record.shown = [.init(answer: "sha256:a", side: 1), .init(answer: "sha256:z", side: 2)]
        #expect(
            joined([record]).problems.map(\.description)
                == ["line 1: 'shown' lacks the question's candidate 'sha256:b'"])
    }

    @Test func anAnswerOfAnotherKindThanAskedIsAProblem() {
        var record = essay
        record.item = "sha256:pair"
        #expect(
            joined([record]).problems.map(\.description)
                == ["line 1: the question asks for a comparison, not for a demonstration"])
    }

    @Test func equalFeedbackHasEqualBytesWhoeverAnsweredFirst() throws {
        let one = FeedbackSamples.comparison(3, person: "ana")
        let two = FeedbackSamples.comparison(4, person: "bo")
        let there = try joined([one, two, essay]).feedback.encoded()
        let back = try joined([essay, two, one]).feedback.encoded()
        #expect(there == back)
    }

    @Test func whatIsEncodedDecodesToItself() throws {
        let feedback = joined([FeedbackSamples.comparison(3), essay]).feedback
        let bytes = try feedback.encoded()
        let decoded = try FeedbackSet(decoding: bytes)
        #expect(decoded.comparisons == feedback.comparisons)
        #expect(decoded.demonstrations == feedback.demonstrations)
        #expect(try decoded.encoded() == bytes)
    }

    @Test func aPassageOfManyJudgementsIsWrittenOnce() throws {
        let feedback = joined([
            FeedbackSamples.comparison(3), FeedbackSamples.comparison(4, person: "bo"), essay,
        ])
        .feedback
        let text = String(decoding: try feedback.encoded(), as: UTF8.self)
        #expect(text.split(separator: "Mr. Knightley", omittingEmptySubsequences: false).count == 2)
    }

    @Test func aSecondJudgementOfOnePersonTakesThePlaceOfTheFirst() {
        let first = joined([FeedbackSamples.comparison(3)]).feedback
        let second = joined([FeedbackSamples.comparison(8)]).feedback
        let merged = first.merging(second)
        #expect(merged.comparisons == second.comparisons)
    }

    @Test func otherBytesAreRefusedInWords() {
        #expect(throws: FeedbackFault("not feedback: the line is not JSON")) {
            try FeedbackSet(decoding: Array("nonsense".utf8))
        }
        #expect(throws: FeedbackFault("not feedback: 'judgements' is missing")) {
            try FeedbackSet(decoding: Array(#"{"version":1,"passages":[],"questions":[]}"#.utf8))
        }
    }

    @Test func trainersGetPassagesAnswersAndPreferences() throws {
        let feedback = joined([FeedbackSamples.comparison(2), essay]).feedback
        let pair = try #require(feedback.comparedAnswers.first)
        #expect(pair.first == "Emma rose.")
        #expect(pair.second == "He came in.")
        #expect(pair.preference == PreferenceScale.nine.preference(at: 2))
        #expect(pair.passage.text == FeedbackSamples.passage.text)
        #expect(pair.passage.earlier == ["Harriet had called."])
        #expect(pair.passage.limit == 100)
        let essay = try #require(feedback.answeredPassages.first)
        #expect(essay.text == "Emma rose / gladly — “oh”.")
    }
}
