import Learning
import Tensors
import Testing
import Text

@Suite struct SimulatedOverseerTests {
    static let source = """
        Mr. Knightley entered the cold parlour of Hartfield that evening. It was very late by then. Knightley
        accused Emma of cruelty towards Miss Bates on the hill. Nobody else spoke. Emma wept bitterly during the
        long carriage drive. It rained and it rained. Harriet laughed about gypsies, and Mr. Elton married Augusta.
        """

    static let answers = [
        "Knightley accused Emma of cruelty towards Miss Bates on the hill.", "It was very late by then.",
        "Emma wept bitterly during the long carriage drive.", "It rained and it rained.",
        "Harriet laughed about gypsies, and Mr. Elton married Augusta.",
    ]

    private func overseer(_ noise: Double, gold: Gold = .coverage) -> SimulatedOverseer {
        SimulatedOverseer(reward: GoldReward(gold, statistics: WordStatistics()), noise: noise, words: 500)
    }

    private func view() -> View { View(source: Self.source, candidates: Self.answers, words: 500) }

    private func agreement(_ noise: Double) -> Double {
        let overseer = overseer(noise)
        let gold = overseer.reward.prepare(view())
        let scores = Self.answers.map { gold.score($0) ?? 0 }
        var stream = RandomStream(seed: 5)
        var margins: [Double] = []
        var preferences: [Double] = []
        for _ in 0..<200 {
            for pair in overseer.comparisons(view(), using: &stream) {
                margins.append(scores[pair.first] - scores[pair.second])
                preferences.append(PreferenceScale.nine.preference(at: pair.points))
            }
        }
        return Agreement(margins: margins, preferences: preferences).accuracy ?? 0
    }

    @Test func withoutNoiseComparisonsFollowTheGold() {
        #expect(agreement(0) == 1)
    }

    @Test func moreNoiseMeansLessAgreementAndHalfNoiseNone() {
        let shares = [0.05, 0.15, 0.3, 0.5].map { agreement($0) }
        #expect(shares == shares.sorted(by: >))
        #expect((0.86...0.98).contains(shares[0]))
        #expect((0.47...0.53).contains(shares[3]))
    }

