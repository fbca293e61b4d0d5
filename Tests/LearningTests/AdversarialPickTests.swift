import Testing

@testable import Learning

@Suite struct AdversarialPickTests {
    @Test func `the suspect is the least worth of the quarter that the reward likes`() throws {
        let pick = try #require(
            AdversarialPick(
                rewards: [0, 5, 1, 4, 2, 3, -1, -2], worths: [9, 3, 0, 2, 7, 1, 8, -5], count: 3))
        // Liked: places 1 and 3. The worst answers of all, 7 and 2, are not what optimising gives.
        #expect(pick.shown == [3, 0, 6])
        #expect(pick.severity == 9 - 2)
    }

    @Test func `where the liked answer is the best, the severity is below nothing`() throws {
        let pick = try #require(AdversarialPick(rewards: [2, 1], worths: [5, 4], count: 2))
        #expect(pick.shown == [0, 1])
        #expect(pick.severity == -1)
    }

    @Test func `of equals the earlier goes first`() throws {
        let pick = try #require(AdversarialPick(rewards: [1, 1, 1], worths: [2, 2, 2], count: 5))
        #expect(pick.shown == [0, 1, 2])
        #expect(pick.severity == 0)
    }

    @Test func `one answer is nothing to compare`() {
        #expect(AdversarialPick(rewards: [1], worths: [1], count: 2) == nil)
        #expect(AdversarialPick(rewards: [1, 2], worths: [1], count: 2) == nil)
    }
}
