/// Holds nodes against the schema and complains of what does not fit.
struct Checker {
    /// Axes of the matrix: `$axis` fits everywhere, until its values are put in.
    var axes: Set<String> = []
    var report = Report()

    /// Whether a map has the keys of a shape, each with a value that fits. `owner` is where missing keys are noted.
    mutating func check(_ node: Node, _ shape: Shape, owner: Place? = nil, skipping skipped: Set<String> = [])
        -> Bool
    {
        if node.isBroken { return false }
        if isDeferred(node) { return true }
        guard let pairs = node.pairs else {
            report.add(
                "\(shape.title) is a map of keys, not \(node.kindInWords)", about: node,
                notes: [Self.keys(shape)])
            return false
        }
        var isSound = true
        let kind =
            node["kind"].flatMap { isDeferred($0) ? nil : $0.text } ?? shape["kind"]?.default
            ?? node["rule"].flatMap { isDeferred($0) ? nil : $0.text }
        for pair in pairs {
            guard let key = shape[pair.key] else {
                complain(ofUnknown: pair, in: shape)
                isSound = false
                continue
            }
            if skipped.contains(pair.key) { continue }
            if let kind, !key.kinds.isEmpty, !key.kinds.contains(kind), isKnown(kind, in: shape) {
                report.add(
                    Complaint(
                        "'\(key.name)' has no effect on \(shape.title) of kind '\(kind)'".replacing(
                            "when of kind", with: "the rule"),
                        at: pair.keyPlace, notes: ["it belongs to: \(key.kinds.joined(separator: ", "))"]))
                isSound = false
                continue
            }
            if !check(pair.value, key.type, key: key.name, parent: node) { isSound = false }
        }
        let missing = shape.keys.filter { key in key.isRequired && !pairs.contains { $0.key == key.name } }
        for key in missing {
            report.add(
                Complaint(
                    "\(shape.title) needs the key '\(key.name)'", at: owner ?? node.place,
                    notes: ["\(key.name): \(key.type.words)"]))
            isSound = false
        }
        return isSound
    }

    /// Whether a value is of a type.
    mutating func check(_ node: Node, _ type: KeyType, key: String, parent: Node) -> Bool {
        if node.isBroken { return false }
        if isDeferred(node) { return true }
        if case .null? = node.scalar?.value, !isAny(type) {
            report.add("'\(key)' has no value", about: node, notes: ["\(key): \(type.words)"])
            return false
        }
        switch type {
        case .any: return true
        case .list(let item, let least): return checkList(node, item, least, key, parent, type)
        case .oneOrMore(let item):
            guard node.items != nil else { return check(node, item, key: key, parent: parent) }
            return checkList(node, item, 1, key, parent, type)
        case .map(let item, let word): return checkMap(node, item, word, key, parent)
        case .choiceMap(let choices, let item): return checkChoiceMap(node, choices, item, key, parent)
        case .shape(let name): return check(node, Schema.shape(name))
        case .either(let types): return checkEither(node, types, key, parent, type)
        case .stage: return checkStage(node, owner: nil)
        case .settings: return checkSettings(node, parent)
        default: return checkScalar(node, type, key)
        }
    }

    private func isAny(_ type: KeyType) -> Bool {
        if case .any = type { return true }
        return false
    }

    /// Whether a node is an `$axis` whose values are checked when they are put in.
    func isDeferred(_ node: Node) -> Bool { Substitution.name(in: node).map { axes.contains($0) } ?? false }

    private func isKnown(_ kind: String, in shape: Shape) -> Bool {
        guard case .choice(let kinds)? = (shape["kind"] ?? shape["rule"])?.type else { return false }
        return kinds.contains(kind)
    }

    static func keys(_ shape: Shape) -> String {
        "keys here: " + shape.keys.map(\.name).joined(separator: ", ")
    }

    private mutating func complain(ofUnknown pair: Node.Pair, in shape: Shape) {
        report.add(
            Complaint(
                "\(shape.title) has no key '\(pair.key.shortened)'", at: pair.keyPlace,
                hint: Suggestion.hint(for: pair.key, among: shape.keys.map(\.name)), notes: [Self.keys(shape)]
            ))
    }
}

extension Checker {
    private mutating func checkList(
        _ node: Node, _ item: KeyType, _ least: Int, _ key: String, _ parent: Node, _ type: KeyType
    ) -> Bool {
        guard let items = node.items else {
            report.add(
                "'\(key)' needs \(type.words), not \(node.kindInWords)", about: node, hint: listHint(node))
            return false
        }
        guard items.count >= least else {
            let wanted = least == 1 ? "one item" : "\(least) items"
            report.add("'\(key)' needs at least \(wanted)", about: node)
            return false
        }
        var isSound = true
        var seen: Set<String> = []
        for element in items {
            if !check(element, item, key: key, parent: parent) { isSound = false }
            // A list of names says each once; lists of anything (axes) are held against this elsewhere.
            if let text = element.text, !isAny(item), !isArgument(key), !seen.insert(text).inserted {
                report.add("'\(text.shortened)' stands twice in '\(key)'", about: element)
                isSound = false
            }
        }
        return isSound
    }

