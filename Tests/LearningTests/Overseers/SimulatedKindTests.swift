import Tensors
import Testing
import Text

@testable import Learning

/// What a simulated overseer says in the kinds that judge more, or less, than a pair.
@Suite struct SimulatedKindTests {
    private static let source = SimulatedOverseerTests.source
    private static let answers = SimulatedOverseerTests.answers
    /// An answer with a sentence that says nothing.
    private static let mixed = answers[0] + " " + answers[1] + " " + answers[2]

    private func overseer(
        _ noise: Double, gold: Gold = .coverage, points: Int = 9, scale: Int = 7
    ) -> SimulatedOverseer {
        SimulatedOverseer(
            reward: GoldReward(gold, statistics: WordStatistics()), noise: noise, words: 500, points: points,
            scale: scale)
    }

    private func view(_ candidates: [String]) -> View {
        View(source: Self.source, candidates: candidates, words: 500)
    }

    private func gold(_ text: String) -> Double { overseer(0).reward.prepare(view([])).score(text) ?? 0 }

    private func say<Kind: FeedbackKind>(
        _ kind: Kind.Type, _ candidates: [String], noise: Double = 0, seed: UInt64 = 1, limit: Int = 40
    ) throws -> Kind.Answer {
        var stream = RandomStream(seed: seed)
        return try #require(
            kind.simulated(by: overseer(noise), seeing: view(candidates), limit: limit, using: &stream).first
        ).answer
    }

    @Test(arguments: FeedbackKinds.names, [0, 0.1, 0.5]) func whatIsSaidHasNoFault(
        name: String, noise: Double
    ) throws {
        let kind = try #require(FeedbackKinds.named(name))
        try expectNoFaults(kind, noise)
    }

    private func expectNoFaults<Kind: FeedbackKind>(_ kind: Kind.Type, _ noise: Double) throws {
        let candidates = Array(
            [Self.mixed, Self.answers[2], Self.answers[4]].prefix(kind.candidates.upperBound))
        let question = FeedbackSamples.question(kind.name, candidates)
        for seed in 0..<30 as Range<UInt64> {
            var stream = RandomStream(seed: seed)
            let said = try #require(
                kind.simulated(by: overseer(noise), seeing: view(candidates), limit: 30, using: &stream).first
            )
            let value = try kind.value(
                Judgement(
                    question: question, person: "s", sides: Array(1..<candidates.count + 1),
                    answer: try JSONValue(encoding: said.answer), effort: said.effort))
            #expect(value.effort.words > 0 && value.effort.minutes > 0)
            #expect(value.evidence(.none) != nil || value.proposals > 0)
            var again = RandomStream(seed: seed)
            let same = kind.simulated(by: overseer(noise), seeing: view(candidates), limit: 30, using: &again)
            #expect(same.first?.answer == said.answer)
        }
    }

    @Test func withoutNoiseARankingIsTheGoldsOrder() throws {
        let order = try say(Ranking.self, Self.answers).order
        let golds = order.map { gold(Self.answers[$0 - 1]) }
        #expect(golds == golds.sorted(by: >))
        #expect(order.count == Self.answers.count)
    }

    /// With utilities u, P(order) is Plackett and Luce's at β = 1 / (noise · spread); a slip reverses it.
    @Test func rankingsAreThoseOfPlackettAndLuceWithSlips() throws {
        let noise = 0.4
        let candidates = [Self.answers[0], Self.answers[2], Self.answers[4]]
        let beta = 1 / (noise * Gold.coverage.spread)
        let weights = candidates.map { Elementary.exp(beta * (gold($0) - gold(candidates[0]))) }
        let total = weights.reduce(0, +)
        let first = weights[0] / total
        // Last is whoever the other two precede, in either order.
        let last =
            weights[1] / total * weights[2] / (total - weights[1])
            + weights[2] / total * weights[1] / (total - weights[2])
        let expected = (1 - noise) * first + noise * last
        var found = 0.0
        for seed in 0..<1500 as Range<UInt64>
        where try say(Ranking.self, candidates, noise: noise, seed: seed).order[0] == 1 {
            found += 1
        }
        #expect(abs(found / 1500 - expected) < 0.04, "\(found / 1500) \(expected)")
    }

    @Test func betterAnswersAreRatedHigherOnAnyScale() throws {
        let ordered = Self.answers.sorted { gold($0) < gold($1) }
        for scale in [2, 5, 7, 100] {
            let levels = try ordered.map { text in
                var stream = RandomStream(seed: 1)
                let said = Rating.simulated(
                    by: overseer(0, scale: scale), seeing: view([text]), limit: 40, using: &stream)
                return try #require(said.first).answer.rating
            }
            #expect(levels == levels.sorted())
            #expect(levels.allSatisfy { (1...scale).contains($0) })
        }
        #expect(Rating.bounds(7).first == -1.8)
        #expect(abs((Rating.bounds(7).last ?? 0) - 1.8) < 1e-12)
        #expect(Rating.bounds(2) == [0])
    }

    @Test func withoutNoiseACorrectionIsTheBestEditOfOneSentence() throws {
        let text = try say(Correction.self, [Self.mixed]).text
        #expect(gold(text) > gold(Self.mixed))
        #expect(wordCount(text) <= 40)
        let kept = AnswerSentences(text).texts.filter { AnswerSentences(Self.mixed).texts.contains($0) }
        #expect(kept.count == 2)
        #expect(!text.contains(Self.answers[1]))
    }

    @Test func withoutNoiseTheWorstSentenceIsTheOneThatSaysNothing() throws {
        let said = try say(Critique.self, [Self.mixed])
        #expect(said.worst == 2)
        let mark = try #require(said.spans?.first)
        #expect(Array(Self.mixed.utf8)[mark.from..<mark.to].elementsEqual((Self.answers[1] + " ").utf8))
        let statement = try #require(said.statement)
        #expect(Statement(statement) != nil)
        #expect(!(said.alternatives ?? []).isEmpty)
        #expect(!(said.alternatives ?? []).contains(statement))
    }

    @Test func withoutNoiseOnlyAnAnswerWhoseRestIsWorthLessThanNothingIsStopped() throws {
        #expect(try say(Halt.self, [Self.answers[0]]) == .init(halt: false))
        let babble =
            Self.answers[0] + " " + Array(repeating: Self.answers[0], count: 4).joined(separator: " ")
        #expect(gold(babble) < gold(Self.answers[0]))
        #expect(try say(Halt.self, [babble]) == .init(halt: true, after: 1))
    }

    @Test func coarserScalesSayTheSameInFewerSteps() throws {
        for points in 2...9 {
            var (one, two) = (RandomStream(seed: 3), RandomStream(seed: 3))
            let fine = overseer(0.2).comparisons(view(Self.answers), using: &one).map(\.points)
            let coarse = overseer(0.2, points: points).comparisons(view(Self.answers), using: &two).map(
                \.points)
            #expect(coarse.allSatisfy { (1...points).contains($0) })
            for (nine, few) in zip(fine, coarse) where nine != 5 {
                #expect((nine < 5) == (2 * few < points + 1))
            }
            let order = zip(fine, coarse).sorted { $0.0 < $1.0 }.map(\.1)
            #expect(order == order.sorted())
        }
    }

    @Test func aSimulatedPersonsNameTellsItsNoise() {
        let name = SimulatedOverseer.person(gold: .coverage, noise: 0.15, seed: 17)
        #expect(name == "simulated, gold coverage, noise 0.15, seed 17")
        #expect(SimulatedOverseer.noise(ofPerson: name) == 0.15)
        #expect(SimulatedOverseer.noise(ofPerson: "ana") == nil)
    }

    @Test func minutesAreThoseOfThePlanAtAHundredWords() {
        let pace = OversightPace()
        #expect(pace.rating(passageWords: 180, answerWords: 100) == Effort(words: 280, minutes: 2))
        #expect(pace.critique(passageWords: 0, answerWords: 100).minutes == 2)
        #expect(pace.correction(passageWords: 0, answerWords: 100, writtenWords: 25).minutes == 3)
        #expect(pace.halt(passageWords: 0, answerWords: 100) == Effort(words: 100, minutes: 0.2))
        let two = pace.comparisons(passageWords: 90, candidateWords: [50, 70])[0]
        #expect(pace.ranking(passageWords: 90, candidateWords: [50, 70]) == two)
        #expect(abs(pace.ranking(passageWords: 0, candidateWords: [100, 100, 100]).minutes - 3) < 1e-12)
    }
}

