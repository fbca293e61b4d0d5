import Testing

@testable import Tensors

@Suite("Binary files")
struct BinaryTests {
    @Test("what was written is read back")
    func roundTrip() throws {
        var reader = try BinaryReader(sample(), magic: "TEST", version: 1)
        #expect(try reader.readInt() == -5)
        #expect(try reader.readDouble() == 0.1)
        #expect(try reader.readFloats() == [1.5, -.infinity])
        #expect(try reader.readDoubles() == [2.5])
        #expect(try reader.readInts() == [3, 4])
        #expect(try reader.readString() == "née")
        #expect(try reader.readStream() == RandomStream(seed: 1))
        try reader.finish()
    }

    @Test("another magic word, a newer version and left-over bytes are refused")
    func refusals() throws {
        #expect(throws: BinaryError.self) { try BinaryReader(sample(), magic: "ELSE", version: 1) }
        let newer = BinaryWriter(magic: "TEST", version: 2).bytes
        let expected = BinaryError(offset: 4, problem: "version 2 of ‘TEST’; this program reads 1 through 1")
        #expect(throws: expected) { try BinaryReader(newer, magic: "TEST", version: 1) }
        let reader = try BinaryReader(sample(), magic: "TEST", version: 1)
        #expect(throws: BinaryError.self) { try reader.finish() }
    }

    @Test("every prefix and every damaged byte is either read or refused, never a trap")
    func damage() {
        let bytes = sample()
        for length in 0..<bytes.count {
            #expect(throws: BinaryError.self) { try read(Array(bytes[..<length])) }
        }
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] = 0xff
            _ = try? read(damaged)
        }
    }

    private func sample() -> [UInt8] {
        var writer = BinaryWriter(magic: "TEST", version: 1)
        writer.write(-5)
        writer.write(0.1)
        writer.write([1.5, -.infinity] as [Float])
        writer.write([2.5] as [Double])
        writer.write([3, 4] as [Int])
        writer.write("née")
        writer.write(RandomStream(seed: 1))
        return writer.bytes
    }

    private func read(_ bytes: [UInt8]) throws {
        var reader = try BinaryReader(bytes, magic: "TEST", version: 1)
        _ = try reader.readInt()
        _ = try reader.readDouble()
        _ = try reader.readFloats()
        _ = try reader.readDoubles()
        _ = try reader.readInts()
        _ = try reader.readString()
        _ = try reader.readStream()
        try reader.finish()
    }
}
