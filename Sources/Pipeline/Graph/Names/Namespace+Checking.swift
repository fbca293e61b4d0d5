extension Namespace {
    /// Whether a name stands for one of the sorts that are needed; complains when it does not.
    func check(_ node: Node, is wanted: [Sort], report: inout Report) -> Bool {
        guard !report.isFull else { return false }
        // A `$name` that is left was complained about where it is defined.
        guard let name = node.text, Substitution.name(in: node) == nil else { return false }
        guard let thing = thing(name) else {
            complainOfUnknown(name, node, wanted, &report)
            return false
        }
        guard let sorts = sorts(of: thing) else { return false }
        if sorts.contains(where: { wanted.contains($0) }) { return true }
        let what = sorts.first ?? .stage
        report.add(
            "'\(name)' \(what.verb) \(what.words); \(Sort.words(wanted)) \(wanted.last?.verb ?? "is") needed here",
            about: node, notes: [list(wanted)])
        return false
    }

    private func complainOfUnknown(_ name: String, _ node: Node, _ wanted: [Sort], _ report: inout Report) {
        if let (data, split) = dataSet(ofUnknownSplit: name) {
            let splits = data.splits.map(\.name)
            report.add(
                "'\(data.name)' has no split '\(split.shortened)'", about: node,
                hint: Suggestion.nearest(to: split, among: splits).map {
                    "did you mean '\(data.name).\($0)'?"
                },
                notes: [
                    splits.isEmpty ? "it has no splits" : "splits here: \(splits.listed)"
                ])
            return
        }
        let fitting = names(of: wanted) + builtins(of: wanted)
        let what =
            wanted.count == 1
            ? "no \(wanted[0].rawValue == "data" ? "data set" : wanted[0].rawValue)" : "nothing"
        report.add(
            "\(what) is called '\(name.shortened)'", about: node,
            hint: Suggestion.hint(for: name, among: fitting), notes: [list(wanted)])
    }

    /// `policies here: bc, rl`.
    private func list(_ wanted: [Sort]) -> String {
        var names = names(of: wanted)
        if names.isEmpty { names = builtins(of: wanted) }
        let word = wanted.count == 1 ? wanted[0].plural : "these fit"
        if names.isEmpty {
            return wanted.count == 1 ? "the file has no \(wanted[0].plural)" : "the file has none"
        }
        return (wanted.count == 1 ? "\(word) here: " : "\(word): ") + names.listed
    }
}
