extension Checker {
    /// Whether a stage has one verb and the keys of that verb.
    mutating func checkStage(_ node: Node, owner: Place?) -> Bool {
        if node.isBroken { return false }
        guard let pairs = node.pairs else {
            report.add(
                "a stage is a map that begins with a verb, not \(node.kindInWords)", about: node,
                notes: [Self.verbs])
            return false
        }
        let found = pairs.filter { Schema.verbs.contains($0.key) }
        guard let verb = found.first else {
            complainOfNoVerb(node, pairs, owner)
            return false
        }
        if found.count > 1 {
            for other in found.dropFirst() {
                report.add(
                    Complaint(
                        "a stage has one verb; here are '\(verb.key)' and '\(other.key)'", at: other.keyPlace,
                        notes: ["make it two stages"]))
            }
            return false
        }
        return check(node, Schema.shape(verb.key), owner: verb.keyPlace)
    }

    private static var verbs: String { "verbs: " + Schema.verbs.joined(separator: ", ") }

    private mutating func complainOfNoVerb(_ node: Node, _ pairs: [Node.Pair], _ owner: Place?) {
        // A misspelt verb rather than a key of some verb.
        let keys = Set(Schema.stageShapes.flatMap { $0.keys.map(\.name) })
        for pair in pairs where !keys.contains(pair.key) {
            if let hint = Suggestion.hint(for: pair.key, among: Schema.verbs) {
                report.add(
                    Complaint(
                        "'\(pair.key.shortened)' is no verb", at: pair.keyPlace, hint: hint,
                        notes: [Self.verbs]))
                return
            }
        }
        report.add(Complaint("this stage has no verb", at: owner ?? node.place, notes: [Self.verbs]))
    }

    /// Whether `with` has settings of the stage's method; a method that is not known yet is left for later.
    mutating func checkSettings(_ node: Node, _ stage: Node) -> Bool {
        guard let method = Self.method(of: stage), Method(rawValue: method) != nil else { return true }
        return check(node, Schema.shape("with.\(method)"))
    }

    /// The method of a stage as it is written, or the default one.
    static func method(of stage: Node) -> String? {
        if let written = stage["by"] { return written.text }
        if stage["rlhf"] != nil { return Schema.shape("rlhf")["by"]?.default }
        return stage["train"]?.text == "reward" ? Method.reward.rawValue : nil
    }
}
