import FoundationEssentials

/// JSON whose bytes depend on the value only: keys sorted, no white space, slashes as they are.
package enum StableJSON {
    /// One line of JSON without a line end.
    package static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(value))
    }

    /// The value of `type` that the bytes say.
    package static func decode<Value: Decodable>(_ type: Value.Type, from bytes: some Collection<UInt8>)
        throws
        -> Value
    {
        try JSONDecoder().decode(type, from: Data(bytes))
    }

    /// What was wrong, in words that a person who wrote the JSON by hand can use.
    package static func explain(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return String(describing: error) }
        switch error {
        case .keyNotFound(let key, let context):
            return "'\(place(context.codingPath + [key]))' is missing"
        case .valueNotFound(let type, let context):
            return "'\(place(context.codingPath))' is null; \(name(type)) is needed"
        case .typeMismatch(let type, let context):
            return "'\(place(context.codingPath))' is not \(name(type))"
        case .dataCorrupted(let context):
            return context.codingPath.isEmpty
                ? "the line is not JSON" : "'\(place(context.codingPath))': \(context.debugDescription)"
        @unknown default:
            return String(describing: error)
        }
    }

    /// Whether the bytes were no JSON at all, as when a write was cut off.
    static func isCutOff(_ error: any Error) -> Bool {
        guard case DecodingError.dataCorrupted(let context) = error else { return false }
        return context.codingPath.isEmpty
    }

    private static func place(_ path: [any CodingKey]) -> String {
        var text = ""
        for key in path {
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + key.stringValue
            }
        }
        return text.isEmpty ? "the line" : text
    }

    private static func name(_ type: any Any.Type) -> String {
        switch type {
        case is String.Type: "text"
        case is Int.Type: "a whole number"
        case is Double.Type: "a number"
        case is Bool.Type: "true or false"
        case is any Collection.Type where "\(type)".hasPrefix("Array"): "a list"
        default: "an object"
        }
    }
}
