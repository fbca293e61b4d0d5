import Foundation
import Testing

@testable import Pipeline

@Suite struct ExamplesTests {
    @Test(arguments: [
        "design.yaml", "books-fixed.yaml", "books-fixed-short.yaml", "learned-against-fixed.yaml",
        "assisted.yaml",
    ])
    func theWorkedExamplesOfTheLanguagePass(name: String) throws {
        let (graph, complaints) = example(name).graphOrComplaints
        #expect(complaints == "")
        #expect(graph != nil)
    }

    @Test func peopleAreNotAskedOnceForEverySeed() throws {
        let checked = try example("learned-against-fixed.yaml").get()
        let graph = try #require(checked.graph)
        func ids(_ stage: String) -> [String] { graph.cells.filter { $0.stage == stage }.map(\.id) }
        #expect(ids("cuts") == ["cuts"])
        #expect(
            ids("pairs") == [
                "pairs[cut=fixed]", "pairs[cut=structure]", "pairs[cut=texttiling]", "pairs[cut=learned]",
            ])
        #expect(ids("rl").count == 20)
        #expect(ids("verdict") == ["verdict"])
        #expect(graph["trees[cut=fixed]"]?.needs == [])
        #expect(graph["trees[cut=learned]"]?.needs == ["learned"])
        #expect(graph["rl[cut=learned,seed=3]"]?.seed == 3)
        #expect(graph["bc[cut=fixed]"]?.seed == 23)
        #expect(checked.plan?.minutes == 1920)
    }

    @Test func aShorthandStandsForItsRounds() throws {
        let graph = try #require(try example("books-fixed-short.yaml").get().graph)
        #expect(
            graph.cells.map(\.id) == [
                "trees", "demos", "bc", "rlhf.1.ask", "rlhf.1.reward", "rlhf.1.policy", "rlhf.2.ask",
                "rlhf.2.reward",
                "rlhf.2.policy", "rlhf.3.ask", "rlhf.3.reward", "rlhf.3.policy", "unseen", "summaries",
                "quality",
            ])
        #expect(graph["rlhf.3.reward"]?.needs == ["bc", "rlhf.1.ask", "rlhf.2.ask", "rlhf.3.ask"])
        #expect(graph["rlhf.2.ask"]?.needs == ["trees", "rlhf.1.policy"])
        #expect(graph["rlhf.2.policy"]?.needs == ["bc", "rlhf.2.reward", "trees"])
        #expect(graph["summaries"]?.needs == ["unseen", "rlhf.3.policy"])
        #expect(graph["rlhf.1.ask"]?.shorthand == "rlhf")
    }

    @Test func aPlanAddsUpReadingAndJudging() throws {
        let plan = try #require(try example("books-fixed.yaml").get().plan)
        let row = try #require(plan.rows.first { $0.cell == "pairs-1" })
        #expect(row.words == 1200)
        #expect(row.sum == "6 children x 100 + 150 of context + 3 candidates x 150")
        #expect(row.height == "height-1")
        #expect(Int(plan.minutes) == 6418)
    }
}
