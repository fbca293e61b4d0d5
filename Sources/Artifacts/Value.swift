/// A setting, whatever its shape: what JSON can say, with whole numbers told from fractions.
///
/// Settings reach the engine as values so that it can hash, store, compare and print them without knowing
/// their types.
package enum Value: Hashable, Sendable {
    /// The absence of a value.
    case null
    /// True or false.
    case bool(Bool)
    /// A whole number.
    case int(Int)
    /// A number with a fraction, or one too large for a whole number.
    case double(Double)
    /// A text.
    case string(String)
    /// A list, in order.
    case array([Value])
    /// Fields by their names, in no order.
    case object([String: Value])
}

extension Value {
    /// The value of a field, or nil when this is no object or lacks it.
    package subscript(field: String) -> Value? {
        guard case .object(let fields) = self else { return nil }
        return fields[field]
    }
}

// No nil literal on purpose: a field that is null and a field that is not there must not be confused.
extension Value: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// ``bool(_:)`` from a literal.
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    /// ``int(_:)`` from a literal.
    package init(integerLiteral value: Int) { self = .int(value) }
    /// ``double(_:)`` from a literal.
    package init(floatLiteral value: Double) { self = .double(value) }
    /// ``string(_:)`` from a literal.
    package init(stringLiteral value: String) { self = .string(value) }
    /// ``array(_:)`` from a literal.
    package init(arrayLiteral elements: Value...) { self = .array(elements) }
    /// ``object(_:)`` from a literal.
    package init(dictionaryLiteral elements: (String, Value)...) {
        self = .object(Dictionary(elements, uniquingKeysWith: { _, last in last }))
    }
}

extension Value: Codable {
    /// Decodes from any format. A format that does not tell 1.0 from 1 (JSON by Foundation) gives `.int(1)`;
    /// `Value(json:)` does tell them apart.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int.self) {
            self = .int(value)
        } else if let value = try? container.decode(Double.self) {
            self = .double(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([Value].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: Value].self))
        }
    }

    /// Writes the coded form.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .int(let value): try container.encode(value)
        case .double(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}
