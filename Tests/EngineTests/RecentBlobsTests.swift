import Testing

@testable import Engine

@Suite struct RecentBlobsTests {
    private func bytes(_ number: Int) -> [UInt8] { Array(repeating: UInt8(number), count: 900) }

    @Test func `the last ones are at hand, and those from long ago are not`() {
        let recent = RecentBlobs(capacity: 10_000)  // ten in either half
        for number in 0..<50 { recent.note(bytes(number), Digest(of: bytes(number))) }
        #expect(recent.bytes(of: Digest(of: bytes(49))) == bytes(49))
        #expect(recent.bytes(of: Digest(of: bytes(41))) == bytes(41))
        #expect(recent.bytes(of: Digest(of: bytes(0))) == nil)
        let kept = (0..<50).count { recent.bytes(of: Digest(of: bytes($0))) != nil }
        #expect((10...21).contains(kept))
    }

    @Test func `the same blob again takes no more room`() {
        let recent = RecentBlobs(capacity: 10_000)
        recent.note(bytes(1), Digest(of: bytes(1)))
        for _ in 0..<1_000 { recent.note(bytes(2), Digest(of: bytes(2))) }
        #expect(recent.bytes(of: Digest(of: bytes(1))) == bytes(1))
    }
}
