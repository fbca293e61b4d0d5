import FoundationEssentials

/// Any JSON value, for the parts of a record that only their feedback kind understands.
///
///     let answer = try JSONValue(encoding: Comparison.Answer(points: 3))
package indirect enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number that is whole.
    case integer(Int)
    /// Any other number.
    case number(Double)
    /// A string.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// An object.
    case object([String: JSONValue])

    /// The JSON that `value` encodes to. Throws what its `encode(to:)` throws.
    package init(encoding value: some Encodable) throws {
        self = try StableJSON.decode(JSONValue.self, from: StableJSON.encode(value))
    }

    /// The value of this type that the JSON stands for. Throws `DecodingError` where it does not fit.
    package func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
        try StableJSON.decode(type, from: StableJSON.encode(self))
    }
}

extension JSONValue: Codable {
    /// Reads any JSON value.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    /// Writes the value as plain JSON.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let values): try container.encode(values)
        case .object(let members): try container.encode(members)
        }
    }
}
