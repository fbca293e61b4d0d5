/// What a method needs to train something, and what it has no use for.
struct TrainRule {
    var needs: [String]
    var refuses: [String]

    static func rule(_ trainee: Trainee, _ method: Method) -> TrainRule {
        switch (trainee, method) {
        // A program may learn from whatever it is given.
        case (.policy, .command): TrainRule(needs: ["with"], refuses: ["like", "reward", "per", "failures"])
        case (_, .command): TrainRule(needs: ["with"], refuses: [])
        case (.reward, _): TrainRule(needs: ["using"], refuses: ["in", "like", "nodes", "reward"])
        case (.policy, .bc), (.policy, .dpo), (.policy, .kto):
            TrainRule(needs: ["using"], refuses: ["in", "like", "nodes", "reward"])
        // Best of n practises nothing: it has the scope of its policy and its reward.
        case (.policy, .bestOf):
            TrainRule(needs: ["reward"], refuses: ["using", "like", "in", "nodes", "per"])
        case (.policy, _): TrainRule(needs: ["in", "reward"], refuses: ["using", "like"])
        case (.decomposer, .bc), (.decomposer, .locality):
            TrainRule(needs: ["in", "like"], refuses: ["using", "nodes", "reward", "per"])
        case (.decomposer, .bestOf):
            TrainRule(needs: ["reward"], refuses: ["using", "like", "in", "nodes", "per"])
        case (.decomposer, _):
            TrainRule(needs: ["in", "reward"], refuses: ["using", "like", "nodes", "per"])
        }
    }

    /// The methods that can train something, as they are written after `by`.
    static func methods(_ trainee: Trainee) -> [Method] {
        switch trainee {
        case .policy: [.bc, .ppo, .rloo, .dpo, .kto, .bestOf, .expert, .command]
        case .decomposer: [.bc, .locality, .ppo, .rloo, .bestOf, .expert, .command]
        case .reward: [.command]
        }
    }
}

extension CellBuilder {
    mutating func train(_ fields: Fields) -> (Step, GraphBuilder.Facts)? {
        guard let trainee = fields.choice("train", Trainee.self), let method = method(fields, trainee) else {
            return nil
        }
        let before = report.complaints.count
        let rule = TrainRule.rule(trainee, method)
        let name =
            method == .reward ? "training a reward" : "training a \(trainee.rawValue) by '\(method.rawValue)'"
        let practises = method != .command && (trainee != .decomposer || ![.bc, .locality].contains(method))
        for key in rule.needs + (practises ? ["from"] : []) {
            _ = require(
                fields, key, name, notes: [Schema.shape("train")[key].map { "\(key): \($0.summary)" } ?? ""])
        }
        refuse(fields, rule.refuses, "on \(name)")
        if method == .command, !fields.has("in") { refuse(fields, ["nodes"], "on \(name) without 'in'") }
        checkStart(fields, trainee, method)
        guard let from = start(fields, trainee, method), let using = cells(fields, "using"),
            let rewards = cells(fields, "reward")
        else { return nil }
        checkFeedback(fields, using, method, trainee)
        checkRewards(fields, rewards, trainee)
        let policy = answerer(fields, rewards, trainee, method)
        checkSettings(fields, trainee, method, from)
        guard report.complaints.count == before else { return nil }
        var practice: Subject?
        if fields.has("in") {
            practice = subject(fields["in"])
            guard practice != nil else { return nil }
        }
        checkFailures(fields, practice)
        guard report.complaints.count == before else { return nil }
        var like: DecomposerUse?
        if fields.has("like") {
            like = decomposer(fields["like"])
            guard like != nil else { return nil }
        }
        let limits = trainee == .decomposer ? limits(like: like, from: from) : nil
        var train = Train(
            trainee: trainee, method: method, from: from, using: using, practice: practice, like: like,
            nodes: fields.nodeSets("nodes"), rewards: rewards, policy: policy,
            per: fields.choice("per") ?? .all,
            settings: Settings(fields["with"], method: method), limits: limits)
        let learnt = using.compactMap { world.facts[$0] }
        train.about = learnt.first?.about ?? .answers
        checkAbout(fields, train)
        guard report.complaints.count == before else { return nil }
        return (
            .train(train),
            GraphBuilder.Facts(limits: limits, kinds: learnt.flatMap(\.kinds), about: learnt.first?.about)
        )
    }

    /// Only where several models are trained, or books are answered to practise on, can one be left out.
    private mutating func checkFailures(_ fields: Fields, _ practice: Subject?) {
        if case .forest? = practice { return }
        guard fields.choice("per", TrainPer.self) == .all else { return }
        refuse(
            fields, ["failures"], "on training one model; it may leave out models of 'per: height' or 'node'")
    }

