extension CellBuilder {
    mutating func decompose(_ fields: Fields) -> (Step, GraphBuilder.Facts)? {
        var uses: [DecomposerUse] = []
        for node in fields.nodes("by") {
            guard let use = decomposer(node) else { return nil }
            uses.append(use)
        }
        guard let corpus = corpus(fields["decompose"]) else { return nil }
        return (
            .decompose(Decompose(corpus: corpus, decomposers: uses)),
            GraphBuilder.Facts(cuts: uses, corpus: corpus)
        )
    }

    mutating func ask(_ fields: Fields) -> (Step, GraphBuilder.Facts)? {
        let about: Ask.About = fields.choice("about") ?? .answers
        let kinds: [FeedbackKind] = fields.choices("for")
        let before = report.complaints.count
        if about == .splits { checkSplits(fields, kinds) } else { checkAnswers(fields, kinds) }
        if fields.choice("pick", Pick.self) == .adversarial {
            _ = require(
                fields, "reward", "pick: adversarial",
                notes: ["reward: the reward that finds the worst answers"])
        } else {
            refuse(fields, ["reward", "adversary", "draws"], "unless pick is adversarial")
        }
        let overseer = overseer(fields["overseer"])
        if let overseer, case .known(let gold)? = overseer.gold, (gold == .locality) != (about == .splits),
            let node = fields["overseer"]
        {
            report.add(
                gold == .locality
                    ? "'\(overseer.name)' judges ways to cut, not answers"
                    : "'\(overseer.name)' judges answers, not ways to cut", about: node,
                notes: ["gold: locality belongs to about: splits"])
        }
        if let overseer, fields.choice("adversary", Adversary.self) == .gold {
            if case .known? = overseer.gold {
            } else if let node = fields["adversary"] {
                report.add(
                    "'\(overseer.name)' has no gold to find the worst answers by", about: node,
                    notes: ["adversary: gold needs an overseer of kind simulated with gold"])
            }
        }
        if let overseer, overseer.kind != .replay, !fields.has("count"), !fields.has("minutes") {
            report.add(
                Complaint(
                    "an 'ask' stage needs the key 'count' or 'minutes'", at: fields.keyPlace("ask"),
                    notes: ["the first of them ends the stage"]))
        }
        guard report.complaints.count == before, let overseer, let subject = subject(fields["ask"]) else {
            return nil
        }
        var proposals: [DecomposerUse] = []
        for node in fields.nodes("proposals") {
            guard let use = decomposer(node) else { return nil }
            proposals.append(use)
        }
        var policy: ModelReference?
        if fields.has("policy") {
            policy = model(fields["policy"])
            guard policy != nil else { return nil }
        }
        var reward: CellID?
        if fields.has("reward") {
            reward = cell(fields["reward"])
            guard reward != nil else { return nil }
        }
        let ask = Ask(
            subject: subject, about: about, kinds: kinds, nodes: fields.nodeSets("nodes"), policy: policy,
            samples: fields.integer("samples") ?? 2, proposals: proposals, overseer: overseer,
            count: fields.integer("count"), minutes: fields.number("minutes"), when: when(fields),
            pick: fields.choice("pick") ?? .random, reward: reward,
            adversary: fields.choice("adversary") ?? .ensemble, draws: fields.integer("draws") ?? 16)
        return (.ask(ask), GraphBuilder.Facts(kinds: kinds, about: about))
    }

    private mutating func checkSplits(_ fields: Fields, _ kinds: [FeedbackKind]) {
        let corpora = fields.keyPlace("ask")
        refuse(fields, ["nodes", "policy", "samples", "pick"], "on ways to cut (about: splits)")
        if !fields.has("proposals") {
            report.add(
                Complaint(
                    "asking about splits needs the key 'proposals'", at: corpora,
                    notes: ["proposals: the decomposers whose cuts are compared"]))
        }
        for node in fields.nodes("for") where node.text != "comparison" {
            report.add("ways to cut can only be compared", about: node, notes: ["allowed here: comparison"])
        }
    }

