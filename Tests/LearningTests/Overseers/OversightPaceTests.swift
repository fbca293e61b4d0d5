import Learning
import Testing

@Suite struct OversightPaceTests {
    @Test func aLeafTakesTheMinutesThatWuMeasured() {
        let pace = OversightPace()
        #expect(pace.demonstration(passageWords: 450, writtenWords: 0).minutes == 2.5)
        #expect(pace.demonstration(passageWords: 450, writtenWords: 100).minutes == 6.5)
    }

    @Test func threePairsShareOneReading() {
        let efforts = OversightPace().comparisons(passageWords: 450, candidateWords: [100, 100, 100])
        #expect(efforts.map(\.words) == [250, 250, 250])
        #expect(efforts.allSatisfy { abs($0.minutes - (2.5 / 3 + 1.5)) < 1e-12 })
    }

    @Test func noPairNoEffort() {
        #expect(OversightPace().comparisons(passageWords: 450, candidateWords: [100]) == [])
        #expect(OversightPace().comparisons(passageWords: 450, candidateWords: []) == [])
    }

    @Test func pairsComeInOrder() {
        #expect(PairJudgement.pairs(of: 3).map { [$0.first, $0.second] } == [[0, 1], [0, 2], [1, 2]])
        #expect(PairJudgement.pairs(of: 1).isEmpty)
        #expect(PairJudgement.pairs(of: 0).isEmpty)
    }
}
