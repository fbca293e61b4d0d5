/// The file's `vars`, with what the command line says of them.
struct Variables {
    private(set) var values: [String: Node] = [:]
    /// In the order of the file.
    private(set) var names: [String] = []

    init(_ node: Node?, report: inout Report) {
        guard let node else { return }
        guard let pairs = node.pairs else {
            if node.scalar?.value != .null, !node.isBroken {
                report.add("'vars' is a map of names, not \(node.kindInWords)", about: node)
            }
            return
        }
        for pair in pairs {
            guard Name.isValid(pair.key) else {
                report.add(
                    Complaint(
                        "'\(pair.key.shortened)' cannot be the name of a var", at: pair.keyPlace,
                        notes: [Names.rule]))
                continue
            }
            var value = pair.value
            if let inner = Self.firstName(in: value) {
                report.add("a var cannot stand in another var", about: inner)
                value.content = .broken
            }
            names.append(pair.key)
            values[pair.key] = value
        }
    }

    private static func firstName(in node: Node) -> Node? {
        switch node.content {
        case .scalar: Substitution.name(in: node) == nil ? nil : node
        case .sequence(let items): items.lazy.compactMap { firstName(in: $0) }.first
        case .mapping(let pairs): pairs.lazy.compactMap { firstName(in: $0.value) }.first
        case .broken: nil
        }
    }

    /// Takes one `name=value` or `vars.name=value` of the command line; returns its text for the renderer.
    mutating func set(_ assignment: String, report: inout Report) -> (file: String, source: String) {
        let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init)
        let written = parts[0]
        let at = Place(
            file: "--set \(assignment.shortened)", line: 1, column: 1, length: written.unicodeScalars.count)
        let name = written.hasPrefix("vars.") ? String(written.dropFirst(5)) : written
        guard parts.count == 2 else {
            report.add(Complaint("--set needs name=value", at: at))
            return (at.file, assignment)
        }
        guard values[name] != nil else {
            report.add(
                Complaint(
                    "no var is called '\(name.shortened)'", at: at,
                    hint: Suggestion.hint(for: name, among: names),
                    notes: [
                        names.isEmpty ? "the file has no vars" : "vars here: \(names.listed)"
                    ]))
            return (at.file, assignment)
        }
        var reader = EventReader(parts[1], file: at.file)
        guard let value = reader.read(), reader.complaints.isEmpty, Self.firstName(in: value) == nil else {
            report.add(Complaint("'\(parts[1].shortened)' is not a YAML value", at: at, hint: "quote it"))
            values[name]?.content = .broken
            return (at.file, assignment)
        }
        values[name] = Node(value.content, at: at)
        return (at.file, assignment)
    }
}

/// The rule for names, in words.
enum Names {
    static let rule = "a name is a letter, then letters, digits, '-' and '_'"
}
