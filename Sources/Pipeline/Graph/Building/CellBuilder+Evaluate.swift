/// What a metric can be measured on, and which keys it needs.
struct MetricRule {
    var subjects: [Sort]
    var needs: [String]

    static func rule(_ metric: MetricName) -> MetricRule {
        let answered: [Sort] = [.answers, .policy]
        let cut: [Sort] = [.forest, .decomposer]
        switch metric {
        case .rouge1, .rouge2, .rougeL, .rougeLsum, .qaF1: return MetricRule(subjects: answered, needs: [])
        case .compression: return MetricRule(subjects: answered, needs: [])
        case .words: return MetricRule(subjects: answered + cut, needs: [])
        case .orphans: return MetricRule(subjects: cut + answered, needs: [])
        case .minutes: return MetricRule(subjects: answered + cut, needs: [])
        case .reward: return MetricRule(subjects: answered, needs: ["reward"])
        case .gold: return MetricRule(subjects: answered, needs: ["overseer"])
        case .worstCase: return MetricRule(subjects: [.answers], needs: ["overseer", "catastrophe"])
        case .sandwich: return MetricRule(subjects: [.answers], needs: ["overseer", "against"])
        case .shift: return MetricRule(subjects: [.answers], needs: ["trained_on"])
        case .kl: return MetricRule(subjects: answered, needs: ["from"])
        case .likert, .halted: return MetricRule(subjects: [.answers], needs: ["ratings"])
        case .accuracy, .calibration, .logLoss: return MetricRule(subjects: [.reward], needs: ["using"])
        case .goldCorrelation: return MetricRule(subjects: [.reward], needs: ["using", "overseer"])
        case .pk, .windowdiff, .boundarySimilarity, .boundaryF1, .nearF1:
            return MetricRule(subjects: cut, needs: [])
        case .stability, .reuse: return MetricRule(subjects: [.decomposer], needs: [])
        case .overOptimisation:
            return MetricRule(subjects: [.policy, .decomposer], needs: ["reward", "overseer"])
        }
    }

    /// The metrics for which a key of `evaluate` has an effect.
    static func users(of key: String) -> [MetricName] {
        switch key {
        case "refs": [.rouge1, .rouge2, .rougeL, .rougeLsum, .qaF1]
        case "unit": [.pk, .windowdiff, .boundarySimilarity, .boundaryF1, .nearF1]
        case "edits": [.stability, .reuse]
        case "with": [.overOptimisation]
        default: MetricName.allCases.filter { rule($0).needs.contains(key) }
        }
    }
}

extension CellBuilder {
    mutating func evaluate(_ fields: Fields) -> (Step, GraphBuilder.Facts)? {
        guard let sort = sort(of: fields["evaluate"]) else { return nil }
        let before = report.complaints.count
        let metrics: [MetricName] = fields.choices("metrics")
        checkMetrics(fields, metrics, sort)
        checkRatings(fields, metrics)
        let require = requirements(fields, metrics)
        let overseer = fields.has("overseer") ? overseer(fields["overseer"]) : nil
        if let overseer,
            let metric = metrics.first(where: { MetricRule.rule($0).needs.contains("overseer") }),
            let node = fields["overseer"]
        {
            checkGold(overseer, node, metric, sort)
        }
        if metrics.contains(.sandwich), document.oversight?.words == nil {
            report.add(
                Complaint(
                    "the metric 'sandwich' needs the key 'oversight.words'", at: fields.keyPlace("metrics"),
                    notes: ["words: what the judge who cannot read everything may read at once"]))
        }
        if sort != .answers, sort != .decomposer {
            refuse(fields, ["failures"], "unless answers are evaluated, which are measured book by book")
        }
        checkDraws(fields)
        guard report.complaints.count == before, let subject = measured(fields, sort) else { return nil }
        if fields.has("overseer"), overseer == nil { return nil }
        var step = Evaluate(
            subject: subject, metrics: metrics, references: data(fields["refs"]), using: [],
            overseer: overseer,
            require: require)
        guard let using = cells(fields, "using"), let against = cells(fields, "against") else { return nil }
        step.using = using
        step.against = against
        for node in fields.nodes("trained_on") {
            guard let cell = cell(node) else { return nil }
            if self.sort(of: node) == .feedback {
                step.learnedFrom.append(cell)
            } else {
                step.practisedOn.append(cell)
            }
        }
        step.catastrophe = fields.number("catastrophe")
        step.ratings = cell(fields["ratings"])
        step.reward = cell(fields["reward"])
        if metrics.contains(.overOptimisation) { checkProxy(fields, sort) }
        step.from = model(fields["from"])
        step.practice = fields.has("in") ? self.subject(fields["in"]) : nil
        step.edits = fields.integer("edits") ?? step.edits
        step.unit = fields.choice("unit") ?? .sentence
        if let with = fields["with"] {
            step.samples = Fields(with, "evaluate.with").integer("samples")
            step.fit = Fields(with, "evaluate.with").integer("fit")
        }
        for (key, isThere) in [
            ("ratings", step.ratings != nil), ("reward", step.reward != nil),
            ("from", step.from != nil), ("in", step.practice != nil),
        ] where fields.has(key) && !isThere { return nil }
        checkQuestions(fields, metrics, subject, step.practice)
        guard report.complaints.count == before else { return nil }
        return (.evaluate(step), GraphBuilder.Facts(metrics: metrics))
    }

