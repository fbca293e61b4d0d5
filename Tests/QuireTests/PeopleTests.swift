import Foundation
import SmallBooks
import Testing

@Suite struct PeopleTests {
    private static let pipeline = SmallBooks.pipeline(
        """
        trees: {decompose: books.test, by: fixed}
        demos: {ask: trees, for: demonstration, nodes: leaves, overseer: people, count: 3}
        bc: {train: policy, by: bc, from: extractive, using: demos, with: {epochs: 1, hidden: 8}}
        pairs: {ask: trees, for: comparison, nodes: leaves, policy: bc, overseer: people, count: 2}
        reward: {train: reward, from: bc, using: pairs, with: {epochs: 1, hidden: 8, ensemble: 1}}
        """, overseers: "people: {kind: human}")

    private struct Question: Decodable {
        var item: String
        var kind: String
    }

    private func answer(_ workplace: Workplace, _ stage: String, first count: Int = 99, minutes: Int = 0)
        throws
    {
        let folder = "artifacts/feedback/small/\(stage)"
        let lines = try workplace.text(folder + "/questions.jsonl").split(separator: "\n").prefix(count).map {
            line in
            let question = try JSONDecoder().decode(Question.self, from: Data(line.utf8))
            let answer =
                question.kind == "comparison" ? #"{"points":3}"# : #"{"text":"Anna hid the lantern."}"#
            return
                #"{"v":1,"item":"\#(question.item)","person":"ana","kind":"\#(question.kind)","event":"answer","answer":\#(answer),"ms":{"total":\#(minutes * 60_000)}}"#
        }
        try workplace.write(folder + "/ana.jsonl", lines.joined(separator: "\n") + "\n")
    }

    @Test func `judgements to make are 3 with a guide, until all are made`() throws {
        let workplace = try Workplace(Self.pipeline)
        let first = try workplace.quire("run", "small.yaml")
        #expect(first.status == 3)
        #expect(first.output.hasPrefix("waiting for people in "))
        let guide = first.diagnostics.split(separator: "\n").map(String.init)
        let start = try #require(guide.firstIndex { $0.hasPrefix("waiting: ") })
        #expect(
            guide[start].hasPrefix("waiting: stage 'demos' asks for 3 judgements (demonstration), about "))
        #expect(guide[start + 1] == "  questions: artifacts/feedback/small/demos/questions.jsonl")
        #expect(
            guide[start + 2]
                == "  answers:   any other .jsonl file in that folder; artifacts/feedback/small/demos/README.md says how"
        )
        #expect(guide[start + 3] == "  then:      quire run small.yaml")
        #expect(workplace.exists("artifacts/feedback/small/demos/README.md"))
        #expect(!workplace.exists("artifacts/feedback/small/pairs"), "its candidates cannot be written yet")

        try answer(workplace, "demos", first: 2)
        let second = try workplace.quire("run", "small.yaml")
        #expect(second.status == 3)
        #expect(
            second.diagnostics.contains("waiting: stage 'demos' asks for 1 judgement (demonstration), about ")
        )

        try answer(workplace, "demos")
        let third = try workplace.quire("run", "small.yaml")
        #expect(third.status == 3)
        #expect(
            third.diagnostics.contains("waiting: stage 'pairs' asks for 2 judgements (comparison), about "))

        try answer(workplace, "pairs")
        let last = try workplace.quire("run", "small.yaml")
        #expect(last.status == 0, "\(last)")
    }

    @Test func `when people's minutes are used up it is 4, and more minutes let it go on`() throws {
        let workplace = try Workplace(Self.pipeline.replacing("minutes: 1000", with: "minutes: 20"))
        #expect(try workplace.quire("run", "small.yaml").status == 3)
        try answer(workplace, "demos", first: 2, minutes: 15)
        let ending = try workplace.quire("run", "small.yaml")
        #expect(ending.status == 4)
        #expect(ending.output.hasPrefix("the oversight budget is used up in "))
        #expect(
            ending.diagnostics.contains(
                "error: stage 'demos': people have given 30 of the 20 minutes that oversight.minutes allows, with 1 judgement still to make: "
            ),
            "\(ending.diagnostics)")
        try workplace.write("small.yaml", Self.pipeline)
        #expect(try workplace.quire("run", "small.yaml").status == 3)
        try answer(workplace, "demos", minutes: 15)
        #expect(try workplace.quire("run", "small.yaml").diagnostics.contains("waiting: stage 'pairs'"))
    }

    @Test func `a wrong judgement is 1 and named by file and line`() throws {
        let workplace = try Workplace(Self.pipeline)
        _ = try workplace.quire("run", "small.yaml")
        try workplace.write("artifacts/feedback/small/demos/ana.jsonl", "\n{\"v\":1,\n")
        let ending = try workplace.quire("run", "small.yaml")
        #expect(ending.status == 1)
        #expect(
            ending.diagnostics.contains(
                "error: stage 'demos' failed: artifacts/feedback/small/demos/ana.jsonl:2: "),
            "\(ending.diagnostics)")
    }
}
