import Testing

@testable import Stages

@Suite struct BookSplitTests {
    private let names = (1...10).map { "book-\($0)" }

    private func sizes(_ parts: [(String, Double)], of count: Int = 10) throws -> [Int] {
        let names = (1...count).map { "book-\($0)" }
        let split = try BookSplit.assign(names, to: parts.map { (name: $0.0, amount: $0.1) })
        return parts.map { split[$0.0]?.count ?? 0 }
    }

    @Test func `counts are books`() throws {
        #expect(try sizes([("train", 7), ("test", 2)]) == [7, 2])
    }

    @Test func `shares are rounded shares of all books`() throws {
        #expect(try sizes([("train", 0.5), ("test", 0.25)]) == [5, 3])
        #expect(try sizes([("train", 0.34)], of: 3) == [1])
    }

    @Test(arguments: 3...40) func `shares that sum to one leave no book out`(count: Int) throws {
        for parts in [[0.67, 0.33], [0.8, 0.1, 0.1], [0.333_333_4, 0.333_333_3, 0.333_333_3], [0.999_999]] {
            let sizes = try sizes(parts.enumerated().map { ("part\($0.offset)", $0.element) }, of: count)
            #expect(sizes.reduce(0, +) == count)
            #expect(sizes.allSatisfy { $0 > 0 })
        }
    }

    @Test func `counts are taken before shares, which are of all books`() throws {
        #expect(try sizes([("train", 0.5), ("test", 3)]) == [5, 3])
        #expect(try sizes([("train", 0.9), ("test", 3)]) == [7, 3])
    }

    @Test func `too few books are an error that says how many there are`() {
        let error = #expect(throws: BookSplit.TooFewBooks.self) {
            try sizes([("train", 8), ("test", 0.2)], of: 8)
        }
        #expect(error == BookSplit.TooFewBooks(needed: 9, found: 8))
        #expect(
            error?.description
                == "the split needs 9 books and the path matches 8: ask for fewer, or give shares (0.8)")
    }

    @Test func `a book is never in two splits`() throws {
        let split = try BookSplit.assign(names, to: [("a", 0.4), ("b", 3), ("c", 0.3)])
        let all = split.values.flatMap(\.self)
        #expect(Set(all).count == all.count)
        #expect(all.count == 10)
    }

    @Test func `the order in which books are listed does not matter`() throws {
        let parts = [(name: "train", amount: 0.6), (name: "test", amount: 0.4)]
        let split = try BookSplit.assign(names, to: parts)
        for rotation in 1..<10 {
            #expect(try BookSplit.assign(Array(names[rotation...] + names[..<rotation]), to: parts) == split)
        }
        #expect(try BookSplit.assign(names.reversed(), to: parts) == split)
    }

    @Test func `a split does not follow the alphabet`() throws {
        let letters = "abcdefghijklmnopqrstuvwxyz".map(String.init)
        let split = try BookSplit.assign(letters, to: [("train", 13), ("test", 13)])
        #expect(split["train"] != Array(letters[..<13]))
        #expect(split["train"]?.first == "a" || split["test"]?.first == "a")
    }

    @Test func `a new book moves at most one book between two shares`() throws {
        let parts = [(name: "train", amount: 0.5), (name: "test", amount: 0.5)]
        let before = try BookSplit.assign(names, to: parts)
        let after = try BookSplit.assign(names + ["one-more"], to: parts)
        let moved = names.filter { before["train"]?.contains($0) != after["train"]?.contains($0) }
        #expect(moved.count <= 1)
    }

    @Test func `over the folds every book is in the last split once, and no group is parted`() throws {
        let groups = Dictionary(uniqueKeysWithValues: names.map { ($0, $0 < "book-5" ? "one" : $0) })
        var tested: [String] = []
        for fold in 1...5 {
            let split = try BookSplit.assign(
                names, to: [("train", 0.8), ("test", 0.2)], fold: fold, groups: groups)
            let test = try #require(split["test"])
            let train = try #require(split["train"])
            #expect((test + train).sorted() == names.sorted())
            #expect(Set(test.map { groups[$0] }).isDisjoint(with: Set(train.map { groups[$0] })))
            tested += test
        }
        #expect(tested.sorted() == names.sorted())
    }

    @Test func `groups fill a last split of more than half as far as its size goes`() throws {
        let groups = Dictionary(uniqueKeysWithValues: names.map { ($0, String($0.suffix(1))) })
        let split = try BookSplit.assign(names, to: [("train", 0.3), ("test", 0.7)], groups: groups)
        #expect(split["test"]?.count == 7)
        #expect(split["train"]?.count == 3)
    }
}
