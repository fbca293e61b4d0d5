import Pipeline
import SmallBooks
import Testing
import Text

@testable import Stages

/// What a decomposer of a pipeline file means to the code that cuts.
@Suite struct DecomposerSettingsTests {
    private func decomposer(_ settings: String) throws -> Decomposer? {
        let bench = try Bench(
            SmallBooks.pipeline("trees: {decompose: books, by: own}").replacing(
                "fixed: {kind: fixed, leaf_words: 40, fan_in: 3}", with: "own: \(settings)"),
            books: [:])
        guard case .decompose(let step)? = try bench.checked().graph?.cells.first?.step,
            case .settings(let settings) = step.decomposers[0].source
        else { throw StageProblem("there is no decomposer") }
        return Decomposer(settings)
    }

    @Test(arguments: [(120, 6), (100, 5), (119, 5), (40, 2), (39, 1), (20, 1), (2, 1)])
    func `a window of texttiling is said in words and used in blocks of twenty`(words: Int, blocks: Int)
        throws
    {
        #expect(
            try decomposer("{kind: texttiling, leaf_words: 60, fan_in: 3, window: \(words)}")
                == .texttiling(CutLimits(leafWords: 60, fanIn: 3), window: blocks))
    }

    @Test func `a texttiling that names no window has 120 words`() throws {
        #expect(
            try decomposer("{kind: texttiling, leaf_words: 60, fan_in: 3}")
                == .texttiling(CutLimits(leafWords: 60, fanIn: 3), window: 6))
    }

    @Test func `limits and snap are taken as they are written`() throws {
        #expect(
            try decomposer("{kind: structure, leaf_words: 60, fan_in: 4, snap: paragraph}")
                == .structure(CutLimits(leafWords: 60, fanIn: 4, snap: .paragraph)))
        #expect(
            try decomposer("{kind: random, leaf_words: 60, fan_in: 4, snap: none}")
                == .random(CutLimits(leafWords: 60, fanIn: 4, snap: .none)))
        #expect(try decomposer("{kind: whole}") == .whole)
    }
}