    private mutating func checkAnswers(_ fields: Fields, _ kinds: [FeedbackKind]) {
        refuse(fields, ["proposals"], "unless about is splits")
        let isForest = sort(of: fields["ask"]) == .forest
        let isChosen = kinds.contains(where: \.isChoice)
        let isJudged = kinds.contains { $0.showing != .nothing }
        let choices = FeedbackKind.alternatives(FeedbackKind.allCases.filter(\.isChoice))
        if !isChosen { refuse(fields, ["samples"], "unless 'for' has \(choices)") }
        let sets: [NodeSet] = fields.nodeSets("nodes")
        let isLeaves = sets.allSatisfy { [.leaves, .firstLeaves, .height(0)].contains($0) }
        if let kind = kinds.first, !isJudged, !isForest || isLeaves {
            refuse(fields, ["policy"], "on \(kind.rawValue)s" + (isForest ? " of leaves" : ""))
        } else if !isForest, !isChosen {
            refuse(fields, ["policy"], "on answers unless 'for' has \(choices)")
        }
        guard !fields.has("policy"), sort(of: fields["ask"]) != nil else { return }
        let first = kinds.first { isForest ? $0.showing != .nothing : $0.isChoice }
        if let first {
            report.add(
                Complaint(
                    "'\(first.rawValue)' needs the key 'policy'", at: fields.keyPlace("for"),
                    notes: [
                        "policy: who writes what is judged"
                            + (isForest ? "; or ask about recomposed answers" : "")
                    ]))
        } else if isForest, !isLeaves {
            report.add(
                Complaint(
                    "nodes above the leaves are shown their children's answers, and a forest has none",
                    at: fields.has("nodes") ? fields.place("nodes") : fields.keyPlace("ask"),
                    notes: ["ask about recomposed answers, or name a policy, or write nodes: leaves"]))
        }
    }

    /// What a reference stands for, nil when that is not known.
    func sort(of node: Node?) -> Sort? {
        guard let name = node?.text, let thing = namespace.thing(name) else { return nil }
        return namespace.sorts(of: thing)?.first
    }

    private mutating func when(_ fields: Fields) -> When {
        let node = fields["when"]
        let empty = Node(.mapping([]), at: fields.node.place)
        let map = Fields(node?.pairs == nil ? empty : node ?? empty, "ask.when")
        let rule = (node?.text).flatMap(AskRule.init(rawValue:)) ?? map.choice("rule") ?? .always
        var minutes = Dictionary(uniqueKeysWithValues: FeedbackKind.allCases.map { ($0, $0.minutes) })
        for pair in map["expected_minutes"]?.pairs ?? [] {
            if let kind = FeedbackKind(rawValue: pair.key), let value = pair.value.scalar?.number {
                minutes[kind] = value
            }
        }
        return When(
            rule: rule, minutePrice: map.number("minute_price") ?? 0.02, expectedMinutes: minutes,
            ensemble: map.integer("ensemble") ?? 5, updateEvery: map.integer("update_every") ?? 10,
            randomShare: map.number("random_share") ?? 0.1, patience: map.integer("patience") ?? 8)
    }

    mutating func recompose(_ fields: Fields) -> (Step, GraphBuilder.Facts)? {
        guard let forest = cell(fields["recompose"]) else { return nil }
        var parts: [Recompose.Part] = []
        for pair in fields["policy"]?.pairs ?? [] {
            guard let nodes = NodeSet(name: pair.key), let policy = model(pair.value) else { return nil }
            parts.append(Recompose.Part(nodes: nodes, policy: policy))
        }
        if let node = fields["policy"], node.pairs == nil {
            guard let policy = model(node) else { return nil }
            parts = [Recompose.Part(nodes: .all, policy: policy)]
        }
        guard !parts.isEmpty else {
            report.add(Complaint("'policy' names no policy", at: fields.place("policy")))
            return nil
        }
        if let missing = NodeSet.unanswered(of: fields.nodeSets("nodes"), by: parts.map(\.nodes)) {
            report.add(
                Complaint(
                    "no policy answers \(missing)", at: fields.keyPlace("policy"),
                    notes: ["policies stand for: \(parts.map(\.nodes.name).joined(separator: ", "))"]))
            return nil
        }
        let facts = world.facts[forest]
        return (
            .recompose(Recompose(forest: forest, parts: parts, nodes: fields.nodeSets("nodes"))),
            GraphBuilder.Facts(cuts: facts?.cuts ?? [], corpus: facts?.corpus)
        )
    }
}
