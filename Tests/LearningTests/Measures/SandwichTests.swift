import Tensors
import Testing

@testable import Learning

@Suite struct SandwichTests {
    private func sandwiched(_ books: [[Sandwich.Pair]], seed: UInt64 = 17) -> Sandwich? {
        var stream = RandomStream(seed: seed)
        return Sandwich(books: books, tie: 0.01, using: &stream)
    }

    private func pair(_ expert: Double, _ alone: Double, _ decomposed: Double) -> Sandwich.Pair {
        Sandwich.Pair(expert: expert, alone: alone, decomposed: decomposed)
    }

    @Test func `agreement is of signs, indifference counts a half, and the expert's ties do not count`()
        throws
    {
        let books = [
            [pair(0.2, 0.1, 0.3), pair(-0.2, 0.1, -0.1), pair(0.005, 1, -1)],
            [pair(0.3, 0, 0.2), pair(0.1, -0.2, -0.3)],
        ]
        let sandwich = try #require(sandwiched(books))
        #expect(sandwich.pairs == 4)
        #expect(sandwich.books.map(\.place) == [0, 1])
        #expect(sandwich.books.map(\.pairs) == [2, 2])
        #expect(sandwich.books.map(\.alone) == [0.5, 0.25])
        #expect(sandwich.books.map(\.decomposed) == [1, 0.5])
        #expect(sandwich.books.map(\.gapClosed) == [1, (0.5 - 0.25) / (1 - 0.25)])
        #expect(sandwich.alone.value == 1.5 / 4)
        #expect(sandwich.decomposed.value == 3.0 / 4)
        #expect(sandwich.gapClosed?.value == (0.75 - 0.375) / (1 - 0.375))
    }

    @Test func `with two books the interval is from the one to the other`() throws {
        let right = [pair(0.2, 0.1, 0.1)]
        let wrong = [pair(0.2, -0.1, 0.1)]
        let sandwich = try #require(sandwiched([right, wrong]))
        #expect(sandwich.alone.interval?.low == 0)
        #expect(sandwich.alone.interval?.high == 1)
        #expect(sandwich.decomposed.interval?.low == 1)
        #expect(sandwich.decomposed.interval?.high == 1)
    }

    @Test func `one book has no interval, equal answers no sandwich, and a perfect judge alone no gap`()
        throws
    {
        let one = try #require(sandwiched([[pair(0.2, 0.1, -0.1)]]))
        #expect(one.alone.interval == nil)
        #expect(one.gapClosed == nil)
        #expect(sandwiched([[pair(0.001, 1, 1)], []]) == nil)
        #expect(sandwiched([]) == nil)
    }

    @Test func `the same seed draws the same books`() throws {
        let books = (0..<7).map { [pair(0.2, $0 % 2 == 0 ? 0.1 : -0.1, $0 % 3 == 0 ? -0.1 : 0.1)] }
        #expect(sandwiched(books) == sandwiched(books))
        #expect(sandwiched(books)?.alone.value == sandwiched(books, seed: 18)?.alone.value)
    }

    // MARK: What arrives at the root

    private func node(_ judged: Double?, _ words: Int, _ children: [Int] = []) -> KeptInTree.Node {
        KeptInTree.Node(judged: judged, words: words, children: children)
    }

    @Test func `what arrives is what every node on the way kept, by the words below it`() {
        let tree = KeptInTree([node(0.5, 300), node(0.2, 100), node(0.8, 400, [0, 1])])
        #expect(abs((tree.arrives ?? 0) - 0.8 * (0.5 * 300 + 0.2 * 100) / 400) < 1e-15)
        #expect(KeptInTree([node(0.4, 10)]).arrives == 0.4)
    }

    @Test func `a child without a judgement is left out, a root without one has nothing`() {
        #expect(KeptInTree([node(nil, 300), node(0.2, 100), node(0.5, 400, [0, 1])]).arrives == 0.1)
        #expect(KeptInTree([node(0.5, 100), node(nil, 100, [0])]).arrives == nil)
        #expect(KeptInTree([node(nil, 100), node(0.5, 100, [0])]).arrives == nil)
        #expect(KeptInTree([]).arrives == nil)
    }

    @Test func `judgements count from nothing to all`() {
        #expect(KeptInTree([node(-0.3, 10)]).arrives == 0)
        #expect(KeptInTree([node(1.5, 10), node(0.5, 10, [0])]).arrives == 0.5)
    }
}
