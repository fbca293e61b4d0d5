import Testing

@testable import Learning

@Suite struct ClusterIntervalTests {
    @Test func `few clusters give no interval`() {
        #expect(ClusterInterval.interval(clusters: ["a", "b", "c", "d"], measure: { _ in 1 }) == nil)
    }

    @Test func `a constant has an interval of no width, and the same numbers give the same interval`() throws
    {
        let clusters = (0..<30).map { "book \($0 % 6)" }
        let none = try #require(ClusterInterval.interval(clusters: clusters) { _ in 0.25 })
        #expect(none.low == 0.25 && none.high == 0.25)
        let mean = { (places: [Int]) -> Double? in Double(places.reduce(0, +)) / Double(places.count) }
        let once = try #require(ClusterInterval.interval(clusters: clusters, measure: mean))
        let again = try #require(ClusterInterval.interval(clusters: clusters, measure: mean))
        #expect(once.low == again.low && once.high == again.high)
        #expect(once.low < 14.5 && once.high > 14.5)
    }

    @Test func `a percentile lies between its neighbours, and beside infinity it is infinite`() throws {
        // numpy.percentile(numpy.arange(1001) ** 2, [2.5, 97.5])
        let squares = try #require(ResampledInterval((0...1000).map { Double($0 * $0) }))
        #expect(squares.low == 625 && squares.high == 950_625)
        // numpy.percentile([0, 1, 4, 9, 16], [2.5, 97.5])
        let few = try #require(ResampledInterval([16, 4, 0, 9, 1]))
        #expect(abs(few.low - 0.1) < 1e-12 && abs(few.high - 15.3) < 1e-12)
        let endless = try #require(ResampledInterval([1, 2, .infinity, .infinity]))
        #expect(abs(endless.low - 1.075) < 1e-12 && endless.high == .infinity)
        let nearly = try #require(ResampledInterval([1, .infinity]))
        #expect(nearly.low == .infinity)
    }

    @Test func `whole clusters are drawn`() throws {
        // Three things a cluster that are all alike: as wide as one thing a cluster, not narrower.
        let values = [0.0, 1, 0, 1, 1, 0, 1, 1, 0, 0]
        let names = values.indices.map { "\($0)" }
        func interval(times: Int) throws -> ResampledInterval {
            let clusters = names.flatMap { Array(repeating: $0, count: times) }
            let all = values.flatMap { Array(repeating: $0, count: times) }
            return try #require(
                ClusterInterval.interval(clusters: clusters) { places in
                    places.map { all[$0] }.reduce(0, +) / Double(places.count)
                })
        }
        let (one, three) = (try interval(times: 1), try interval(times: 3))
        #expect(abs(one.low - three.low) < 1e-12 && abs(one.high - three.high) < 1e-12)
        #expect(one.low >= 0.1 && one.low <= 0.3)
    }
}
