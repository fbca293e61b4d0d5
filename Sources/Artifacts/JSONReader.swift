/// What is wrong with a JSON text, and where.
package struct JSONError: Error, Hashable, CustomStringConvertible {
    /// The offset of the first byte that does not fit.
    package var offset: Int
    /// What would have been right.
    package var message: String

    /// The sentence that is printed for it.
    package var description: String { "byte \(offset): \(message)" }
}

extension Value {
    /// The value that a JSON text says; numbers with a point or an exponent are fractions, others whole.
    package init(json: String) throws(JSONError) {
        try self.init(json: Array(json.utf8))
    }

    /// The value that a JSON text in UTF-8 says.
    package init(json: [UInt8]) throws(JSONError) {
        var reader = JSONReader(bytes: json)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == json.count else { throw reader.expected("the end of the text") }
        self = value
    }
}

/// A reader of RFC 8259 that keeps 1.0 and 1 apart, which Foundation's does not.
private struct JSONReader {
    let bytes: [UInt8]
    var position = 0

    func expected(_ what: String) -> JSONError { JSONError(offset: position, message: "expected \(what)") }

    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    mutating func word(_ text: StaticString, _ value: Value) throws(JSONError) -> Value {
        for index in 0..<text.utf8CodeUnitCount {
            guard next == text.utf8Start[index] else { throw expected("\(text)") }
            position += 1
        }
        return value
    }

    mutating func value(depth: Int) throws(JSONError) -> Value {
        guard depth < 512 else { throw JSONError(offset: position, message: "nested more than 512 deep") }
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", true)
        case UInt8(ascii: "f"): return try word("false", false)
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    mutating func array(depth: Int) throws(JSONError) -> Value {
        position += 1
        var items: [Value] = []
        if take("]") { return .array(items) }
        repeat { items.append(try value(depth: depth + 1)) } while take(",")
        guard take("]") else { throw expected("\",\" or \"]\"") }
        return .array(items)
    }

    mutating func object(depth: Int) throws(JSONError) -> Value {
        position += 1
        var fields: [String: Value] = [:]
        if take("}") { return .object(fields) }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw expected("a field's name") }
            let key = try string()
            guard take(":") else { throw expected("\":\"") }
            fields[key] = try value(depth: depth + 1)
        } while take(",")
        guard take("}") else { throw expected("\",\" or \"}\"") }
        return .object(fields)
    }

    mutating func number() throws(JSONError) -> Value {
        let start = position
        var isFraction = false
        while let byte = next {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"): break
            case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): isFraction = true
            default:
                return try number(from: start, isFraction: isFraction)
            }
            position += 1
        }
        return try number(from: start, isFraction: isFraction)
    }

    func number(from start: Int, isFraction: Bool) throws(JSONError) -> Value {
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if !isFraction, let number = Int(text) { return .int(number) }
        guard let number = Double(text), number.isFinite else {
            throw JSONError(offset: start, message: "expected a value")
        }
        return .double(number)
    }

    mutating func string() throws(JSONError) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += try escape()
            case 0..<0x20:
                position -= 1
                throw expected("no control character in a string")
            default: text.append(byte)
            }
        }
        throw expected("the string's closing quote")
    }

    mutating func escape() throws(JSONError) -> [UInt8] {
        guard let byte = next else { throw expected("an escape") }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "u"):
            var code = try hexadecimal()
            if (0xD800..<0xDC00).contains(code), next == UInt8(ascii: "\\") {
                position += 1
                guard next == UInt8(ascii: "u") else { throw expected("the surrogate's second half") }
                position += 1
                let low = try hexadecimal()
                guard (0xDC00..<0xE000).contains(low) else { throw expected("the surrogate's second half") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            return Array(String(Unicode.Scalar(code) ?? "\u{FFFD}").utf8)
        default: throw expected("one of n t r b f \" \\ / u after a backslash")
        }
    }

    mutating func hexadecimal() throws(JSONError) -> UInt32 {
        guard position + 4 <= bytes.count,
            let code = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw expected("four hexadecimal digits") }
        position += 4
        return code
    }
}