    private mutating func method(_ fields: Fields, _ trainee: Trainee) -> Method? {
        let methods = TrainRule.methods(trainee)
        let list = methods.map(\.rawValue).joined(separator: ", ")
        guard let node = fields["by"] else {
            if trainee == .reward { return .reward }
            report.add(
                Complaint(
                    "training a \(trainee.rawValue) needs the key 'by'", at: fields.keyPlace("train"),
                    notes: ["by: \(list)"]))
            return nil
        }
        guard let method = fields.choice("by", Method.self), methods.contains(method) else {
            report.add(
                "a \(trainee.rawValue) is not trained by '\(node.text ?? "")'", about: node,
                hint: trainee == .reward ? "leave 'by' out" : nil,
                notes: ["methods here: \(list)"])
            return nil
        }
        return method
    }

    /// The model to start from; for a decomposer also one of its kind.
    private mutating func start(_ fields: Fields, _ trainee: Trainee, _ method: Method) -> ModelReference? {
        // What learns from scratch may leave it out.
        if trainee == .decomposer || method == .command, !fields.has("from") { return .builtin(.extractive) }
        return model(fields["from"])
    }

    /// Complains of a start that cannot be trained.
    private mutating func checkStart(_ fields: Fields, _ trainee: Trainee, _ method: Method) {
        guard let node = fields["from"], let name = node.text, let thing = namespace.thing(name) else {
            return
        }
        let answersOnly = method == .bestOf || method == .command
        switch thing {
        // A reward only has its start policy write the samples that give scores their unit.
        case .builtin(.lead) where method != .command && trainee != .reward:
            report.add(
                "'lead' answers with the first words and cannot be trained", about: node,
                hint: "write extractive")
        case .model(let entry) where !answersOnly:
            let kind = entry.node["kind"]?.text ?? ModelKind.transformer.rawValue
            if kind == "server" || kind == "command" {
                report.add("'\(name)' is of kind '\(kind)': it answers and cannot be trained", about: node)
            }
        case .decomposer where trainee == .decomposer, .kind where trainee == .decomposer:
            report.add(
                "'\(name)' is not trained, so that training cannot start from it", about: node,
                hint: "write like: \(name)")
        default: break
        }
    }

    /// The settings of a decomposer that imitates.
    private static let cutterKeys = ["epochs", "learning_rate", "hidden"] + ownCutterKeys
    /// Those of them that no policy has.
    private static let ownCutterKeys = ["view", "networks", "trees", "evenness"]

    /// Complains of settings that another one, or the start, leaves without effect.
    private mutating func checkSettings(
        _ fields: Fields, _ trainee: Trainee, _ method: Method, _ from: ModelReference
    ) {
        guard let with = fields["with"] else { return }
        let settings = Fields(with, "with.\(method.rawValue)")
        for key in ["kl_target", "kl_horizon"] where settings.has(key) {
            if with["kl_control"]?.text == "adaptive" { continue }
            report.add(
                Complaint(
                    "'\(key)' has no effect on a fixed price of KL", at: settings.keyPlace(key),
                    notes: ["write kl_control: adaptive beside it"]))
        }
        if trainee == .decomposer, method == .bc {
            for key in ["batch", "temperature", "l2"] where settings.has(key) {
                report.add(
                    Complaint(
                        "'\(key)' has no effect on a decomposer", at: settings.keyPlace(key),
                        notes: ["it imitates with: \(Self.cutterKeys.joined(separator: ", "))"]))
            }
        }
        if trainee == .policy, method == .bc {
            for key in Self.ownCutterKeys where settings.has(key) {
                report.add(
                    Complaint(
                        "'\(key)' has no effect on a policy", at: settings.keyPlace(key),
                        notes: ["it belongs to: train: decomposer"]))
            }
        }
        if trainee == .policy, method == .bc, settings.has("hidden"), from != .builtin(.extractive) {
            report.add(
                Complaint(
                    "'hidden' has no effect on a policy that has its layers already",
                    at: settings.keyPlace("hidden"),
                    notes: ["it is the width of 'extractive', the untrained policy"]))
        }
    }

    /// Complains of feedback from which a method can learn nothing.
    private mutating func checkFeedback(
        _ fields: Fields, _ using: [CellID], _ method: Method, _ trainee: Trainee
    ) {
        let wanted = FeedbackKind.teaching(method)
        var abouts: Set<Ask.About> = []
        for (node, id) in zip(fields.nodes("using"), using) {
            guard let facts = world.facts[id] else { continue }
            if let about = facts.about { abouts.insert(about) }
            if !wanted.isEmpty, !facts.kinds.contains(where: { wanted.contains($0) }) {
                report.add(
                    "'\(node.text ?? id)' holds no \(FeedbackKind.alternatives(wanted)) for '\(method.rawValue)' to learn from",
                    about: node,
                    notes: ["it asks for: \(facts.kinds.map(\.rawValue).joined(separator: ", "))"])
            }
            if trainee == .policy, facts.about == .splits {
                report.add(
                    "'\(node.text ?? id)' is about ways to cut; a policy learns from answers", about: node)
            }
        }
        if abouts.count > 1, let node = fields["using"] {
            report.add("feedback about answers and about splits cannot be mixed", about: node)
        }
    }

