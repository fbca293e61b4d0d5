import Foundation

/// Artifacts as JSON: keys in order, so that equal values are equal bytes.
package enum JSON {
    /// A value as UTF-8 JSON, keys in order and slashes as they are; throws `EncodingError` where JSON cannot
    /// hold it.
    package static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    /// Values as UTF-8 JSON, a line each.
    static func lines(_ values: [some Encodable]) throws -> [UInt8] {
        var lines: [UInt8] = []
        for value in values { lines += try encode(value) + [UInt8(ascii: "\n")] }
        return lines
    }

    /// A value read from UTF-8 JSON; throws `DecodingError` where the bytes are not JSON of that type.
    package static func decode<Content: Decodable>(_ type: Content.Type, from bytes: [UInt8]) throws
        -> Content
    {
        try JSONDecoder().decode(type, from: Data(bytes))
    }
}