    /// Complains of an overseer whose gold is not known, or not of what is measured.
    private mutating func checkGold(_ overseer: Overseer, _ node: Node, _ metric: MetricName, _ sort: Sort) {
        guard case .known(let gold)? = overseer.gold else {
            report.add(
                "'\(overseer.name)' has no gold to measure with", about: node,
                notes: ["the metric '\(metric.rawValue)' needs an overseer of kind simulated with gold"])
            return
        }
        guard (gold == .locality) != (sort == .decomposer) else { return }
        report.add(
            sort == .decomposer
                ? "'\(overseer.name)' judges answers, not ways to cut"
                : "'\(overseer.name)' judges ways to cut, not answers", about: node,
            notes: [
                sort == .decomposer
                    ? "a decomposer is measured by gold: locality"
                    : "the metric '\(metric.rawValue)' needs a gold of answers"
            ])
    }

    /// Complains of a reward that does not judge what is drawn.
    private mutating func checkProxy(_ fields: Fields, _ sort: Sort) {
        guard let node = fields["reward"], let id = cell(node), let about = world.facts[id]?.about,
            (about == .splits) != (sort == .decomposer)
        else { return }
        report.add(
            about == .splits
                ? "'\(node.text ?? id)' judges ways to cut, not answers"
                : "'\(node.text ?? id)' judges answers, not ways to cut", about: node)
    }

    private mutating func measured(_ fields: Fields, _ sort: Sort) -> Subject? {
        let node = fields["evaluate"]
        switch sort {
        case .forest, .answers: return subject(node)
        case .reward: return cell(node).map { .reward($0) }
        case .policy, .model: return model(node).map { .policy($0) }
        case .decomposer: return decomposer(node).map { .decomposer($0) }
        default: return nil
        }
    }

    private mutating func checkMetrics(_ fields: Fields, _ metrics: [MetricName], _ given: Sort) {
        let sort: Sort = given == .model ? .policy : given
        for node in fields.nodes("metrics") {
            guard let metric = node.text.flatMap(MetricName.init(rawValue:)) else { continue }
            let rule = MetricRule.rule(metric)
            if !rule.subjects.contains(sort) {
                let fitting = MetricName.allCases.filter { MetricRule.rule($0).subjects.contains(sort) }
                report.add(
                    "'\(metric.rawValue)' is measured on \(Sort.words(rule.subjects)), not on \(sort.words)",
                    about: node,
                    notes: ["metrics of \(sort.words): \(fitting.map(\.rawValue).joined(separator: ", "))"])
                continue
            }
            for key in rule.needs where !fields.has(key) {
                report.add(
                    "the metric '\(metric.rawValue)' needs the key '\(key)'", about: node,
                    notes: [Schema.shape("evaluate")[key].map { "\(key): \($0.summary)" } ?? ""])
            }
        }
        let keys = [
            "refs", "ratings", "using", "overseer", "reward", "from", "catastrophe", "trained_on", "against",
            "unit", "edits", "with",
        ]
        for key in keys where fields.has(key) {
            let users = MetricRule.users(of: key)
            if !metrics.contains(where: { users.contains($0) }) {
                report.add(
                    Complaint(
                        "'\(key)' has no effect on these metrics", at: fields.keyPlace(key),
                        notes: ["it belongs to: \(users.map(\.rawValue).joined(separator: ", "))"]))
            }
        }
        if sort == .policy || sort == .decomposer {
            let what =
                sort == .policy ? "trees on which the policy is tried" : "books that the decomposer cuts"
            guard require(fields, "in", "evaluating a \(sort.rawValue)", notes: ["in: \(what)"]) else {
                return
            }
            let isCorpus = corpus(fields["in"]) != nil
            if let node = fields["in"], isCorpus == (sort == .policy), self.sort(of: node) != nil {
                report.add(
                    "a \(sort.rawValue) is tried on \(sort == .policy ? "a forest" : "a corpus")", about: node
                )
            }
        } else {
            refuse(fields, ["in"], "on evaluating \(sort.words)")
        }
    }

