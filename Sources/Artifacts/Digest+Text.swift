extension Digest: CustomStringConvertible {
    /// All 64 hexadecimal digits.
    package var description: String { hex(byteCount: Digest.byteCount) }

    /// The first twelve hexadecimal digits: enough for a person to tell two digests apart.
    package var short: String { hex(byteCount: 6) }

    /// The digest written as 64 hexadecimal digits, or nil when the text is anything else.
    package init?(hex: some StringProtocol) {
        guard hex.utf8.count == Digest.byteCount * 2 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Digest.byteCount)
        var high: UInt8?
        for character in hex.utf8 {
            guard let nibble = Digest.nibble(character) else { return nil }
            if let first = high {
                bytes.append(first << 4 | nibble)
                high = nil
            } else {
                high = nibble
            }
        }
        self.init(bytes: bytes)
    }

    /// The digests that stand in a text as 64 hexadecimal digits, in order: not a part of a longer row of digits.
    package static func mentioned(in text: [UInt8]) -> [Digest] {
        var digests: [Digest] = []
        var start = 0
        for place in 0...text.count where place == text.count || nibble(text[place]) == nil {
            if place - start == byteCount * 2 {
                let digits = String(decoding: text[start..<place], as: UTF8.self)
                if let digest = Digest(hex: digits) { digests.append(digest) }
            }
            start = place + 1
        }
        return digests
    }

    private func hex(byteCount: Int) -> String {
        withBytes { bytes in
            String(unsafeUninitializedCapacity: byteCount * 2) { output in
                let digits: StaticString = "0123456789abcdef"
                for index in 0..<byteCount {
                    output[index * 2] = digits.utf8Start[Int(bytes[index] >> 4)]
                    output[index * 2 + 1] = digits.utf8Start[Int(bytes[index] & 15)]
                }
                return byteCount * 2
            }
        }
    }

    private static func nibble(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}

extension Digest: Codable {
    /// Reads the coded form; throws `DecodingError` where it is not one.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let digest = Digest(hex: text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "a digest is 64 lower-case hexadecimal digits, not \"\(text)\"")
        }
        self = digest
    }

    /// Writes the coded form.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
