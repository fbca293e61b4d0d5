/// Writes out the stages that an `rlhf` stands for: in each round ask, train the reward, train the policy.
///
/// Each round learns from everything said so far, and starts from the supervised policy, because RL loses entropy
/// (Wu et al. 2021, 2.3); what is judged in a round was written by the policy of the round before.
struct Shorthand {
    /// The most rounds: each learns from what was said in all before it.
    static let mostRounds = 50

    let entry: Document.Entry

    /// The name of the policy that the shorthand's own name means.
    var last: String { "\(entry.name).\(max(1, rounds.count)).policy" }

    private var rounds: [Node] { entry.node["rounds"]?.items ?? [] }

    /// Complains of more rounds than can be written out.
    func complain(_ report: inout Report) {
        guard entry.isSound, rounds.count > Self.mostRounds, let node = entry.node["rounds"] else { return }
        report.add(
            "an rlhf has at most \(Self.mostRounds) rounds, not \(rounds.count.inWords)", about: node,
            hint: "go on with a second rlhf")
    }

    /// The stages in running order; only the entry itself when it does not fit its shape.
    func stages() -> [StageEntry] {
        guard entry.isSound, !rounds.isEmpty, rounds.count <= Self.mostRounds else {
            return [StageEntry(name: entry.name, place: entry.place, node: entry.node, isSound: false)]
        }
        let fields = Fields(entry.node, "rlhf")
        let usesReward = !["dpo", "kto"].contains(fields.text("by") ?? "")
        // What has nothing to learn practises on nothing: best of n.
        let practises = usesReward && fields.text("by") != Method.bestOf.rawValue
        var result: [StageEntry] = []
        var asks: [Node] = []
        var policy = entry.node["from"]
        for (index, round) in rounds.enumerated() {
            let prefix = "\(entry.name).\(index + 1)"
            result.append(stage("\(prefix).ask", round, ask(round, policy: policy, isFirst: index == 0)))
            asks.append(text("\(prefix).ask", round))
            if usesReward {
                result.append(
                    stage(
                        "\(prefix).reward", round,
                        [
                            ("train", text("reward", round)), ("from", entry.node["from"]),
                            ("using", list(asks, round)),
                        ]))
            }
            result.append(stage("\(prefix).policy", round, train(round, prefix, asks, usesReward, practises)))
            policy = text("\(prefix).policy", round)
        }
        return result
    }

    private func ask(_ round: Node, policy: Node?, isFirst: Bool) -> [(String, Node?)] {
        let kinds: [FeedbackKind] = Fields(round, "rlhf.rounds").choices("for")
        return [
            ("ask", entry.node["rlhf"]),
            ("for", Fields(round, "rlhf.rounds")["for"]), ("nodes", round["nodes"]), ("policy", policy),
            ("samples", kinds.contains(where: \.isChoice) ? Fields(entry.node, "rlhf")["samples"] : nil),
            ("overseer", entry.node["overseer"]), ("count", round["count"]), ("minutes", round["minutes"]),
            ("after", isFirst ? entry.node["after"] : nil), ("failures", entry.node["failures"]),
        ]
    }

    private func train(
        _ round: Node, _ prefix: String, _ asks: [Node], _ usesReward: Bool, _ practises: Bool
    ) -> [(String, Node?)] {
        [
            ("train", text("policy", round)), ("by", Fields(entry.node, "rlhf")["by"]),
            ("from", entry.node["from"]),
            ("using", usesReward ? nil : list(asks, round)),
            ("in", practises ? entry.node["rlhf"] : nil), ("nodes", practises ? round["nodes"] : nil),
            ("reward", usesReward ? text("\(prefix).reward", round) : nil), ("with", entry.node["with"]),
            // What is learned from feedback alone practises on nothing that could be left out.
            ("failures", practises ? entry.node["failures"] : nil),
        ]
    }

    private func stage(_ name: String, _ round: Node, _ values: [(String, Node?)]) -> StageEntry {
        var all = values
        for key in ["seed", "note", "retries", "time_limit"] { all.append((key, entry.node[key])) }
        let pairs = all.compactMap { key, value in
            value.map { Node.Pair(key: key, keyPlace: keyPlace(key, round), value: $0) }
        }
        return StageEntry(
            name: name, place: entry.place, node: Node(.mapping(pairs), at: round.place), isSound: true,
            shorthand: entry.name)
    }

    private func keyPlace(_ key: String, _ round: Node) -> Place {
        let pair = round.pairs?.first { $0.key == key } ?? entry.node.pairs?.first { $0.key == key }
        return pair?.keyPlace ?? round.place
    }

    private func text(_ text: String, _ round: Node) -> Node {
        Node(.scalar(Scalar(quoted: text)), at: round.place)
    }

    private func list(_ nodes: [Node], _ round: Node) -> Node { Node(.sequence(nodes), at: round.place) }
}
