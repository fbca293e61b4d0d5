import Testing

@testable import Learning

@Suite struct CorrelationTests {
    // scipy 1.17.1: scipy.stats.pearsonr(x, y)[0] and spearmanr(x, y)[0].
    private let x = [0.3, -1.2, 4.5, 0.3, 2.2, 9.1, -3.0, 0.3]
    private let y = [1.0, 0.5, 2.5, 0.9, 0.9, 7.7, -0.2, 3.3]

    @Test func `equal numbers share the mean of their ranks`() {
        #expect(Correlation.ranks(of: x) == [4, 2, 7, 4, 6, 8, 1, 4])
    }

    @Test func `a list goes with itself, and against itself turned round`() throws {
        #expect(try #require(Correlation.pearson(x, x)) > 0.999_999)
        #expect(try #require(Correlation.spearman(x, x.map { -$0 * $0 * $0 })) < -0.999_999)
    }

    @Test func `constant lists and single pairs have no correlation`() {
        #expect(Correlation.pearson([1, 1], [1, 2]) == nil)
        #expect(Correlation.spearman([1], [2]) == nil)
        #expect(Correlation.spearman([], []) == nil)
    }

    @Test func `values are scipy's`() throws {
        #expect(abs(try #require(Correlation.pearson(x, y)) - 0.8834702257632147) < 1e-12)
        #expect(abs(try #require(Correlation.spearman(x, y)) - 0.7854091098781055) < 1e-12)
    }
}
