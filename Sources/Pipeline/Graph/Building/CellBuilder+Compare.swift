extension CellBuilder {
    mutating func compare(_ fields: Fields) -> (Step, GraphBuilder.Facts)? {
        let before = report.complaints.count
        let across = fields.text("across") ?? ""
        let axis = axis(across, fields)
        checkPairs(fields, across)
        guard let node = fields["compare"], let name = node.text,
            case .stage(let stage)? = namespace.thing(name),
            stage.gives == .scores
        else { return nil }
        if let axis {
            let values = axis.values.compactMap(\.text)
            for arm in [fields["baseline"], fields["placebo"]].compactMap(\.self) {
                guard let text = arm.text, !values.contains(text) else { continue }
                report.add(
                    "the axis '\(across)' has no value '\(text.shortened)'", about: arm,
                    hint: Suggestion.hint(for: text, among: values),
                    notes: ["values here: \(values.joined(separator: ", "))"])
            }
            if let placebo = fields["placebo"], placebo.text == fields["baseline"]?.text {
                report.add("the baseline cannot be the placebo", about: placebo)
            }
            if values.count < 2 {
                report.add(
                    "comparing needs at least two values of '\(across)'", about: fields["across"] ?? node)
            }
            if let axes = world.axes[stage.name], !axes.contains(across) {
                report.add(
                    "'\(name)' does not vary with '\(across)'", about: fields["across"] ?? node,
                    notes: [
                        axes.isEmpty
                            ? "it varies with nothing" : "it varies with: \(axes.joined(separator: ", "))"
                    ])
            }
        }
        guard report.complaints.count == before, let arms = arms(of: stage, across, fields) else {
            return nil
        }
        let measured = arms.first.flatMap { world.facts[$0.scores]?.metrics } ?? []
        let metrics: [MetricName] = fields.has("metrics") ? fields.choices("metrics") : measured
        for metric in fields.nodes("metrics")
        where !measured.contains(where: { $0.rawValue == metric.text }) {
            report.add(
                "'\(name)' does not measure '\(metric.text ?? "")'", about: metric,
                notes: ["it measures: \(measured.map(\.rawValue).joined(separator: ", "))"])
        }
        guard report.complaints.count == before else { return nil }
        let step = Compare(
            arms: arms, across: across, baseline: fields.text("baseline") ?? "",
            pairBy: fields.texts("pair_by"),
            metrics: metrics, test: fields.choice("test") ?? .bootstrap,
            correct: fields.choice("correct") ?? .holm,
            alpha: fields.number("alpha") ?? 0.05, equivalent: fields.number("equivalent"),
            placebo: fields.text("placebo"))
        return (.compare(step), GraphBuilder.Facts())
    }

    private mutating func axis(_ name: String, _ fields: Fields) -> Document.Axis? {
        if let axis = document.matrix.first(where: { $0.name == name }) { return axis }
        let names = document.matrix.map(\.name)
        if let node = fields["across"] {
            report.add(
                "the matrix has no axis '\(name.shortened)'", about: node,
                hint: Suggestion.hint(for: name, among: names),
                notes: [
                    names.isEmpty ? "the file has no matrix" : "axes here: \(names.joined(separator: ", "))"
                ])
        }
        return nil
    }

    private mutating func checkPairs(_ fields: Fields, _ across: String) {
        let names = ["book"] + document.matrix.map(\.name).filter { $0 != across }
        for node in fields.nodes("pair_by") {
            guard let name = node.text, !names.contains(name) else { continue }
            report.add(
                name == across
                    ? "'\(name)' is the axis that is compared"
                    : "'\(name.shortened)' is neither book nor an axis",
                about: node, hint: Suggestion.hint(for: name, among: names),
                notes: ["allowed here: \(names.joined(separator: ", "))"])
        }
    }

    /// The scores at every point of the folded axes; nil when some are missing because of another error.
    private mutating func arms(of stage: StageEntry, _ across: String, _ fields: Fields) -> [Compare.Arm]? {
        let folded = Set([across] + fields.texts("pair_by"))
        let names = world.axes[stage.name] ?? []
        let axes = document.matrix.filter { names.contains($0.name) }
        var points: [[String: String]] = [[:]]
        for axis in axes {
            let values =
                folded.contains(axis.name)
                ? axis.values.compactMap(\.text) : [assignment[axis.name]?.text ?? ""]
            points = points.flatMap { point in values.map { point.merging([axis.name: $0]) { $1 } } }
        }
        var arms: [Compare.Arm] = []
        for point in points {
            guard let id = world.cells[stage.name]?[axes.map { point[$0.name] ?? "" }] else { return nil }
            fold(id, keeping: folded)
            let coordinates = (world.coordinates[id] ?? []).filter { folded.contains($0.axis) }
            let arm = Compare.Arm(value: point[across] ?? "", coordinates: coordinates, scores: id)
            if !arms.contains(arm) { arms.append(arm) }
        }
        return arms
    }
}
