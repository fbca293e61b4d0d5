import Foundation
import Testing

@testable import Learning

/// What holds of every kind of feedback: its record comes back, its guide is right, wrong answers are refused in words.
@Suite struct KindTests {
    private static let text = "Emma rose. He came in. Harriet had called."

    static func question(_ kind: any FeedbackKind.Type, scale: Int? = nil) -> Question {
        let texts = [text, "Emma rose.", "He came in."]
        return FeedbackSamples.question(
            kind.name, Array(texts.prefix(kind.showing == .all ? 3 : kind.showing.candidates.lowerBound)),
            scale: scale)
    }

    /// The answers of `json`, joined to the kind's question as from a file.
    private func joined(_ kind: String, _ json: String, scale: Int? = nil) throws -> (
        feedback: FeedbackSet, problems: [String]
    ) {
        let question = Self.question(try #require(FeedbackKinds.named(kind)), scale: scale)
        let line =
            #"{"v":1,"item":"\#(question.item)","person":"ana","kind":"\#(kind)","event":"answer","answer":\#(json)}"#
        let log = FeedbackLog(parsing: FeedbackSamples.line(line))
        let (feedback, problems) = FeedbackSet.joining([question], with: log)
        return (feedback, problems.map(\.description))
    }

    @Test func allSevenKindsThatTheLanguageKnowsAreThere() {
        #expect(
            FeedbackKinds.names == [
                "comparison", "ranking", "rating", "correction", "demonstration", "critique", "halt",
            ])
    }

    @Test(arguments: FeedbackKinds.names) func theGuidesAnswerIsAcceptedAndComesBack(kind: String) throws {
        let guide = try #require(FeedbackKinds.named(kind)).guide.answer
        let (feedback, problems) = try joined(kind, guide)
        #expect(problems == [])
        #expect(feedback.count == 1)
        let bytes = try feedback.encoded()
        #expect(try FeedbackSet(decoding: bytes).encoded() == bytes)
        #expect(try FeedbackSet(decoding: bytes).judgements[0].summary == feedback.judgements[0].summary)
    }

