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

    /// A value read from UTF-8 JSON; throws `DecodingError` where the bytes are not JSON of that type.
    package static func decode<Content: Decodable>(_ type: Content.Type, from bytes: [UInt8]) throws
        -> Content
    {
        try JSONDecoder().decode(type, from: Data(bytes))
    }
}
