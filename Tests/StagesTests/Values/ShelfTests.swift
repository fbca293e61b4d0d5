import Artifacts
import Stages
import Testing

@Suite struct ShelfTests {
    @Test func `what was decoded once is at hand, until newer things took its place`() {
        let shelf = Shelf(capacity: 2)
        var decoded: [String] = []
        func value(_ name: String) -> String {
            shelf.value(Digest(of: name)) {
                decoded.append(name)
                return name
            }
        }
        #expect(["a", "b", "a", "b", "c", "b", "a"].map(value) == ["a", "b", "a", "b", "c", "b", "a"])
        #expect(decoded == ["a", "b", "c", "a"])
    }

    @Test func `the same bytes may be decoded as two types`() {
        let shelf = Shelf()
        let digest = Digest(of: "7")
        #expect(shelf.value(digest) { 7 } == 7)
        #expect(shelf.value(digest) { "seven" } == "seven")
    }
}
