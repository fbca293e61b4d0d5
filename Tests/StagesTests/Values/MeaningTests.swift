import Engine
import Testing
import Text

@testable import Stages

/// A key holds the revisions of everything that the work asks for.
@Suite struct MeaningTests {
    private func operations(_ meaning: Meaning) throws -> Value? {
        try meaning.work(["limit": 3], inputs: [:], seed: 1).settings["operations"]
    }

    private func revisions(_ meanings: Meaning...) -> Value {
        .object(Dictionary(uniqueKeysWithValues: meanings.map { ($0.name, .int($0.revision)) }))
    }

    @Test(arguments: [Meaning.growForest, .poseSplits, .trainDecomposer, .evaluateCutter])
    func `what reads books holds the revisions of all that reading may ask for`(meaning: Meaning) throws {
        guard case .object(let below)? = try operations(meaning) else {
            Issue.record("nothing below \(meaning.name)")
            return
        }
        for part in [Meaning.importBook, .stripHeadings, .readCoreference] {
            #expect(below[part.name] == .int(part.revision))
        }
    }

    @Test func `a forest's work holds the revisions of reading and cutting`() throws {
        let work = try GrowForest.work(
            .init(books: [], decomposers: [.init(name: "whole", decomposer: .whole)]), .init(sources: []),
            seed: 1)
        #expect(work.operation == "grow-forest")
        #expect(
            work.settings["operations"] == revisions(.importBook, .stripHeadings, .readCoreference, .cutBook))
        #expect(work.settings["books"] == [])
    }

    @Test func `a revision raised below changes the key`() throws {
        let work = try Meaning.growForest.work(["limit": 3], inputs: [:], seed: 1)
        guard case .object(var fields) = work.settings, case .object(var below)? = fields["operations"] else {
            Issue.record("\(work.settings)")
            return
        }
        below["cut-book"] = .int(Meaning.cutBook.revision + 1)
        fields["operations"] = .object(below)
        var raised = work
        raised.settings = .object(fields)
        #expect(raised.key != work.key)
    }

    @Test func `what is asked for through others counts too`() throws {
        #expect(
            try operations(.askOverseer)
                == revisions(
                    .poseQuestions, .recomposeForest, .newPolicy, .answerNode, .sampleAnswers,
                    .poseAdversarial, .findWorst, .judgeReading))
        #expect(
            try operations(.trainReinforcement)
                == revisions(.newPolicy, .recomposeForest, .answerNode, .fitReinforcement))
    }

    @Test func `work that asks for nothing holds its own settings only`() throws {
        let work = try Meaning.cutBook.work(["limit": 3], inputs: [:], seed: nil)
        #expect(work.settings == ["limit": 3])
        #expect(work.revision == Meaning.cutBook.revision)
    }
}