    private func isArgument(_ key: String) -> Bool { key == "argv" }

    private func listHint(_ node: Node) -> String? {
        node.text.map { "write [\($0.shortened)]" }
    }

    private mutating func checkMap(
        _ node: Node, _ item: KeyType, _ word: String, _ key: String, _ parent: Node
    ) -> Bool {
        guard let pairs = node.pairs else {
            report.add("'\(key)' is a map from names to values, not \(node.kindInWords)", about: node)
            return false
        }
        var isSound = true
        for pair in pairs {
            if word == "a node set" {
                if NodeSet(name: pair.key) == nil {
                    complainOfNodeSet(pair.key, at: pair.keyPlace)
                    isSound = false
                }
            } else if !checkName(pair, word) {
                isSound = false
            }
            if !check(pair.value, item, key: pair.key, parent: parent) { isSound = false }
        }
        return isSound
    }

    /// Whether a key that the writer chose is a name.
    mutating func checkName(_ pair: Node.Pair, _ word: String) -> Bool {
        if Name.isValid(pair.key) { return true }
        report.add(
            Complaint(
                "'\(pair.key.shortened)' cannot be the name of \(word)", at: pair.keyPlace,
                notes: [Names.rule]))
        return false
    }

    private mutating func checkChoiceMap(
        _ node: Node, _ choices: [String], _ item: KeyType, _ key: String, _ parent: Node
    ) -> Bool {
        guard let pairs = node.pairs else {
            report.add(
                "'\(key)' is a map, not \(node.kindInWords)", about: node,
                notes: ["keys here: \(choices.joined(separator: ", "))"])
            return false
        }
        var isSound = true
        for pair in pairs {
            if !choices.contains(pair.key) {
                report.add(
                    Complaint(
                        "'\(key)' has no key '\(pair.key.shortened)'", at: pair.keyPlace,
                        hint: Suggestion.hint(for: pair.key, among: choices),
                        notes: ["keys here: \(choices.joined(separator: ", "))"]))
                isSound = false
            } else if !check(pair.value, item, key: pair.key, parent: parent) {
                isSound = false
            }
        }
        return isSound
    }

    private mutating func checkEither(
        _ node: Node, _ types: [KeyType], _ key: String, _ parent: Node, _ type: KeyType
    ) -> Bool {
        let fitting = types.filter { $0.hasForm(of: node) }
        if fitting.count == 1, let only = fitting.first { return check(node, only, key: key, parent: parent) }
        for candidate in fitting {
            var trial = Checker(axes: axes)
            if trial.check(node, candidate, key: key, parent: parent) { return true }
        }
        report.add(
            "'\(key)' needs \(type.words), not \(node.kindInWords)", about: node,
            hint: choiceHint(node, types))
        return false
    }

    private func choiceHint(_ node: Node, _ types: [KeyType]) -> String? {
        for case .choice(let choices) in types {
            if let text = node.text { return Suggestion.hint(for: text, among: choices) }
        }
        return nil
    }

    private mutating func checkScalar(_ node: Node, _ type: KeyType, _ key: String) -> Bool {
        guard let scalar = node.scalar else {
            report.add("'\(key)' needs \(type.words), not \(node.kindInWords)", about: node)
            return false
        }
        switch type {
        case .choice(let choices) where !choices.contains(scalar.text):
            report.add(
                "'\(key)' cannot be \(node.kindInWords)", about: node,
                hint: Suggestion.hint(for: scalar.text, among: choices),
                notes: ["allowed here: \(choices.joined(separator: ", "))"])
            return false
        case .nodeSet where NodeSet(name: scalar.text) == nil:
            complainOfNodeSet(scalar.text, at: node.place)
            return false
        default: break
        }
        if type.admits(scalar) { return true }
        report.add(
            "'\(key)' needs \(type.words), not \(node.kindInWords)", about: node, hint: type.hint(for: scalar)
        )
        return false
    }

    private mutating func complainOfNodeSet(_ text: String, at place: Place) {
        report.add(
            Complaint(
                "'\(text.shortened)' is no set of nodes", at: place,
                hint: Suggestion.hint(for: text, among: Schema.nodeSets.dropLast() + ["height-1"]),
                notes: ["allowed here: \(Schema.nodeSets.joined(separator: ", "))"]))
    }
}
