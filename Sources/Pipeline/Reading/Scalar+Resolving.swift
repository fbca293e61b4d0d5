extension Scalar {
    /// Types a plain scalar by YAML 1.2 rules, narrowed: `on`, `1:30`, `0o7`, `017`, `0x1f`, `1_000`, `.inf` and
    /// dates are texts, and so is `True`.
    package init(plain text: String) {
        self.text = text
        switch text {
        case "", "~", "null": value = .null
        case "true": value = .flag(true)
        case "false": value = .flag(false)
        default: value = Self.number(text) ?? .text(text)
        }
    }

    /// A scalar in quotes or in a block is always a text.
    package init(quoted text: String) {
        self.text = text
        value = .text(text)
    }

    private static func number(_ text: String) -> Value? {
        var rest = Substring(text).utf8[...]
        if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            rest = rest.dropFirst()
        }
        let whole = rest.prefix(while: isDigit)
        rest = rest.dropFirst(whole.count)
        if whole.count > 1, whole.first == UInt8(ascii: "0") { return nil }
        if rest.isEmpty {
            guard !whole.isEmpty else { return nil }
            if let integer = Int(text) { return .integer(integer) }
            return finite(text)
        }
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            fraction = rest.prefix(while: isDigit).count
            rest = rest.dropFirst(fraction)
        }
        guard !whole.isEmpty || fraction > 0 else { return nil }
        if let exponent = rest.first, exponent == UInt8(ascii: "e") || exponent == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
                rest = rest.dropFirst()
            }
            let digits = rest.prefix(while: isDigit)
            guard !digits.isEmpty else { return nil }
            rest = rest.dropFirst(digits.count)
        }
        return rest.isEmpty ? finite(text) : nil
    }

    private static func finite(_ text: String) -> Value? {
        // Swift's Double(String) refuses "1." and ".5" is fine; YAML allows both.
        guard
            let number = Double(text)
                ?? Double(text.replacing(".e", with: ".0e").replacing(".E", with: ".0E"))
                ?? Double(text + "0"),
            number.isFinite
        else { return nil }
        return .number(number)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
