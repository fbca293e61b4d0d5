import Artifacts
import Learning
import Testing

@testable import Stages

@Suite struct ReadingTests {
    private func reading(
        book: String = "b", node: String = "0.1", text: String = "A passage.", earlier: [String] = [],
        limit: Int = 10,
        pass: Int = 0, candidates: [String] = ["one", "two", "three"], most: Int? = nil
    ) -> Reading {
        Reading(
            kind: "comparison",
            passage: JudgedPassage(
                book: book, node: node, height: 0, start: 0, end: 9, text: text, earlier: earlier,
                limit: limit),
            input: [], earlier: [], candidateList: Digest(of: "list"), candidates: candidates, pass: pass,
            most: most)
    }

    private func items(_ reading: Reading) -> [String] { reading.questions.map(\.item) }

    @Test func `three candidates are three questions, each pair once`() {
        #expect(
            reading().questions.map { $0.candidates.map(\.text) } == [
                ["one", "two"], ["one", "three"], ["two", "three"],
            ])
        #expect(reading(most: 2).questions.count == 2)
        #expect(Set(items(reading())).count == 3)
    }

    @Test func `the names of book and node are no part of a question`() {
        #expect(items(reading(book: "renamed", node: "0.7")) == items(reading()))
    }

    @Test func `text, earlier answers, limit, draw and candidates are parts of a question`() {
        let all = [
            reading(), reading(text: "Another."), reading(earlier: ["x"]), reading(limit: 11),
            reading(pass: 1),
            reading(candidates: ["two", "one", "three"]), reading(text: "A passage.", earlier: ["x", "y"]),
            reading(earlier: ["xy"]),
        ]
        #expect(Set(all.map { items($0)[0] }).count == all.count)
    }

    @Test func `a demonstration is one question without candidates`() {
        var reading = reading()
        reading.candidateList = nil
        #expect(reading.questions.count == 1)
        #expect(reading.questions[0].candidates.isEmpty)
    }

    @Test func `a reading that is cut costs less time`() throws {
        let settings = try PoseQuestions.Settings.asking(["comparison"], samples: 3)
        #expect(reading(most: 1).minutes(settings) < reading(most: 2).minutes(settings))
        #expect(reading(most: 3).minutes(settings) == reading().minutes(settings))
    }

    @Test func `an item survives a round trip of its reading`() throws {
        let reading = reading(most: 2)
        let again = try JSON.decode(Reading.self, from: JSON.encode(reading))
        #expect(again == reading)
        #expect(items(again) == items(reading))
    }
}
