import Foundation
import SmallBooks
import Testing

/// The experiments that come with Quire, run from end to end on the sample books, with less of everything.
@Suite(.serialized) struct ExperimentTests {
    @Test(arguments: [
        ("13-decomposers-locality", ["folds=[1]", "judgements=40"], "verdict"),
        ("14-decomposers-chapters", ["folds=[1]", "networks=2", "trees=30"], "verdict"),
        ("15-decomposers-endtoend", ["seeds=[1]", "pairs=80", "demos=20"], "verdict"),
        ("16-cut-stability", ["edits=4"], "kept"),
        ("17-cutter-over-optimisation", ["judgements=20", "steps=5"], "verdict"),
        ("18-decomposers-downstream", ["seeds=[1]", "pairs=60", "demos=20", "steps=3", "ways=4"], "verdict"),
        ("19-own-programs", [], "quality"),
    ])
    func `an experiment runs on the sample books, and once more does nothing`(
        name: String, settings: [String], result: String
    ) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../pipelines")
            .standardized
        let workplace = try Workplace()
        let words = [folder.path + "/\(name).yaml"] + settings.flatMap { ["--set", "vars." + $0] }
        let ending = try workplace.start(["run"] + words).end()
        #expect(ending.status == 0, "\(ending)")
        let again = try workplace.start(["run"] + words).end()
        #expect(again.status == 0, "\(again)")
        let last = try #require(
            (again.output + again.diagnostics).split(separator: "\n").last { $0.hasPrefix("done in") })
        let done = try #require(
            last.firstMatch(of: /(\d+) of (\d+) stages done, (\d+) of them known already/))
        #expect(done.1 == done.2 && done.2 == done.3, "\(last)")
        #expect(try workplace.start(["show"] + words + [result]).end().status == 0)
    }
}
