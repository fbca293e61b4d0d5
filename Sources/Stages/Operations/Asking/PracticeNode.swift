import Engine
import Learning
import Text

/// A node to ask about or to practise on: its passage, and the digests of what it shows.
struct PracticeNode: Sendable {
    /// The passage as it is judged, with its earlier answers.
    var passage: JudgedPassage
    /// The direct input: the leaf's text, or the children's answers in text order.
    var input: [Digest]
    /// The earlier answers at the same depth that are shown, oldest first.
    var earlier: [Digest]
    /// The policy that writes here, where one was named.
    var policy: Digest?
    /// The answer that stands at the node, where there is one.
    var answer: Digest?

    /// Where the node stands in the order of asking: random, but a function of the seed and of what it shows.
    ///
    /// Whoever asks for more, or edits another chapter, asks the same questions as before and some new ones:
    /// what people said is not lost.
    func rank(_ seed: UInt64) -> Digest {
        var bytes = CanonicalBytes(domain: "quire order of asking")
        bytes.append(seed)
        for digest in input { bytes.append(digest) }
        return bytes.digest
    }

    /// The leaves of a forest that nobody has answered yet: nothing earlier can be shown.
    static func leaves(of forest: Forest, _ nodes: NodeSets, _ limits: AnswerLimits, _ job: Job) throws
        -> [PracticeNode]
    {
        try forest.entries.flatMap { entry in
            try job.checkStop()
            let wanted = nodes.paths(in: entry.tree)
            return try entry.tree.nodes.filter { wanted.contains($0.path) }.map { node in
                guard node.height == 0, let leaf = entry.leaves[node.path] else {
                    throw StageProblem(
                        "node \(node.path) of '\(entry.name)' is not a leaf, and nothing below it is answered: name a "
                            + "policy (`policy:`), or ask about answers instead of a forest")
                }
                return PracticeNode(
                    passage: JudgedPassage(
                        book: entry.name, node: node.path, height: 0, start: node.span.start,
                        end: node.span.end,
                        text: try job.text(of: leaf), limit: limits.limit(of: node)),
                    input: [leaf], earlier: [])
            }
        }
    }

    /// Nodes that were answered, with as many earlier answers as fit beside `candidates` on one screen.
    static func nodes(
        of answers: Answers, _ forest: Forest, _ nodes: NodeSets, _ limits: AnswerLimits, _ job: Job,
        candidates: Int = 1, writers: ModelSet? = nil
    ) throws -> [PracticeNode] {
        let forest = forest.entriesByName
        return try answers.entries.flatMap { answered in
            guard let entry = forest[answered.name] else { return [PracticeNode]() }
            try job.checkStop()
            let wanted = nodes.paths(in: entry.tree)
            var places: [String: Text.Node] = [:]
            for node in entry.tree.nodes { places[node.path] = node }
            return try answered.nodes.filter { wanted.contains($0.path) }.compactMap {
                node -> PracticeNode? in
                guard let place = places[node.path] else { return nil }
                let text = try job.directInput(node.input)
                let earlier = try node.earlier.map { (answer: $0, words: wordCount(try job.text(of: $0))) }
                let shown = limits.shown(
                    of: earlier, input: wordCount(text), limit: node.limit, candidates: candidates)
                return PracticeNode(
                    passage: JudgedPassage(
                        book: entry.name, node: node.path, height: node.height, start: place.span.start,
                        end: place.span.end, text: text, earlier: try shown.map(job.text(of:)),
                        limit: node.limit),
                    input: node.input, earlier: shown,
                    policy: writers?.model(for: node.path, height: node.height, in: entry.name),
                    answer: node.answer)
            }
        }
    }
}