    /// What lies beyond the fit verifies it, so that something must.
    private mutating func checkDraws(_ fields: Fields) {
        guard let with = fields["with"] else { return }
        let draws = Fields(with, "evaluate.with")
        if let samples = draws.integer("samples"), let fit = draws.integer("fit"), fit > samples {
            report.add(
                Complaint(
                    "fit \(fit) is more than samples \(samples)", at: draws.keyPlace("fit"),
                    notes: ["fit: the largest n that is fitted; samples: the largest n that is measured"]))
        }
    }

    private mutating func checkRatings(_ fields: Fields, _ metrics: [MetricName]) {
        guard let node = fields["ratings"], let name = node.text,
            case .stage(let stage)? = namespace.thing(name),
            let kinds = stage.shape.map({ Fields(stage.node, $0).texts("for") }), stage.gives == .feedback
        else { return }
        for (metric, kind) in [(MetricName.likert, "rating"), (.halted, "halt")]
        where metrics.contains(metric) && !kinds.contains(kind)
            && !kinds.contains(where: { $0.hasPrefix("$") })
        {
            report.add(
                "the metric '\(metric.rawValue)' needs a \(kind), and '\(name)' asks for none", about: node,
                notes: ["it asks for: \(kinds.joined(separator: ", "))"])
        }
    }

    /// Questions stand in `refs`, or in the books' own records.
    private mutating func checkQuestions(
        _ fields: Fields, _ metrics: [MetricName], _ subject: Subject, _ practice: Subject?
    ) {
        guard metrics.contains(.qaF1), !fields.has("refs") else { return }
        let forest: CellID?
        switch practice ?? subject {
        case .answers(let id), .forest(let id): forest = id
        default: forest = nil
        }
        guard let forest, world.facts[forest]?.corpus?.data.format == .text else { return }
        let node = fields.nodes("metrics").first { $0.text == MetricName.qaF1.rawValue } ?? fields.node
        report.add(
            "the metric 'qa-f1' needs the key 'refs'", about: node,
            notes: ["refs: a data set with questions; books in plain text have none"])
    }

    private mutating func requirements(_ fields: Fields, _ metrics: [MetricName]) -> [Evaluate.Requirement] {
        (fields["require"]?.pairs ?? []).compactMap { pair in
            guard let metric = MetricName(rawValue: pair.key) else { return nil }
            guard metrics.contains(metric) else {
                report.add(
                    Complaint(
                        "'\(pair.key)' is required but not measured", at: pair.keyPlace,
                        notes: ["metrics here: \(metrics.map(\.rawValue).joined(separator: ", "))"]))
                return nil
            }
            if let minimum = pair.value.scalar?.number {
                return Evaluate.Requirement(
                    metric: metric, minimum: minimum, maximum: nil, place: pair.keyPlace)
            }
            let range = Fields(pair.value, "evaluate.require")
            let (low, high) = (range.number("min"), range.number("max"))
            guard low != nil || high != nil else {
                report.add("a requirement needs the key 'min' or 'max'", about: pair.value)
                return nil
            }
            if let low, let high, low > high {
                report.add("min \(low.inWords) is more than max \(high.inWords)", about: pair.value)
                return nil
            }
            return Evaluate.Requirement(metric: metric, minimum: low, maximum: high, place: pair.keyPlace)
        }
    }
}
