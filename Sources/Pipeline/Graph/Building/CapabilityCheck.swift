/// Refuses by name what this build cannot run yet.
struct CapabilityCheck {
    let capabilities: Capabilities
    /// Tells a decomposer's bare kind from what the file calls so.
    var namespace: Namespace?

    /// Looks at everything in a document but its stages' values, which `checkStage` sees with their axes put in.
    func check(_ document: Document, report: inout Report) {
        for pair in document.root["data"]?.pairs ?? [] {
            keys(pair.value, "data", &report)
            choice(pair.value["format"], capabilities.formats, &report)
            for kind in pair.value["for"].map({ $0.items ?? [$0] }) ?? [] {
                choice(kind, capabilities.feedbackKinds, &report)
            }
        }
        if let task = document.root["task"] {
            keys(task, "task", &report)
            choice(task["context"], capabilities.contexts, &report)
        }
        if let oversight = document.root["oversight"] { keys(oversight, "oversight", &report) }
        for entry in document.models {
            keys(entry.node, "models", &report)
            guard capabilities.modelKinds != Set(ModelKind.allCases) else { continue }
            if let kind = entry.node["kind"] {
                choice(kind, capabilities.modelKinds, &report)
            } else if !capabilities.modelKinds.contains(.transformer), entry.isSound {
                refuse("transformer", runs: names(capabilities.modelKinds), at: entry.place, &report)
            }
        }
        for entry in document.decomposers {
            keys(entry.node, "decomposers", &report)
            choice(entry.node["kind"], capabilities.decomposerKinds, &report)
        }
        for entry in document.overseers {
            keys(entry.node, "overseers", &report)
            choice(entry.node["kind"], capabilities.overseerKinds, &report)
            if entry.node["kind"]?.text == OverseerKind.simulated.rawValue {
                choice(entry.node["gold"], capabilities.goldKinds, &report)
            }
        }
        for entry in document.stages {
            for pair in entry.node.pairs ?? [] where Schema.verbs.contains(pair.key) {
                if !capabilities.verbs.contains(pair.key) {
                    let runs = Schema.verbs.filter { capabilities.verbs.contains($0) }
                    refuse(pair.key, runs: runs, at: pair.keyPlace, &report)
                }
                keys(entry.node, pair.key, &report)
            }
        }
    }

    /// Looks at a stage whose axes have their values.
    func checkStage(_ node: Node, _ shape: Shape, _ references: [Reference], report: inout Report) {
        let fields = Fields(node, shape)
        for key in ["for", "about", "when", "pick", "per", "test"] where shape[key] != nil {
            for value in node[key].map({ $0.items ?? [$0] }) ?? [] { stageChoice(key, value, &report) }
        }
        for value in node["metrics"]?.items ?? [] { choice(value, capabilities.metrics, &report) }
        for reference in references where reference.wanted.contains(.decomposer) {
            guard let kind = reference.node.text.flatMap(DecomposerKind.init(rawValue:)) else { continue }
            // An entry or a stage of that name was looked at where it stands.
            if !capabilities.decomposerKinds.contains(kind), case .kind? = namespace?.thing(kind.rawValue) {
                refuse(
                    kind.rawValue, runs: names(capabilities.decomposerKinds), at: reference.node.place,
                    &report)
            }
        }
        guard shape.name == "train" || shape.name == "rlhf" else { return }
        let trainee: Trainee = shape.name == "rlhf" ? .policy : fields.choice("train") ?? .policy
        guard let method = Checker.method(of: node).flatMap(Method.init(rawValue:)) else { return }
        guard method == .reward || TrainRule.methods(trainee).contains(method) else { return }
        let runs = capabilities.methods[trainee] ?? []
        if !runs.contains(method), let place = (node["by"] ?? node["train"])?.place {
            let listed = Method.allCases.filter { runs.contains($0) && $0 != .reward }.map(\.rawValue)
            let what = method == .reward ? "train: reward" : method.rawValue
            refuse(
                what, runs: listed, at: place, &report,
                of: trainee == .policy ? "" : "for a \(trainee.rawValue) ")
        }
        if let known = capabilities.settings[method] {
            for pair in node["with"]?.pairs ?? [] where !known.contains(pair.key) {
                let listed = Schema.shape("with.\(method.rawValue)").keys.map(\.name).filter {
                    known.contains($0)
                }
                refuse("with.\(pair.key)", runs: listed, at: pair.keyPlace, &report)
            }
        }
    }

    private func stageChoice(_ key: String, _ value: Node, _ report: inout Report) {
        switch key {
        case "for": choice(value, capabilities.feedbackKinds, &report)
        case "about": choice(value, capabilities.abouts, &report)
        case "when": choice(value.pairs == nil ? value : value["rule"], capabilities.askRules, &report)
        case "pick": choice(value, capabilities.picks, &report)
        case "per": choice(value, capabilities.trainPer, &report)
        default: choice(value, capabilities.tests, &report)
        }
    }

    private func choice<Choice: CaseIterable & Hashable & RawRepresentable<String>>(
        _ node: Node?, _ runs: Set<Choice>, _ report: inout Report
    ) {
        guard let node, let choice = node.text.flatMap(Choice.init(rawValue:)), !runs.contains(choice) else {
            return
        }
        refuse(choice.rawValue, runs: names(runs), at: node.place, &report)
    }

    private func names<Choice: CaseIterable & Hashable & RawRepresentable<String>>(_ runs: Set<Choice>)
        -> [String]
    {
        Choice.allCases.filter { runs.contains($0) }.map(\.rawValue)
    }

    private func keys(_ node: Node, _ section: String, _ report: inout Report) {
        guard !capabilities.missingKeys.isEmpty else { return }
        for pair in node.pairs ?? [] where capabilities.missingKeys.contains("\(section).\(pair.key)") {
            report.add(
                Complaint(
                    "quire cannot run the key '\(pair.key)' yet", at: pair.keyPlace, notes: ["leave it out"]))
        }
    }

    private func refuse(
        _ what: String, runs: [String], at place: Place, _ report: inout Report, of whom: String = ""
    ) {
        let list = runs.isEmpty ? "" : "; it runs: \(runs.joined(separator: ", "))"
        report.add(Complaint("quire cannot run '\(what)' \(whom)yet\(list)", at: place))
    }
}
