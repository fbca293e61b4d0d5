import Foundation
import SmallBooks
import Testing

/// What people do beside answering: they stop a run, they use up their minutes.
@Suite struct StoppedByPeopleTests {
    private static let pipeline = SmallBooks.pipeline(
        """
        trees: {decompose: books.test, by: fixed}
        demos: {ask: trees, for: demonstration, nodes: leaves, overseer: people, count: 3}
        leads: {recompose: trees, policy: lead}
        """, overseers: "people: {kind: human}")

    private static let folder = "artifacts/feedback/small/demos"

    private struct Question: Decodable { var item: String }

    private func lines(_ workplace: Workplace, person: String, first count: Int) throws -> String {
        try workplace.text(Self.folder + "/questions.jsonl").split(separator: "\n").prefix(count).map {
            line in
            let item = try JSONDecoder().decode(Question.self, from: Data(line.utf8)).item
            return
                #"{"v":1,"item":"\#(item)","person":"\#(person)","kind":"demonstration","event":"answer","answer":{"text":"Anna hid the lantern."}}"#
                + "\n"
        }.joined()
    }

    private func halt(at: String = "") -> String {
        #"{"v":1,"item":"sha256:0","person":"ana","kind":"demonstration","event":"halt"\#(at)}"# + "\n"
    }

    // MARK: Halt

    @Test func `a run that a person stopped is 5 and says who`() throws {
        let workplace = try Workplace(Self.pipeline)
        #expect(try workplace.quire("run", "small.yaml").status == 3)
        try workplace.write(Self.folder + "/ana.jsonl", halt())
        let ending = try workplace.quire("run", "small.yaml")
        #expect(ending.status == 5)
        #expect(ending.output == "")
        #expect(ending.diagnostics == "stopped by ana: the run goes on only with --after-stop\n")
        #expect(workplace.runFolders().count == 1, "no run was begun")
    }

    @Test func `when the record says when, so does the message`() throws {
        let workplace = try Workplace(Self.pipeline)
        try workplace.write(Self.folder + "/ana.jsonl", halt(at: #","at":"2026-01-02T03:04:05Z""#))
        #expect(
            try workplace.quire("run", "small.yaml").diagnostics
                == "stopped by ana at 2026-01-02T03:04:05Z: the run goes on only with --after-stop\n")
    }

    @Test func `with --after-stop it goes on, and what was said counts`() throws {
        let workplace = try Workplace(Self.pipeline)
        _ = try workplace.quire("run", "small.yaml")
        try workplace.write(Self.folder + "/ana.jsonl", lines(workplace, person: "ana", first: 2) + halt())
        let waiting = try workplace.quire("run", "small.yaml", "--after-stop")
        #expect(waiting.status == 3)
        #expect(waiting.diagnostics.contains("stage 'demos' asks for 1 judgement (demonstration)"))
        try workplace.write(Self.folder + "/ana.jsonl", halt() + lines(workplace, person: "ana", first: 3))
        #expect(try workplace.quire("run", "small.yaml").status == 5)
        #expect(try workplace.quire("run", "small.yaml", "--after-stop").status == 0)
    }

    @Test func `a stop in another pipeline's folder stops nothing here`() throws {
        let workplace = try Workplace(Self.pipeline)
        try workplace.write("artifacts/feedback/other/demos/ana.jsonl", halt())
        #expect(try workplace.quire("run", "small.yaml").status == 3)
    }

    // MARK: Minutes

    @Test func `a demonstration that does not say how long it took counts four minutes`() throws {
        let workplace = try Workplace(Self.pipeline.replacing("minutes: 1000", with: "minutes: 16"))
        let first = try workplace.quire("run", "small.yaml")
        #expect(first.status == 3, "\(first)")
        for person in ["ana", "bo", "cy"] {
            try workplace.write(Self.folder + "/\(person).jsonl", lines(workplace, person: person, first: 1))
        }
        #expect(try workplace.quire("run", "small.yaml").status == 3, "12 of 16 minutes")
        try workplace.write(Self.folder + "/di.jsonl", lines(workplace, person: "di", first: 1))
        let ending = try workplace.quire("run", "small.yaml")
        #expect(ending.status == 4)
        #expect(
            ending.diagnostics.contains(
                "error: stage 'demos': people have given 16 of the 16 minutes that oversight.minutes allows, with 2 judgements still to make: raise oversight.minutes, or lower the stage's count\n"
            ), "\(ending.diagnostics)")
        #expect(ending.output.hasPrefix("the oversight budget is used up in "))
        try workplace.write(Self.folder + "/ed.jsonl", lines(workplace, person: "ed", first: 3))
        #expect(
            try workplace.quire("run", "small.yaml").status == 0,
            "with nothing left to ask, nothing is too dear")
    }

    // MARK: Remarks

    @Test func `fewer nodes than judgements asked for leave a note, each time`() throws {
        let workplace = try Workplace(
            SmallBooks.pipeline(
                """
                trees: {decompose: books.test, by: fixed}
                demos: {ask: trees, for: demonstration, nodes: leaves, overseer: reader, count: 500}
                """))
        for _ in 0..<2 {
            let ending = try workplace.quire("run", "small.yaml")
            #expect(ending.status == 0)
            let notes = ending.diagnostics.split(separator: "\n").filter { $0.hasPrefix("note: ") }
            #expect(notes.count == 1)
            #expect(
                notes.first?.wholeMatch(
                    of:
                        #/note: demos: \d+ of the 500 judgements asked for: there are no more nodes to ask about/#
                ) != nil, "\(ending.diagnostics)")
        }
        let json = try workplace.quire("run", "small.yaml", "--json")
        #expect(
            json.lines.filter { $0.contains(#""event":"remark""#) && $0.contains(#""stage":"demos""#) }.count
                == 1)
    }

    // MARK: Gates

    @Test func `plan shows a shut gate with its number, and what comes after as not known`() throws {
        let workplace = try Workplace(
            SmallBooks.pipeline(
                SmallBooks.learning.replacing(
                    "[accuracy, calibration]}", with: "[accuracy, calibration], require: {accuracy: 0.999}}"))
        )
        #expect(try workplace.quire("run", "small.yaml").status == 1)
        let plan = try workplace.quire("plan", "small.yaml")
        #expect(plan.status == 0)
        func line(_ stage: String) -> String { plan.lines.first { $0.hasPrefix(stage + " ") } ?? "" }
        #expect(
            line("sound").contains(#/the gate is shut: accuracy is 0\.\d+, at least 0.999 is required$/#),
            "\(plan.output)")
        #expect(line("rl").hasSuffix("not known before sound"))
        #expect(line("summaries").hasSuffix("not known before rl"))
        #expect(line("quality").hasSuffix("not known before summaries"))
        #expect(line("imitated").hasSuffix(" known"))
        #expect(
            plan.output.contains("7 known, 0 to do, 3 not known before those are done, 1 gate shut\n"),
            "\(plan.output)")
    }
}
