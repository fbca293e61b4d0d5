import Learning
import Testing
import Text

@Suite struct GoldRewardTests {
    static let source = """
        Mr. Knightley entered the parlour. Then Knightley accused Emma of cruelty. Emma wept bitterly in silence.
        """

    private func coverage(_ source: String = source) -> PreparedGold {
        GoldReward(.coverage, statistics: WordStatistics()).prepare(source: source)
    }

    @Test(arguments: Gold.allCases) func anAnswerWithoutAWordIsTheWorst(gold: Gold) throws {
        let reward = GoldReward(
            gold, statistics: WordStatistics(), references: ["Knightley accused Emma."],
            questions: [GoldQuestion(question: "Who accused Emma?", answers: ["Knightley"])]
        ).prepare(source: Self.source)
        #expect(reward.score("") == -1)
        #expect(reward.score(" -- ") == -1)
        let other = try #require(reward.score("He he he they they. He he he they they."))
        #expect(other > -1)
    }

    @Test func coverageOfTheWholeSourceIsOne() {
        #expect(coverage().score(Self.source) == 1)
    }

    @Test func coverageAddsNamesAndEventsByTheirWeights() throws {
        // Without statistics every idf is 1, so a unit weighs 1 + ln n. Names: knightley and emma, each twice.
        // Events, each once: enter, parlour, accus, cruelti, wept, bitterli, silenc.
        let score = try #require(coverage().score("Emma wept."))
        #expect(abs(score - (0.3 * 0.5 + 0.7 / 7)) < 1e-12)
    }

    @Test func anotherFormOfAnEventKeepsIt() throws {
        let plain = try #require(coverage().score("Emma faced things."))
        let stemmed = try #require(coverage().score("Emma faced accusations."))
        #expect(abs(stemmed - plain - 0.7 / 7) < 1e-12)
    }

    @Test func aNameOftenMentionedWeighsMore() throws {
        let reward = coverage("We saw Emma. We saw Emma. We saw Emma. We saw Harriet.")
        let often = try #require(reward.score("There was Emma."))
        let once = try #require(reward.score("There was Harriet."))
        #expect(often > once)
    }

    @Test func aWordRareInTheForestWeighsMore() throws {
        let common = Array(repeating: "the parlour was silent", count: 9)
        let statistics = WordStatistics(passages: common + [Self.source])
        let reward = GoldReward(.coverage, statistics: statistics).prepare(source: Self.source)
        let rare = try #require(reward.score("cruelty"))
        let usual = try #require(reward.score("parlour"))
        #expect(rare > usual)
    }

    @Test func repetitionCostsHalfItsShare() throws {
        // Three pairs of content words in a row, one of them for the second time.
        let once = try #require(coverage().score("Emma wept."))
        let twice = try #require(coverage().score("Emma wept. Emma wept."))
        #expect(abs(once - twice - 0.5 / 3) < 1e-12)
    }

    @Test func pronounsThatNothingExplainsCost() throws {
        let bare = try #require(coverage().score("She wept."))
        let named = try #require(coverage().score("Emma wept."))
        #expect(abs(named - bare - (0.3 * 0.5 + 0.3 / 5)) < 1e-12)
    }

    @Test func aReferenceCountsOnlyWhereTheSourceSupportsIt() throws {
        let reward = GoldReward(
            .reference, statistics: WordStatistics(),
            references: ["Knightley accused Emma of cruelty. The ship sank off Lisbon with every sailor."])
        let prepared = reward.prepare(source: Self.source)
        #expect(prepared.score("Knightley accused Emma of cruelty.") == 1)
        #expect(reward.prepare(source: "Snow fell on the hills.").score("Snow fell.") == nil)
    }

    @Test func theBestReferenceCounts() throws {
        let reward = GoldReward(
            .reference, statistics: WordStatistics(),
            references: ["Emma wept in silence.", "Knightley entered."])
        #expect(reward.prepare(source: Self.source).score("Knightley entered.") == 1)
    }

    @Test func questionsThatTheSourceCannotAnswerDoNotCount() throws {
        let reward = GoldReward(
            .questions, statistics: WordStatistics(),
            questions: [
                GoldQuestion(question: "Who wept?", answers: ["Emma", "Miss Woodhouse"]),
                GoldQuestion(question: "Where did he go?", answers: ["the parlour"]),
                GoldQuestion(question: "What sank?", answers: ["a ship off Lisbon"]),
            ])
        let prepared = reward.prepare(source: Self.source)
        #expect(prepared.score("Emma went to the parlour.") == 1)
        #expect(prepared.score("Emma wept.") == 0.5)
        #expect(prepared.score("A ship sank.") == 0)
        #expect(reward.prepare(source: "Snow fell.").score("Snow fell.") == nil)
    }
}
