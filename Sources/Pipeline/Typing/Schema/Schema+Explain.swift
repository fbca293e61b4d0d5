extension Schema {
    /// What a key or a part of the language means, for `quire explain`; nil for a name that is none.
    ///
    /// `train` explains the stage, `train.by` its key, `with.ppo.kl` a setting, `fan_in` every key of that name.
    package static func explain(_ name: String) -> String? {
        if let shape = shapes[name] { return explain(shape) }
        var found: [String] = []
        for shape in all {
            for key in shape.keys where "\(shape.name).\(key.name)" == name || key.name == name {
                found.append(explain(key, in: shape))
            }
        }
        return found.isEmpty ? nil : found.joined(separator: "\n")
    }

    /// What was probably meant by a name that `explain` does not know.
    package static func suggestion(for name: String) -> String? {
        Suggestion.nearest(to: name, among: all.map(\.name) + all.flatMap { $0.keys.map(\.name) })
    }

    private static func explain(_ shape: Shape) -> String {
        let width = shape.keys.map(\.name.count).max() ?? 0
        let lines = shape.keys.map { key in
            let gap = String(repeating: " ", count: width - key.name.count + 2)
            return "  \(key.name)\(gap)\(key.isRequired ? "(required) " : "")\(key.summary)"
        }
        return "\(shape.name): \(shape.summary)\n\n" + lines.joined(separator: "\n") + "\n"
    }

    private static func explain(_ key: Key, in shape: Shape) -> String {
        let place = shape.name == top.name ? key.name : "\(shape.name).\(key.name)"
        var text =
            "\(place)\(key.isRequired ? " (required)" : "")\n  \(key.summary)\n  value: \(key.type.words)\n"
        if let value = key.default { text += "  default: \(value)\n" }
        if !key.kinds.isEmpty { text += "  only for: \(key.kinds.joined(separator: ", "))\n" }
        return text
    }
}
