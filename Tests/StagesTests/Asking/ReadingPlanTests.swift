import Artifacts
import Learning
import Pipeline
import Testing
import Text

@testable import Stages

@Suite struct ReadingPlanTests {
    private func nodes(_ count: Int, text: (Int) -> String = { "Passage number \($0)." }) -> [PracticeNode] {
        (0..<count).map { index in
            PracticeNode(
                passage: JudgedPassage(
                    book: "b", node: "0.\(index)", height: 0, start: 0, end: 0, text: text(index), limit: 10),
                input: [Digest(of: text(index))], earlier: [])
        }
    }

    /// All readings of a plan, with as many different candidates as were asked for.
    private func readings(
        _ settings: PoseQuestions.Settings, _ nodes: [PracticeNode], candidates: Int? = nil
    ) -> [Reading] {
        var plan = ReadingPlan(settings: settings, nodes: nodes)
        var taken: [Reading] = []
        while let batch = plan.next() {
            for planned in batch {
                let isComparison = planned.kind == Comparison.name
                let texts = (0..<(candidates ?? settings.samples)).map {
                    "Answer \($0) of pass \(planned.pass)."
                }
                let reading = Reading(
                    kind: planned.kind, passage: planned.node.passage, input: planned.node.input, earlier: [],
                    candidateList: isComparison ? Digest(of: texts.joined()) : nil,
                    candidates: isComparison ? texts : [], pass: planned.pass)
                if let reading = plan.take(reading) { taken.append(reading) }
            }
        }
        return taken
    }

    private func counts(_ readings: [Reading]) -> [String: Int] {
        readings.reduce(into: [:]) { $0[$1.kind, default: 0] += $1.questions.count }
    }

    @Test func `a count of demonstrations is so many nodes, each once`() throws {
        let readings = readings(try PoseQuestions.Settings.asking(["demonstration"], count: 3), nodes(5))
        #expect(readings.map(\.passage.node) == ["0.0", "0.1", "0.2"])
    }

    @Test func `nobody writes a second demonstration of a passage`() throws {
        #expect(readings(try PoseQuestions.Settings.asking(["demonstration"], count: 9), nodes(4)).count == 4)
    }

    @Test func `three samples give three judgements on one reading`() throws {
        let readings = readings(
            try PoseQuestions.Settings.asking(["comparison"], count: 6, samples: 3), nodes(5))
        #expect(readings.map(\.questions.count) == [3, 3])
    }

    @Test func `a count that ends within a reading cuts it`() throws {
        let readings = readings(
            try PoseQuestions.Settings.asking(["comparison"], count: 8, samples: 3), nodes(5))
        #expect(readings.map(\.questions.count) == [3, 3, 2])
    }

    @Test func `comparisons go round again with another draw when the nodes are used up`() throws {
        let readings = readings(try PoseQuestions.Settings.asking(["comparison"], count: 5), nodes(2))
        #expect(readings.map(\.passage.node) == ["0.0", "0.1", "0.0", "0.1", "0.0"])
        #expect(readings.map(\.pass) == [0, 0, 1, 1, 2])
    }

    @Test func `a node is asked about at most fifty times`() throws {
        let readings = readings(try PoseQuestions.Settings.asking(["comparison"], count: 1_000), nodes(2))
        #expect(readings.count == 100)
        #expect(readings.last?.pass == 49)
    }

    @Test(arguments: [(8, 4, 4), (7, 4, 3), (12, 6, 6), (1, 1, 0)])
    func `a count is shared out among the kinds in turns`(count: Int, demonstrations: Int, comparisons: Int)
        throws
    {
        for samples in [2, 3, 4] {
            let settings = try PoseQuestions.Settings.asking(
                ["demonstration", "comparison"], count: count, samples: samples)
            let counts = counts(readings(settings, nodes(20)))
            #expect(counts["demonstration"] == demonstrations)
            #expect(counts["comparison", default: 0] == comparisons)
        }
    }

    @Test func `kinds take turns`() throws {
        let readings = readings(
            try PoseQuestions.Settings.asking(["demonstration", "comparison"], count: 6), nodes(9))
        #expect(
            readings.map(\.kind) == [
                "demonstration", "comparison", "demonstration", "comparison", "demonstration", "comparison",
            ])
    }

    @Test func `minutes end it before they are exceeded`() throws {
        let all = readings(try PoseQuestions.Settings.asking(["demonstration"], count: 100), nodes(100))
        let each = all[0].minutes(try PoseQuestions.Settings.asking(["demonstration"]))
        let some = readings(
            try PoseQuestions.Settings.asking(["demonstration"], minutes: each * 7.5), nodes(100))
        #expect(some.count == 7)
    }

    @Test func `the first of count and minutes ends it`() throws {
        #expect(
            readings(
                try PoseQuestions.Settings.asking(["demonstration"], count: 2, minutes: 1_000), nodes(10)
            ).count == 2)
        #expect(
            readings(try PoseQuestions.Settings.asking(["demonstration"], count: 9, minutes: 0), nodes(10))
                .count == 0)
    }

    @Test func `a reading whose candidates are all the same has nothing to judge and costs nothing`() throws {
        #expect(
            readings(try PoseQuestions.Settings.asking(["comparison"], count: 3), nodes(3), candidates: 1)
                .isEmpty)
    }

    @Test func `a passage that stands in two books is one question`() throws {
        let readings = readings(
            try PoseQuestions.Settings.asking(["demonstration"], count: 4), nodes(4) { "Passage \($0 % 2)." })
        #expect(readings.map(\.passage.node) == ["0.0", "0.1"])
        let twice = self.readings(
            try PoseQuestions.Settings.asking(["comparison"], count: 4), nodes(4) { "Passage \($0 % 2)." })
        #expect(Set(twice.flatMap(\.questions).map(\.item)).count == 4)
        #expect(twice.map(\.pass) == [0, 0, 1, 1])
    }

    @Test func `without nodes nothing is asked`() throws {
        #expect(readings(try PoseQuestions.Settings.asking(["demonstration"], count: 4), []).isEmpty)
    }
}