    @Test(arguments: [
        ("comparison", #"{"points":2}"#, "first better"), ("comparison", #"{"winner":2}"#, "second better"),
        ("ranking", #"{"order":[3,1,2]}"#, "3 > 1 > 2"), ("ranking", #"{"order":[2]}"#, "2 > the rest"),
        ("ranking", #"{"order":[2,3]}"#, "2 > 3"),
        ("rating", #"{"rating":7,"axes":{"coverage":3},"note":"fine"}"#, "7 of 7"),
        ("rating", #"{"rating":2,"scale":5}"#, "2 of 5"),
        ("correction", #"{"text":"Emma rose. Harriet had called."}"#, "1 of 3 sentences out, 0 in"),
        (
            "correction", #"{"text":"Emma sat. He came in. Harriet had called."}"#,
            "1 of 3 sentences out, 1 in"
        ),
        ("correction", #"{"text":"Emma rose.  He came in. Harriet had called."}"#, "nothing changed"),
        ("demonstration", #"{"text":"Emma rose at last."}"#, "Emma rose at last."),
        ("critique", #"{"worst":3}"#, "worst sentence 3"),
        (
            "critique",
            #"{"worst":1,"statement":"shorter than 4 words","alternatives":["mentions Emma"],"tags":["dull"],"spans":[{"from":0,"to":10,"tag":"x"}]}"#,
            "worst sentence 1; shorter than 4 words; dull"
        ),
        ("critique", #"{"note":"too long"}"#, "too long"),
        ("critique", #"{"spans":[{"from":0,"to":4}]}"#, "1 places marked"),
        ("halt", #"{"halt":true}"#, "stopped"), ("halt", #"{"halt":true,"after":2}"#, "stopped after 2"),
        ("halt", #"{"halt":false}"#, "passed"),
    ]) func whatIsSaidIsKept(kind: String, json: String, summary: String) throws {
        let (feedback, problems) = try joined(kind, json)
        #expect(problems == [])
        let value = try #require(feedback.judgements.first)
        #expect(value.summary == summary)
        let back = try FeedbackSet(decoding: feedback.encoded())
        #expect(try back.encoded() == feedback.encoded())
        let stored = String(decoding: try feedback.encoded(), as: UTF8.self)
        let given = try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8))
        if kind != "comparison" {
            #expect(stored.contains(String(decoding: try StableJSON.encode(given), as: UTF8.self)))
        }
    }

    @Test(arguments: [
        ("ranking", #"{"order":[]}"#, "'answer.order' is empty; it lists candidates, the best first"),
        ("ranking", #"{"order":[1,4]}"#, "'answer.order' names candidate 4; there are 1 to 3"),
        ("ranking", #"{"order":[1,1]}"#, "'answer.order' names a candidate twice; each has one place"),
        ("ranking", #"{"best":1}"#, "in 'answer', 'order' is missing"),
        ("rating", #"{"rating":8}"#, "'answer.rating' is 8; the scale goes from 1 to 7"),
        ("rating", #"{"rating":0}"#, "'answer.rating' is 0; scales begin with 1"),
        ("rating", #"{"rating":3,"scale":1}"#, "'answer.scale' is 1; a scale has 2 to 100 points"),
        (
            "rating", #"{"rating":3,"axes":{"coverage":9}}"#,
            "'answer.axes.coverage' is 9; the scale goes from 1 to 7"
        ),
        (
            "correction", #"{"text":" "}"#,
            "'answer.text' is empty; an answer that should not be given at all is a 'halt'"
        ),
        (
            "critique", "{}",
            "'answer' says nothing; it has 'worst', 'spans', 'tags', 'statement' or 'note'"
        ),
        ("critique", #"{"worst":4}"#, "'answer.worst' is 4; the candidate has sentences 1 to 3"),
        (
            "critique", #"{"spans":[{"from":3,"to":99}]}"#,
            "'answer.spans' has 3 to 99; places lie within 0 to 42, the start before the end"
        ),
        (
            "critique", #"{"statement":"better"}"#,
            "'better' is no statement that can be checked; it can be \(Statement.forms)"
        ),
        (
            "critique", #"{"worst":1,"alternatives":["mentions Emma"]}"#,
            "'answer.alternatives' are to a 'statement', and there is none"
        ),
        (
            "halt", #"{"halt":false,"after":1}"#,
            "'answer.after' says where it stops, but 'answer.halt' is false"
        ),
        (
            "halt", #"{"halt":true,"after":3}"#,
            "'answer.after' is 3; the candidate has 3 sentences, and a stop leaves out at least one"
        ),
        ("halt", #"{"stop":true}"#, "in 'answer', 'halt' is missing"),
    ]) func whatIsWrongIsSaidWithItsLine(kind: String, json: String, message: String) throws {
        let (feedback, problems) = try joined(kind, json)
        #expect(problems == ["line 1: " + message])
        #expect(feedback.count == 0)
    }

    @Test(arguments: [
        ("rating", #"{"rating":6}"#, "'answer.rating' is 6; the scale goes from 1 to 5"),
        ("rating", #"{"rating":4,"scale":7}"#, "'answer.scale' is 7; the question's scale is 5"),
        ("comparison", #"{"points":6}"#, "'answer.points' is 6; the scale goes from 1 to 5"),
        ("comparison", #"{"points":4,"scale":9}"#, "'answer.scale' is 9; the question's scale is 5"),
    ]) func theQuestionsScaleHolds(kind: String, json: String, message: String) throws {
        #expect(try joined(kind, json, scale: 5).problems == ["line 1: " + message])
    }

    @Test(arguments: [-3, 0, 1, 101]) func aQuestionWithoutASoundScaleIsRefused(scale: Int) throws {
        #expect(
            try joined("rating", #"{"rating":1}"#, scale: scale).problems
                == ["line 1: the question's scale is \(scale); a scale has 2 to 100 points"])
        #expect(try joined("comparison", #"{"points":1}"#, scale: scale).problems.count == 1)
    }

    @Test func aQuestionsScaleIsKeptAndIsWhatItsPointsAreOn() throws {
        let feedback = try joined("comparison", #"{"points":5}"#, scale: 5).feedback
        let five = try #require(PreferenceScale(points: 5))
        #expect(feedback.comparisons[0].preference == five.preference(at: 5))
        #expect(try FeedbackSet(decoding: feedback.encoded()).comparisons == feedback.comparisons)
    }

    @Test func aRankingsSidesAreThoseOfTheScreen() throws {
        let question = Self.question(Ranking.self)
        let value = Ranking(
            Judgement(question: question, person: "ana", sides: [3, 1, 2], answer: .init(order: [1, 2, 3])))
        #expect(value.order == [1, 2, 0])
        #expect(value.pairs.map(\.better) == [1, 1, 2])
        #expect(value.pairs.map(\.worse) == [0, 2, 0])
    }

    @Test func statementsHoldOfWhatTheySay() throws {
        func holds(_ words: String, _ text: String = Self.text) -> Bool? { Statement(words)?.holds(of: text) }
        #expect(holds("shorter than 9 words") == true)
        #expect(holds("shorter than 8 words") == false)
        #expect(holds("longer than 7 words") == true)
        #expect(holds("mentions harriet") == true)
        #expect(holds("mentions Harriet had") == true)
        #expect(holds("mentions Harriet called") == false)
        #expect(holds("never mentions Mrs. Dean") == true)
        #expect(holds("no sentence of Emma rose.  She sat.") == false)
        #expect(holds("no sentence of Emma rose") == true)
        for words in ["", "shorter than words", "shorter than 0 words", "mentions ", "mentions …", "better"] {
            #expect(Statement(words) == nil)
        }
        for words in ["shorter than 9 words", "mentions Mrs. Dean", "no sentence of Emma rose."] {
            #expect(Statement(words)?.words == words)
        }
    }

    @Test func aCorrectionStandsBesideTheOriginalAndRandomEditsOfItsSize() throws {
        let passage = JudgedPassage(
            book: "b", node: "0", height: 0, start: 0, end: 9,
            text: "One went. Two went. Three went. Four went. Five went. Six went.", limit: 9)
        let question = Question(
            item: "i", kind: "correction", passage: passage,
            candidates: [.init(answer: "a", text: "One went. Two went. Three went.")])
        let value = Correction(
            Judgement(
                question: question, person: "ana", sides: [1],
                answer: .init(text: "One went. Two went. Six went.")))
        let texts = try #require(value.evidence(.none)).texts
        #expect(
            Array(texts.prefix(2)) == ["One went. Two went. Six went.", "One went. Two went. Three went."])
        #expect(texts.count > 2)
        for edit in texts.dropFirst(2) {
            let kept = AnswerSentences(edit).texts.filter { AnswerSentences(texts[1]).texts.contains($0) }
            #expect(AnswerSentences(edit).count == 3)
            #expect(kept.count == 2)
        }
    }
}