@Suite struct AgreementCeilingTests {
    private func comparison(_ points: Int, _ person: String, item: String = "a") -> Comparison {
        var question = FeedbackSamples.pair
        question.item = item
        return Comparison(
            Judgement(question: question, person: person, sides: [1, 2], answer: .init(points: points)))
    }

    @Test func itIsMeasuredWhereTwoJudgedTheSame() {
        let ceiling = AgreementCeiling([
            comparison(2, "ana"), comparison(3, "bo"), comparison(8, "chi"), comparison(5, "dan"),
            comparison(1, "ana", item: "b"),
        ])
        #expect(ceiling == .measured(agreed: 1, of: 3))
        #expect(ceiling.value == 1.0 / 3)
    }

    @Test func forSimulatedOverseersItsBoundIsThatOfTheirSlips() throws {
        let name = SimulatedOverseer.person(gold: .coverage, noise: 0.1, seed: 1)
        let ceiling = AgreementCeiling([comparison(2, name), comparison(2, name, item: "b")])
        #expect(ceiling == .bounded(noise: 0.1))
        #expect(abs(try #require(ceiling.value) - 0.82) < 1e-12)
    }

    @Test func forPeopleWhoJudgedDifferentThingsItIsUnknown() {
        #expect(AgreementCeiling([comparison(2, "ana"), comparison(2, "bo", item: "b")]) == .unknown)
        #expect(AgreementCeiling([]).value == nil)
    }
}

@Suite struct AnswerVerdictTests {
    @Test func haltsAndRatingsCallAnswersGoodOrBad() throws {
        func rating(_ level: Int) -> Rating {
            Rating(
                Judgement(
                    question: FeedbackSamples.question("rating", ["r\(level)"]), person: "p\(level)",
                    sides: [1],
                    answer: .init(rating: level)))
        }
        func halt(_ halts: Bool) -> Halt {
            Halt(
                Judgement(
                    question: FeedbackSamples.question("halt", ["h\(halts)"]), person: "\(halts)", sides: [1],
                    answer: .init(halt: halts)))
        }
        #expect([3, 4, 5].map { rating($0).isDesirable } == [false, true, true])
        #expect([true, false].map { halt($0).isDesirable } == [false, true])
        let set = FeedbackSet([rating(3), rating(4), rating(5), halt(true), halt(false)])
        #expect(set.all(Halt.self).count == 2)
    }
}