    /// Complains of keys that mean nothing to a reward of ways to cut, or to a decomposer that practises.
    private mutating func checkAbout(_ fields: Fields, _ train: Train) {
        let isSplits = train.trainee == .reward && train.about == .splits
        if isSplits { refuse(fields, ["per"], "on a reward of ways to cut") }
        guard let with = fields["with"] else { return }
        let settings = Fields(with, "with.\(train.method.rawValue)")
        let kept: Set<String>
        if isSplits {
            kept = ["epochs", "learning_rate", "batch", "hidden"]
        } else if train.trainee == .decomposer, train.method == .rloo {
            kept = ["n", "steps", "batch", "learning_rate", "kl", "snapshots"]
        } else {
            return
        }
        for pair in with.pairs ?? [] where !kept.contains(pair.key) && settings.has(pair.key) {
            report.add(
                Complaint(
                    "'\(pair.key)' has no effect on ways to cut", at: pair.keyPlace,
                    notes: ["settings here: \(kept.sorted().joined(separator: ", "))"]))
        }
    }

    /// Complains of a reward of ways to cut where answers are wanted.
    private mutating func checkRewards(_ fields: Fields, _ rewards: [CellID], _ trainee: Trainee) {
        for (node, id) in zip(fields.nodes("reward"), rewards)
        where trainee == .policy && world.facts[id]?.about == .splits {
            report.add("'\(node.text ?? id)' judges ways to cut, not answers", about: node)
        }
    }

    /// Who answers what a decomposer cuts, where its reward judges answers; complains where nobody does, where nobody
    /// needs to, and of a policy that has learned nothing.
    private mutating func answerer(
        _ fields: Fields, _ rewards: [CellID], _ trainee: Trainee, _ method: Method
    ) -> ModelReference? {
        guard trainee == .decomposer, !rewards.isEmpty else {
            refuse(fields, ["policy"], "unless a decomposer is trained by a reward of answers")
            return nil
        }
        guard
            let place = zip(fields.nodes("reward"), rewards).first(where: {
                world.facts[$1]?.about != .splits
            })
        else {
            refuse(fields, ["policy"], "beside a reward of ways to cut, which sees no answers")
            return nil
        }
        if method == .bestOf {
            report.add(
                "'\(place.0.text ?? place.1)' judges answers; the best of n ways to cut is taken by a reward of ways to cut",
                about: place.0, notes: ["one is learned from judgements about splits"])
            return nil
        }
        guard let node = fields["policy"] else {
            report.add(
                "'\(place.0.text ?? place.1)' judges answers: training a decomposer by it needs the key 'policy'",
                about: place.0, notes: ["policy: who answers what the decomposer cuts"])
            return nil
        }
        let policy = model(node)
        if policy == .builtin(.extractive) {
            report.add(
                "an untrained policy answers at random, wherever a text is cut", about: node,
                hint: "train it first (by: bc), or write lead")
        }
        return policy
    }

    private func limits(like: DecomposerUse?, from: ModelReference) -> CutLimits {
        if let like { return like.limits }
        if case .cell(let id) = from, let limits = world.facts[id]?.limits { return limits }
        return CutLimits(leafWords: defaultLeafWords, fanIn: 6, snap: .sentence)
    }
}

extension Settings {
    /// What `with` says, with the defaults of the method.
    init(_ node: Node?, method: Method) {
        self = Self.usual[method, default: Settings()]
        let shape = Schema.shape("with.\(method.rawValue)")
        for pair in node?.pairs ?? [] {
            guard let key = shape[pair.key] else { continue }
            if let items = pair.value.items {
                values[key.name] = .list(items.compactMap(\.text))
            } else if let scalar = pair.value.scalar {
                values[key.name] = Value(scalar, key.type)
            }
        }
    }

    /// The defaults of each method.
    private static let usual = Dictionary(
        uniqueKeysWithValues: Method.allCases.map { method in
            let keys = Schema.shape("with.\(method.rawValue)").keys
            let values = keys.compactMap { key in key.defaultScalar.map { (key.name, Value($0, key.type)) } }
            return (method, Settings(Dictionary(uniqueKeysWithValues: values)))
        })
}

extension Settings.Value {
    init(_ scalar: Scalar, _ type: KeyType) {
        switch (type, scalar.value) {
        case (.integer, _): self = scalar.integer.map { .integer($0) } ?? .text(scalar.text)
        case (_, .integer), (_, .number): self = .number(scalar.number ?? 0)
        case (_, .flag(let flag)): self = .flag(flag)
        default: self = .text(scalar.text)
        }
    }
}