    @Test func allPairsAreJudgedOnOneReading() {
        var stream = RandomStream(seed: 1)
        let pairs = overseer(0.1).comparisons(view(), using: &stream)
        #expect(
            pairs.map { [$0.first, $0.second] }.prefix(5) == [[0, 1], [0, 2], [0, 3], [0, 4], [1, 2]])
        #expect(pairs.count == 10)
        #expect(pairs.map(\.effort.words).reduce(0, +) == view().words)
        #expect(pairs.allSatisfy { (1...9).contains($0.points) })
    }

    @Test func equalAnswersTieAndGoldWithoutAnOpinionTies() {
        var stream = RandomStream(seed: 1)
        let same = View(source: Self.source, candidates: ["Emma wept.", "Emma wept."], words: 500)
        #expect(overseer(0).comparisons(same, using: &stream).map(\.points) == [5])
        let silent = overseer(0.3, gold: .questions).comparisons(view(), using: &stream)
        #expect(silent.allSatisfy { $0.points == 5 })
    }

    @Test func theSameStreamGivesTheSameJudgements() {
        var one = RandomStream(seed: 9)
        var two = RandomStream(seed: 9)
        let overseer = overseer(0.2)
        #expect(overseer.comparisons(view(), using: &one) == overseer.comparisons(view(), using: &two))
        let written = overseer.demonstration(view(), limit: 30, using: &one)
        #expect(written == overseer.demonstration(view(), limit: 30, using: &two))
    }

    @Test func withoutNoiseTheFarBetterAnswerIsFarBetter() {
        var stream = RandomStream(seed: 1)
        let pair = View(source: Self.source, candidates: [Self.answers[0], Self.answers[3]], words: 500)
        let mirrored = View(source: Self.source, candidates: [Self.answers[3], Self.answers[0]], words: 500)
        #expect(overseer(0).comparisons(pair, using: &stream).map(\.points) == [1])
        #expect(overseer(0).comparisons(mirrored, using: &stream).map(\.points) == [9])
    }

    @Test func withoutNoiseASentenceIsKeptThatTellsAtLeastAsMuchAsThoseBeforeIt() {
        var stream = RandomStream(seed: 1)
        let text = overseer(0).demonstration(View(source: Self.source, words: 500), limit: 25, using: &stream)
        #expect(
            text == "Mr. Knightley entered the cold parlour of Hartfield that evening. "
                + "Knightley accused Emma of cruelty towards Miss Bates on the hill.")
    }

    @Test func withoutNoiseTheStreamDoesNotMatter() {
        let texts = (0..<20).map { (seed: UInt64) in
            var stream = RandomStream(seed: seed)
            return overseer(0).demonstration(View(source: Self.source, words: 500), limit: 40, using: &stream)
        }
        #expect(Set(texts).count == 1)
    }

    @Test func aSentenceThatNoLongerFitsIsPassedByAndALaterOneMayStillBeKept() {
        let source =
            "Emma wept bitterly in the cold parlour. Knightley accused Emma of cruelty towards poor Miss Bates. "
            + "Augusta laughed loudly."
        var stream = RandomStream(seed: 1)
        let text = overseer(0).demonstration(View(source: source, words: 500), limit: 10, using: &stream)
        #expect(text == "Emma wept bitterly in the cold parlour. Augusta laughed loudly.")
    }

    @Test(arguments: [0, 0.1, 0.5]) func whatIsKeptAreWholeSentencesInTheOrderOfTheText(noise: Double) {
        let flat = Self.source.split { $0.isWhitespace }.joined(separator: " ")
        let sentences = Text.sentences(in: flat).map {
            flat.utf8(in: $0).trimmingPrefix { $0.isWhitespace }.split { $0.isWhitespace }.joined(
                separator: " ")
        }
        var stream = RandomStream(seed: 3)
        for limit in 12...60 {
            let text = overseer(noise).demonstration(
                View(source: Self.source, words: 500), limit: limit, using: &stream)
            var rest = text
            for sentence in sentences where rest.hasPrefix(sentence) {
                rest = String(rest.dropFirst(sentence.count).drop { $0 == " " })
            }
            // Where no sentence was kept, the first words stand instead.
            #expect(rest.isEmpty || Self.source.hasPrefix(String(rest.prefix(20))), "\(text)")
        }
    }

    @Test func whereTheGoldHasNothingToSayCoverageIsWritten() {
        var one = RandomStream(seed: 6)
        var two = RandomStream(seed: 6)
        let view = View(source: Self.source, words: 500)
        #expect(
            overseer(0, gold: .questions).demonstration(view, limit: 30, using: &one)
                == overseer(0).demonstration(view, limit: 30, using: &two))
    }

    @Test(arguments: [0, 0.1, 0.5], [1, 7, 20, 60]) func demonstrationsKeepTheLimit(noise: Double, limit: Int)
    {
        var stream = RandomStream(seed: 2)
        for words in [0, 3, 25, 500] {
            let view = View(source: Self.source, words: words)
            let text = overseer(noise).demonstration(view, limit: limit, using: &stream)
            #expect(wordCount(text) <= min(limit, words))
            #expect((wordCount(text) > 0) == (words > 0))
        }
    }

    @Test func onlyWhatTheViewShowsIsWritten() {
        var stream = RandomStream(seed: 2)
        let text = overseer(0.1).demonstration(
            View(source: Self.source, words: 20), limit: 60, using: &stream)
        #expect(!text.contains("Emma"))
    }

    @Test func questionsAreAnsweredWithTheirEffort() throws {
        var stream = RandomStream(seed: 4)
        let essay = overseer(0).demonstration(for: FeedbackSamples.essay, person: "reader", using: &stream)
        #expect(essay.person == "reader")
        #expect(essay.effort.words == 9)
        let made = overseer(0).comparison(for: FeedbackSamples.pair, person: "reader", using: &stream)
        let pair = try #require(made)
        #expect(pair.effort.words == 14)
        #expect(overseer(0).comparison(for: FeedbackSamples.essay, person: "reader", using: &stream) == nil)
        let set = FeedbackSet([essay, pair])
        #expect(try FeedbackSet(decoding: set.encoded()).comparisons == [pair])
    }

    @Test func judgementsStayWhatTheyWereInEveryRelease() {
        var stream = RandomStream(seed: 17)
        #expect(
            overseer(0.2).comparisons(view(), using: &stream).map(\.points) == [1, 6, 2, 4, 9, 3, 8, 8, 7, 9])
    }
}
