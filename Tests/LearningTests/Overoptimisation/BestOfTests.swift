import Foundation
import Testing

@testable import Learning
@testable import Tensors

/// Numbers of Golden/overoptimisation.py: every subset counted, numpy and scipy.
struct OveroptimisationGolden: Decodable {
    struct Case: Decodable {
        var proxy: [Double]
        var values: [Double]
        var counts: [Int]
        var means: [Double]
        var tied: [Double]?
    }
    struct Fit: Decodable {
        var form: OveroptimisationFit.Form
        var distances: [Double]
        var values: [Double]
        var alpha: Double
        var beta: Double
        var optimum: Double?
    }
    struct Divergence: Decodable {
        var n: Int
        var kl: Double
    }
    var cases: [Case]
    var large: Case
    var fits: [Fit]
    var kl: [Divergence]

    static func read() throws -> OveroptimisationGolden {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Golden/overoptimisation.json")
        return try JSONDecoder().decode(OveroptimisationGolden.self, from: Data(contentsOf: file))
    }
}

private func near(_ left: Double, _ right: Double, _ tolerance: Double = 1e-11) -> Bool {
    abs(left - right) <= tolerance * max(1, abs(right))
}

/// The best of n from one set of draws.
@Suite struct BestOfTests {
    @Test func `the estimate is the mean over every subset, ties shared`() throws {
        for item in try OveroptimisationGolden.read().cases {
            let means = BestOf.means(of: item.values, by: item.proxy, counts: item.counts)
            #expect(zip(means, item.means).allSatisfy { near($0, $1) })
        }
    }

    @Test func `it stays exact where binomials have hundreds of digits`() throws {
        let item = try OveroptimisationGolden.read().large
        let means = BestOf.means(of: item.values, by: item.proxy, counts: item.counts)
        #expect(zip(means, item.means).allSatisfy { near($0, $1) })
    }

    @Test func `KL is that of the density of the greatest of n`() throws {
        for item in try OveroptimisationGolden.read().kl {
            #expect(near(BestOf.kl(Double(item.n)), item.kl, 1e-7), "\(item.n)")
            #expect(near(BestOf.count(kl: BestOf.kl(Double(item.n))), Double(item.n), 1e-9))
        }
    }

    @Test func `KL with ties is less, and that of the levels`() throws {
        for item in try OveroptimisationGolden.read().cases {
            let kl = BestOf.tiedKL(proxy: item.proxy, counts: item.counts)
            #expect(zip(kl, try #require(item.tied)).allSatisfy { near($0, $1) })
        }
        #expect(BestOf.tiedKL(proxy: [3, 3, 3], counts: [1, 2, 3]) == [0, 0, 0])
    }

    @Test func `the n that are looked at double, with one between, up to the most`() {
        #expect(BestOf.counts(upTo: 1) == [1])
        #expect(BestOf.counts(upTo: 2) == [1, 2])
        #expect(BestOf.counts(upTo: 16) == [1, 2, 3, 4, 6, 8, 12, 16])
        #expect(BestOf.counts(upTo: 20) == [1, 2, 3, 4, 6, 8, 12, 16, 20])
    }
}

/// The curves of Gao et al.
@Suite struct OveroptimisationFitTests {
    @Test func `coefficients are numpy's, optima are scipy's`() throws {
        for item in try OveroptimisationGolden.read().fits {
            let fit = try #require(
                OveroptimisationFit(form: item.form, distances: item.distances, values: item.values))
            #expect(near(fit.alpha, item.alpha, 1e-9))
            #expect(near(fit.beta, item.beta, 1e-9))
            #expect((fit.optimum == nil) == (item.optimum == nil))
            if let optimum = fit.optimum, let expected = item.optimum {
                #expect(near(optimum, expected, 1e-5))
            }
        }
    }

    @Test func `the optimum is where the formulas of the paper put it`() {
        let best = OveroptimisationFit(form: .bestOf, alpha: 0.6, beta: 0.1)
        #expect(near(best.optimum ?? 0, 3))
        #expect(near(best.gold(at: 3), 0.9))  // α² / 4β
        let trained = OveroptimisationFit(form: .reinforcement, alpha: 0.4, beta: 0.2)
        #expect(near(trained.optimum ?? 0, Elementary.exp(1)))
        #expect(near(trained.gold(at: Elementary.exp(1)), 0.2 * Elementary.exp(1)))  // β d*
        #expect(near(trained.gold(at: Elementary.exp(2)), 0))  // back at the start
        #expect(trained.gold(at: 0) == 0)
    }

    @Test func `gold that does not turn over has no optimum, gold that only falls has it at the start`() {
        #expect(OveroptimisationFit(form: .bestOf, alpha: 0.6, beta: 0).optimum == nil)
        #expect(OveroptimisationFit(form: .bestOf, alpha: -0.1, beta: 0.1).optimum == 0)
    }

    @Test func `one distance fixes no two coefficients`() {
        #expect(OveroptimisationFit(form: .bestOf, distances: [0, 1], values: [0, 0.5]) == nil)
        #expect(OveroptimisationFit(form: .bestOf, distances: [1, 1], values: [0.4, 0.5]) == nil)
    }
}
