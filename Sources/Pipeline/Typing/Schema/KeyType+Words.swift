extension KeyType {
    /// What is wanted, in words that follow "needs".
    var words: String {
        switch self {
        case .text: "a text"
        case .name: "a name"
        case .path: "a path"
        case .duration: "a time such as 90s, 10m, 2h or 1d"
        case .allowance: "a whole number of at least 0, or a share such as 5%"
        case .integer(let range):
            "a whole number" + Self.words(range.lowerBound, range.upperBound, open: 1_000_000)
        case .number(let range): "a number" + Self.words(range)
        case .flag: "true or false"
        case .choice(let choices):
            choices.count == 1 ? choices[0] : "one of " + choices.joined(separator: ", ")
        case .nodeSet: "a set of nodes (\(Schema.nodeSets.joined(separator: ", ")))"
        case .reference(let sorts): "the name of \(Sort.words(sorts))"
        case .list(let item, _): "a list, each item \(item.words)"
        case .oneOrMore(let item): "\(item.words), or a list"
        case .map(_, let word): "a map, each key the name of \(word)"
        case .choiceMap(let choices, _): "a map with keys of \(choices.joined(separator: ", "))"
        case .shape(let name):
            "a map of keys (\(Schema.shape(name).keys.map(\.name).joined(separator: ", ")))"
        case .either(let types): types.map(\.words).joined(separator: ", or ")
        case .stage: "a stage"
        case .settings: "a map of the method's settings"
        case .any: "any value"
        }
    }

    private static func words(_ low: Int, _ high: Int, open: Int) -> String {
        if high >= open { return low == 0 ? " of at least 0" : " of at least \(low)" }
        return low == high ? " (\(low))" : " from \(low) to \(high)"
    }

    private static func words(_ range: ClosedRange<Double>) -> String {
        if range.upperBound >= 1e12 { return "" }
        if range.upperBound >= 1_000_000 { return " of at least \(range.lowerBound.inWords)" }
        return " from \(range.lowerBound.inWords) to \(range.upperBound.inWords)"
    }

    /// Whether a scalar is of this type and in its range.
    func admits(_ scalar: Scalar) -> Bool {
        switch self {
        case .flag:
            if case .flag = scalar.value { return true }
            return false
        case .integer(let range): return scalar.integer.map { range.contains($0) } ?? false
        case .number(let range): return scalar.number.map { range.contains($0) } ?? false
        case .name: return Name.isValid(scalar.text)
        case .path: return !scalar.text.isEmpty && scalar.isText
        case .text, .reference: return !scalar.text.allSatisfy(\.isWhitespace)
        case .duration: return Duration.seconds(scalar.text) != nil
        case .allowance: return Allowance(scalar.text) != nil
        case .choice(let choices): return choices.contains(scalar.text)
        case .nodeSet: return NodeSet(name: scalar.text) != nil
        case .any: return true
        case .list, .oneOrMore, .map, .choiceMap, .shape, .either, .stage, .settings: return false
        }
    }

    /// What to write instead of a scalar that does not fit.
    func hint(for scalar: Scalar) -> String? {
        switch self {
        case .flag:
            switch scalar.text.lowercased() {
            case "yes", "on", "y", "true": "write true"
            case "no", "off", "n", "false": "write false"
            default: nil
            }
        case .integer, .number:
            if case .text(let text) = scalar.value, text.utf8.count <= 40 {
                Scalar(plain: text.replacing("_", with: "").replacing(",", with: "")).number == nil
                    ? nil : "write \(text.replacing("_", with: "").replacing(",", with: "")), without quotes"
            } else {
                nil
            }
        default: nil
        }
    }

    /// Whether a node is a scalar, a list or a map as this type is.
    func hasForm(of node: Node) -> Bool {
        switch self {
        case .any: true
        case .list: node.items != nil
        case .oneOrMore(let item): node.items != nil || item.hasForm(of: node)
        case .map, .choiceMap, .shape, .stage, .settings: node.pairs != nil
        case .either(let types): types.contains { $0.hasForm(of: node) }
        default: node.scalar != nil
        }
    }
}

extension Scalar {
    /// The value as a whole number; `1e3` is one.
    var integer: Int? {
        switch value {
        case .integer(let value): value
        case .number(let value): abs(value) < 1e15 && value.rounded() == value ? Int(value) : nil
        default: nil
        }
    }

    /// The value as a number.
    var number: Double? {
        switch value {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    var isText: Bool {
        if case .text = value { return true }
        return false
    }
}

extension Double {
    /// Without a needless fraction: `5`, `0.02`.
    var inWords: String {
        rounded() == self && abs(self) < 1e15 ? String(Int(self)) : String(self)
    }
}

/// Times as they are written in a file.
enum Duration {
    /// Seconds in `90s`, `10m`, `2h`, `1d`; nil for anything else.
    static func seconds(_ text: String) -> Int? {
        guard let unit = text.last, let amount = Int(text.dropLast()), amount > 0, amount <= 1_000_000 else {
            return nil
        }
        switch unit {
        case "s": return amount
        case "m": return amount * 60
        case "h": return amount * 3_600
        case "d": return amount * 86_400
        default: return nil
        }
    }
}
