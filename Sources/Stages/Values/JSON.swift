import Foundation

/// Artifacts as JSON: keys in order, so that equal values are equal bytes.
package enum JSON {
    package static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    package static func decode<Content: Decodable>(_ type: Content.Type, from bytes: [UInt8]) throws
        -> Content
    {
        try JSONDecoder().decode(type, from: Data(bytes))
    }
}
