extension Schema {
    /// The language as JSON Schema, draft 07, for editors; the file `schema/quire.schema.json`.
    package static func json() -> String {
        var definitions: [(String, JSON)] = []
        for shape in all where shape.name != top.name { definitions.append((shape.name, json(shape))) }
        definitions.append(("stage", stage))
        definitions.append(("value", value))
        definitions.append(("nodes", nodeSet))
        var root: [(String, JSON)] = [
            ("$schema", .text("http://json-schema.org/draft-07/schema#")),
            ("title", .text("Quire pipeline")),
        ]
        if case .object(let pairs) = json(top) { root += pairs }
        root.append(("definitions", .object(definitions.sorted { $0.0 < $1.0 })))
        return JSON.object(root).text() + "\n"
    }

    private static func json(_ shape: Shape) -> JSON {
        var pairs: [(String, JSON)] = [
            ("description", .text(shape.summary)),
            ("type", .text("object")),
            ("additionalProperties", .flag(false)),
            (
                "properties",
                .object(
                    shape.keys.map { key in
                        (key.name, described(json(key.type, inVars: key.name != "quire"), key))
                    })
            ),
        ]
        let required = shape.keys.filter(\.isRequired).map { JSON.text($0.name) }
        if !required.isEmpty { pairs.append(("required", .list(required))) }
        if shape.name == "train" || shape.name == "rlhf" { pairs.append(("allOf", .list(settings))) }
        return .object(pairs)
    }

    /// Which settings `with` has, by what stands after `by`; a reward needs no method.
    private static var settings: [JSON] {
        Method.allCases.map { method in
            let (key, value) = method == .reward ? ("train", "reward") : ("by", method.rawValue)
            return .object([
                (
                    "if",
                    .object(
                        [
                            ("properties", .object([(key, .object([("const", .text(value))]))])),
                            ("required", .list([.text(key)])),
                        ]
                            + (method == .reward
                                ? [("not", .object([("required", .list([.text("by")]))]))] : []))
                ),
                (
                    "then",
                    .object([("properties", .object([("with", reference("with.\(method.rawValue)"))]))])
                ),
            ])
        }
    }

    private static func described(_ type: JSON, _ key: Key) -> JSON {
        var description = key.summary
        if let value = key.default { description += " Default: \(value)." }
        if !key.kinds.isEmpty { description += " Only for \(key.kinds.joined(separator: ", "))." }
        guard case .object(let pairs) = type else { return type }
        // Draft 07 ignores what stands beside a $ref.
        let inner: [(String, JSON)] = pairs.contains { $0.0 == "$ref" } ? [("allOf", .list([type]))] : pairs
        return .object([("description", .text(description))] + inner)
    }

    /// A `$name`: a var or an axis, which may stand for any value.
    private static let value = JSON.object([
        ("description", .text("A var or an axis.")), ("type", .text("string")),
        ("pattern", .text("^\\$[A-Za-z][A-Za-z0-9_-]*$")),
    ])

    private static let nodeSet = JSON.object([
        ("type", .text("string")),
        ("pattern", .text("^(all|leaves|inner|root|first-leaves|first-subtree|height-[0-9]+)$")),
    ])

    private static var stage: JSON {
        .object([
            ("description", .text("One verb, which is also the key that names what it acts on.")),
            ("type", .text("object")),
            (
                "oneOf",
                .list(
                    verbs.map { verb in
                        .object([("required", .list([.text(verb)])), ("$comment", .text(verb))])
                    })
            ),
            (
                "allOf",
                .list(
                    verbs.map { verb in
                        .object([
                            ("if", .object([("required", .list([.text(verb)]))])),
                            ("then", .object([("$ref", .text("#/definitions/\(verb)"))])),
                        ])
                    })
            ),
        ])
    }

    private static func json(_ type: KeyType, inVars: Bool = true) -> JSON {
        let plain = plain(type)
        guard inVars else { return plain }
        switch type {
        // A text may be a `$name` anyway.
        case .text, .path, .reference, .any, .settings, .map, .choiceMap, .shape, .stage: return plain
        default: return .object([("anyOf", .list([plain, reference("value")]))])
        }
    }

