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

    /// A list as ``encode(_:)`` writes it, some elements at a time: for each that it is at, an encoder needs a hundred times
    /// what is written.
    static func encode<Element: Encodable>(list: [Element]) throws -> [UInt8] {
        let group = 512
        var bytes: [UInt8] = [UInt8(ascii: "[")]
        for start in stride(from: 0, to: list.count, by: group) {
            if start > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += try encode(Array(list[start..<min(start + group, list.count)])).dropFirst().dropLast()
        }
        return bytes + [UInt8(ascii: "]")]
    }

    /// An object as ``encode(_:)`` writes it.
    ///
    /// - Parameter fields: their names, sorted and without signs that need an escape, and their values in JSON.
    static func object(_ fields: [(name: String, json: [UInt8])]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (name, json) in fields {
            bytes += Array((bytes.isEmpty ? "{" : ",").utf8) + Array("\"\(name)\":".utf8)
            bytes += json
        }
        return bytes + [UInt8(ascii: "}")]
    }

    /// A list of values that are JSON already.
    static func list(_ elements: [[UInt8]]) -> [UInt8] {
        [UInt8(ascii: "[")] + elements.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")]
    }

    /// A value read from UTF-8 JSON; throws `DecodingError` where the bytes are not JSON of that type.
    package static func decode<Content: Decodable>(_ type: Content.Type, from bytes: [UInt8]) throws
        -> Content
    {
        try JSONDecoder().decode(type, from: Data(bytes))
    }
}
