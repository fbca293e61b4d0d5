import Artifacts
import Testing

@Suite struct DigestTests {
    @Test func `equals SHA-256 of the empty text and of abc`() {
        #expect(
            Digest(of: "").description == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            Digest(of: [97, 98, 99]).description
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(Digest(of: "abc").short == "ba7816bf8f01")
    }

    @Test func `a stream gives the digest of the whole, however it is cut`() {
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        for size in [1, 63, 64, 65, 4096, 100_000] {
            var stream = DigestStream()
            for start in stride(from: 0, to: bytes.count, by: size) {
                Array(bytes[start..<min(start + size, bytes.count)]).withUnsafeBytes { stream.update($0) }
            }
            #expect(stream.finish() == Digest(of: bytes))
        }
    }

    @Test func `the text of a digest is read back, and nothing else is`() {
        let digest = Digest(of: "abc")
        #expect(Digest(hex: digest.description) == digest)
        #expect(Digest(bytes: digest.bytes) == digest)
        #expect(Digest(hex: digest.description.uppercased()) == nil)
        #expect(Digest(hex: digest.description.dropLast()) == nil)
        #expect(Digest(hex: digest.description.dropLast() + "g") == nil)
    }

    @Test func `digests are ordered as their texts`() {
        let digests = (0..<200).map { Digest(of: "\($0)") }
        #expect(digests.sorted().map(\.description) == digests.map(\.description).sorted())
    }
}