    private static func plain(_ type: KeyType) -> JSON {
        switch type {
        case .text: return .object([("type", .list([.text("string"), .text("number"), .text("boolean")]))])
        case .path, .reference: return .object([("type", .text("string")), ("minLength", .number("1"))])
        case .name:
            return .object([("type", .text("string")), ("pattern", .text("^[A-Za-z][A-Za-z0-9_-]*$"))])
        case .duration:
            return .object([("type", .text("string")), ("pattern", .text("^[1-9][0-9]*[smhd]$"))])
        case .allowance:
            return .object([
                (
                    "anyOf",
                    .list([
                        .object([("type", .text("integer")), ("minimum", .number("0"))]),
                        .object([
                            ("type", .text("string")), ("pattern", .text("^[0-9]+([.][0-9]+)?%$")),
                        ]),
                    ])
                )
            ])
        case .integer(let range):
            var pairs: [(String, JSON)] = [
                ("type", .text("integer")), ("minimum", .number(String(range.lowerBound))),
            ]
            if range.upperBound < 1_000_000_000 {
                pairs.append(("maximum", .number(String(range.upperBound))))
            }
            return .object(pairs)
        case .number(let range):
            var pairs: [(String, JSON)] = [("type", .text("number"))]
            if range.lowerBound > -1e12 { pairs.append(("minimum", .number(range.lowerBound.inWords))) }
            if range.upperBound < 1_000_000 { pairs.append(("maximum", .number(range.upperBound.inWords))) }
            return .object(pairs)
        case .flag: return .object([("type", .text("boolean"))])
        case .choice(let choices): return .object([("enum", .list(choices.map { .text($0) }))])
        case .nodeSet: return reference("nodes")
        case .list(let item, let least):
            return .object([
                ("type", .text("array")), ("items", json(item)), ("minItems", .number(String(least))),
            ])
        case .oneOrMore(let item):
            return .object([
                (
                    "anyOf",
                    .list([
                        plain(item),
                        .object([("type", .text("array")), ("items", json(item)), ("minItems", .number("1"))]
                        ),
                    ])
                )
            ])
        case .map(let item, let word):
            let key = word == "a node set" ? nodeSet : plain(.name)
            return .object([
                ("type", .text("object")), ("propertyNames", key), ("additionalProperties", json(item)),
            ])
        case .choiceMap(let choices, let item):
            return .object([
                ("type", .text("object")), ("additionalProperties", .flag(false)),
                ("properties", .object(choices.map { ($0, json(item)) })),
            ])
        case .shape(let name): return reference(name)
        case .either(let types): return .object([("anyOf", .list(types.map { plain($0) }))])
        case .stage: return reference("stage")
        case .settings: return .object([("type", .text("object"))])
        case .any: return .object([])
        }
    }

    private static func reference(_ name: String) -> JSON {
        .object([("$ref", .text("#/definitions/\(name)"))])
    }
}

/// As much of JSON as a schema needs, with keys in the order given.
private indirect enum JSON {
    /// A text.
    case text(String)
    /// A number, as it is written.
    case number(String)
    /// True or false.
    case flag(Bool)
    /// A list, in order.
    case list([JSON])
    /// Fields, in the order in which they are written.
    case object([(String, JSON)])

    func text(_ indent: String = "") -> String {
        let inner = indent + "  "
        switch self {
        case .text(let text): return Self.quoted(text)
        case .number(let digits): return digits
        case .flag(let flag): return flag ? "true" : "false"
        case .list(let items):
            if items.allSatisfy(\.isScalar) {
                return "[" + items.map { $0.text() }.joined(separator: ", ") + "]"
            }
            return "[\n" + items.map { inner + $0.text(inner) }.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let pairs):
            if pairs.isEmpty { return "{}" }
            return "{\n"
                + pairs.map { "\(inner)\(Self.quoted($0)): \($1.text(inner))" }.joined(separator: ",\n")
                + "\n\(indent)}"
        }
    }

    private var isScalar: Bool {
        switch self {
        case .list, .object: false
        default: true
        }
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
            + "\""
    }
}
