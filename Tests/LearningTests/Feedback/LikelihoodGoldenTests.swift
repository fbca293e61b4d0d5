import Foundation
import Learning
import Testing

/// Numbers of Golden/feedback.py (JAX, statsmodels), to 1e-9, and finite differences.
@Suite("Likelihoods of feedback agree with independent implementations")
struct LikelihoodGoldenTests {
    private static let golden: Golden? = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Golden/feedback.json")
        return (try? Data(contentsOf: file)).flatMap { try? JSONDecoder().decode(Golden.self, from: $0) }
    }()

    private func expect(_ evidence: Evidence?, _ g: Golden.Case, _ kind: String) throws {
        let evidence = try #require(evidence)
        #expect(evidence.texts.count == g.rewards.count)
        let loss = evidence.likelihood.loss(
            rewards: g.rewards, rationality: g.rationality, parameters: g.parameters)
        #expect(near([loss.value], [g.value]), "\(kind)")
        #expect(near(loss.gradient, g.gradient), "\(kind)")
        #expect(near([loss.rationalityGradient], [g.rationalityGradient]), "\(kind)")
        #expect(near(loss.parameterGradient, g.parameterGradient), "\(kind)")
        try expectDifferences(evidence.likelihood, g, loss, kind)
    }

    /// The gradients are those of the value, by central differences.
    private func expectDifferences(
        _ likelihood: any Likelihood, _ g: Golden.Case, _ loss: ChoiceLoss, _ kind: String
    ) throws {
        let step = 1e-6
        func slope(_ value: (Double) -> Double) -> Double { (value(step) - value(-step)) / (2 * step) }
        for place in g.rewards.indices {
            let found = slope { shift in
                var rewards = g.rewards
                rewards[place] += shift
                return likelihood.loss(
                    rewards: rewards, rationality: g.rationality, parameters: g.parameters
                ).value
            }
            #expect(abs(found - loss.gradient[place]) < 1e-6, "\(kind)")
        }
        for place in g.parameters.indices {
            let found = slope { shift in
                var parameters = g.parameters
                parameters[place] += shift
                return likelihood.loss(
                    rewards: g.rewards, rationality: g.rationality, parameters: parameters
                ).value
            }
            #expect(abs(found - loss.parameterGradient[place]) < 1e-6, "\(kind)")
        }
        let found = slope { shift in
            likelihood.loss(
                rewards: g.rewards, rationality: g.rationality * exp(shift), parameters: g.parameters
            ).value
        }
        #expect(abs(found - loss.rationalityGradient) < 1e-6, "\(kind)")
    }

    private func near(_ mine: [Double], _ theirs: [Double]) -> Bool {
        mine.count == theirs.count && zip(mine, theirs).allSatisfy { abs($0 - $1) < 1e-9 * max(1, abs($1)) }
    }

    private func judgement<Answer>(_ kind: String, _ answer: Answer, _ candidates: [String]) -> Judgement<
        Answer
    > {
        Judgement(
            question: FeedbackSamples.question(kind, candidates), person: "ana",
            sides: Array(1..<candidates.count + 1), answer: answer)
    }

    private func texts(_ count: Int) -> [String] { (0..<count).map { "Answer \($0)." } }

    @Test("comparisons on nine points, with JAX") func comparison() throws {
        for g in try #require(Self.golden).comparison {
            let value = Comparison(judgement("comparison", .init(points: g.points ?? 0), texts(2)))
            try expect(value.evidence(.none), g, "comparison")
        }
    }

    @Test("rankings and best of k, with Plackett and Luce's formula") func ranking() throws {
        for g in try #require(Self.golden).ranking {
            let order = try #require(g.order).map { $0 + 1 }
            let value = Ranking(judgement("ranking", .init(order: order), texts(g.rewards.count)))
            try expect(value.evidence(.none), g, "ranking")
        }
    }

    @Test("ratings, with statsmodels' OrderedModel") func rating() throws {
        for g in try #require(Self.golden).rating {
            let value = Rating(
                judgement("rating", .init(rating: g.level ?? 0, scale: g.scale), texts(1)))
            try expect(value.evidence(.none), g, "rating")
        }
    }

    @Test("corrections, a softmax over edits") func correction() throws {
        for g in try #require(Self.golden).correction {
            let likelihood = RationalChoices(of: 0, among: g.rewards.count)
            try expect(Evidence(texts: texts(g.rewards.count), likelihood: likelihood), g, "correction")
        }
    }

    @Test("demonstrations, a softmax over them and samples") func demonstration() throws {
        for g in try #require(Self.golden).demonstration {
            let value = Demonstration(judgement("demonstration", .init(text: "Emma rose."), []))
            let samples = g.rewards.dropFirst().map { _ in "He came in." }
            try expect(value.evidence(Proposals(samples: samples)), g, "demonstration")
        }
    }

    @Test("the worst sentence, a softmax over what its removal is worth") func worst() throws {
        for g in try #require(Self.golden).worst {
            let answer = (0..<g.rewards.count).map { "Emma rose \($0) times." }.joined(separator: " ")
            let value = Critique(judgement("critique", .init(worst: g.worst), [answer]))
            try expect(value.evidence(.none), g, "worst")
        }
    }

    @Test("statements, a choice among what they hold of") func statement() throws {
        for g in try #require(Self.golden).statement {
            let groups = try #require(g.groups)
            // The answer at each place names every statement that holds of it.
            let pool = (0..<4).map { place in
                "So "
                    + groups.indices.filter { groups[$0].contains(place) }.map { "word\($0)" }.joined(
                        separator: " ") + "."
            }
            let value = Critique(
                judgement(
                    "critique",
                    .init(
                        statement: "mentions word0",
                        alternatives: groups.indices.dropFirst().map { "mentions word\($0)" }), [pool[0]]))
            try expect(value.evidence(Proposals(samples: Array(pool.dropFirst()))), g, "statement")
        }
    }

    @Test("stops, the off-switch's choice") func halt() throws {
        for g in try #require(Self.golden).halt {
            let value = Halt(judgement("halt", .init(halt: g.halted ?? false), texts(1)))
            try expect(value.evidence(.none), g, "halt")
        }
    }
}

private struct Golden: Decodable {
    var comparison: [Case]
    var ranking: [Case]
    var rating: [Case]
    var correction: [Case]
    var demonstration: [Case]
    var worst: [Case]
    var statement: [Case]
    var halt: [Case]

    struct Case: Decodable {
        var rewards: [Double]
        var rationality: Double
        var parameters: [Double]
        var value: Double
        var gradient: [Double]
        var rationalityGradient: Double
        var parameterGradient: [Double]
        var points: Int?
        var order: [Int]?
        var level: Int?
        var scale: Int?
        var worst: Int?
        var groups: [[Int]]?
        var halted: Bool?
    }
}
