import Learning
import SmallBooks
import Testing
import Text

@testable import Stages

/// Which of two ways to cut a passage is better: asked, learned from, and a decomposer trained by it.
@Suite struct AskSplitsTests {
    private static func pipeline(_ overseer: String) -> String {
        """
        quire: 1
        data:
          books: {path: "books/*.txt"}
        task: {instruction: Summarise., max_words: {leaf: 60}}
        decomposers:
          any: {kind: random, leaf_words: 40, fan_in: 3}
          even: {kind: fixed, leaf_words: 40, fan_in: 3}
        overseers:
          reader: \(overseer)
        stages:
          cuts: {ask: books, about: splits, for: comparison, proposals: [any, even], overseer: reader, count: 12}
          liking: {train: reward, from: lead, using: cuts}
          start: {train: decomposer, by: bc, in: books, like: even, with: {epochs: 2}}
          learned: {train: decomposer, by: rloo, from: start, in: books, reward: liking, with: {steps: 2, batch: 4}}
          trees: {decompose: books, by: learned}
        """
    }

    private static let simulated = "{kind: simulated, gold: locality, noise: 0}"

    @Test func `a decomposer is trained from comparisons of splits`() async throws {
        let ran = try await Bench(Self.pipeline(Self.simulated)).run()
        let forest = try await ran.read(Forest.self, "trees")
        #expect(forest.entries.count == 4)
        #expect(forest.entries.allSatisfy { $0.tree.leaves.count > 1 })
        #expect(forest.entries.allSatisfy { entry in entry.tree.nodes.allSatisfy { $0.children.count <= 3 } })
    }

    @Test func `outlines are compared, and fewer orphans win`() async throws {
        let ran = try await Bench(Self.pipeline(Self.simulated)).run(only: ["cuts"])
        let feedback = try await ran.feedback("cuts")
        #expect(feedback.count == 12)
        for comparison in feedback.comparisons {
            let text = comparison.passage.text
            let orphans = [comparison.first, comparison.second].map { outline -> Int in
                let book = Book(name: "", text: text, sections: [], sceneBreaks: [], origins: OriginMap())
                let places = CutPlaces(of: Boundaries(of: book), snap: .sentence, spacing: 1_000)
                let cuts = SplitOutline(text: outline)?.cuts(in: places) ?? []
                return places.spans(cutAt: cuts).map {
                    orphanPronouns(in: String(book.text.utf8(in: $0))).orphans
                }
                .reduce(0, +)
            }
            if orphans[0] < orphans[1] { #expect(comparison.preference > 0.5) }
            if orphans[0] > orphans[1] { #expect(comparison.preference < 0.5) }
            if orphans[0] == orphans[1] { #expect(comparison.preference == 0.5) }
        }
    }

    @Test func `overseers judge what their gold is about`() throws {
        let answers = try Bench(
            Self.pipeline("{kind: simulated, gold: coverage}")
        ).complaints()
        #expect(answers.contains("'reader' judges answers, not ways to cut"))
    }

    @Test func `a reward of splits cannot be measured by judgements of answers`() throws {
        let pipeline =
            Self.pipeline(Self.simulated)
            + "\n  sound: {evaluate: liking, using: cuts, metrics: [accuracy]}\n"
        #expect(try Bench(pipeline).complaints().contains("quire cannot measure a reward of ways to cut yet"))
    }

    @Test func `people see outlines, and a run goes on from what they say`() async throws {
        let bench = try Bench(Self.pipeline("{kind: human}"))
        #expect(try await bench.run().result.state == .waiting)
        let folder = "artifacts/feedback/small/cuts"
        let questions = try bench.text(folder + "/questions.jsonl").split(separator: "\n").map {
            try JSON.decode(Question.self, from: Array($0.utf8))
        }
        #expect(questions.count == 12)
        #expect(questions.allSatisfy { $0.candidates.allSatisfy { SplitOutline(text: $0.text) != nil } })
        let lines = questions.map {
            #"{"v":1,"item":"\#($0.item)","person":"ana","kind":"comparison","event":"answer","answer":{"points":2}}"#
        }
        try bench.write(folder + "/ana.jsonl", lines.joined(separator: "\n"))
        let ran = try await bench.run()
        #expect(ran.result.state == .done)
        #expect(try await ran.feedback("cuts").comparisons.allSatisfy { $0.preference > 0.5 })
    }
}
