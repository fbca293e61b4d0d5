import Learning
import Testing

@Suite struct SideOrderTests {
    @Test func sidesAreAFunctionOfSeedItemAndPerson() {
        let sides = SideOrder.sides(of: 3, seed: 7, item: "i", person: "ana")
        #expect(sides == SideOrder.sides(of: 3, seed: 7, item: "i", person: "ana"))
        #expect(sides.sorted() == [1, 2, 3])
    }

    @Test func eachOfThemChangesSomeSides() {
        let items = (0..<64).map { "item-\($0)" }
        let base = items.map { SideOrder.sides(of: 2, seed: 7, item: $0, person: "ana") }
        #expect(base != items.map { SideOrder.sides(of: 2, seed: 8, item: $0, person: "ana") })
        #expect(base != items.map { SideOrder.sides(of: 2, seed: 7, item: $0, person: "bo") })
    }

    @Test func aCandidateLiesOnEachSideAboutEquallyOften() {
        let left = (0..<1000).count {
            SideOrder.sides(of: 2, seed: 1, item: "\($0)", person: "ana") == [1, 2]
        }
        #expect((450...550).contains(left))
    }

    @Test func nothingToShowHasNoSides() {
        #expect(SideOrder.sides(of: 0, seed: 1, item: "i", person: "p") == [])
    }

    @Test func sidesStayWhatTheyWereInEveryRelease() {
        let sides = ["a", "b", "c", "d"].map { SideOrder.sides(of: 3, seed: 17, item: $0, person: "ana") }
        #expect(sides == [[3, 1, 2], [3, 1, 2], [3, 1, 2], [1, 3, 2]])
    }

    @Test func everyOrderOfThreeComesAboutEquallyOften() {
        var counts: [[Int]: Int] = [:]
        for item in 0..<1800 {
            counts[SideOrder.sides(of: 3, seed: 1, item: "\(item)", person: "ana"), default: 0] += 1
        }
        #expect(counts.count == 6)
        #expect(counts.values.allSatisfy { (250...350).contains($0) })
    }
}
