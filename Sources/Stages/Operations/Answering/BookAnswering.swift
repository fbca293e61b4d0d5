import Engine
import Learning
import Text

/// The answering of one book, children before parents.
///
/// Where earlier answers are shown one node is answered after another, in the order of the text; else all nodes of
/// a height side by side.
struct BookAnswering {
    /// The book and its tree.
    let entry: Forest.Entry
    /// How much may be written at a node, and shown for it.
    let limits: AnswerLimits
    /// The paths of the nodes that are wanted.
    let wanted: Set<String>
    /// Which model answers which nodes.
    let choice: PolicyChoice
    /// Decoded artifacts at hand.
    let shelf: Shelf
    /// The unit of work that this is done for.
    let job: Job

    /// The answers of the wanted nodes and of all that these depend on, children before parents.
    func answered() async throws -> [Answers.Node] {
        let all = entry.tree.childrenFirst
        let policies = policiesByNode()
        let needed = needed(showing: answerable(all, policies))
        let order = all.filter { needed.contains($0) }
        let tree = entry.tree
        let groups =
            limits.showsEarlier
            ? order.map { [$0] }
            : (0...tree.height).map { height in order.filter { tree.nodes[$0].height == height } }
        var done = AnsweredTree<Digest>(tree, limits: limits)
        var nodes: [Int: Answers.Node] = [:]
        for group in groups {
            let before = done
            let answers = try await job.settled(group) { index in
                let node = try await named(index) {
                    try await answer(index, after: before, policies: policies)
                }
                return (node: node, words: wordCount(try job.text(of: node.answer)))
            }
            for (index, answer) in zip(group, answers) {
                done.add(answer.node.answer, words: answer.words, at: index)
                nodes[index] = answer.node
            }
        }
        return order.compactMap { nodes[$0] }
    }

    /// What `body` does for one node; a failure says which node it was.
    private func named<T>(_ index: Int, _ body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch let error as EngineError {
            throw NodeFailure(node: entry.tree.nodes[index].path, message: error.message, fault: error.fault)
        }
    }

    private func answer(
        _ index: Int, after done: AnsweredTree<Digest>, policies: [Int: Digest]
    ) async throws -> Answers.Node {
        let node = entry.tree.nodes[index]
        guard let policy = policies[index] else {
            throw StageProblem(
                "no policy was named for node \(node.path) (height \(node.height)) of '\(entry.name)'")
        }
        let question = done.question(at: index)
        let input = try node.height == 0 ? [leaf(node)] : question.children
        let work =
            switch try job.answerer(policy, shelf) {
            case .model(let model):
                try AnswerNode.work(
                    .init(limit: question.limit, height: node.height), policy: policy, input: input,
                    earlier: question.earlier, seed: model.draws ? job.work.seed : nil)
            case .program(let model):
                try AnswerByProgram.work(
                    .init(limit: question.limit, height: node.height), policy: policy, model: model,
                    input: input, earlier: question.earlier, seed: job.work.seed)
            }
        let outputs = try await job.perform(
            work,
            label: "\(job.label) · \(entry.name) \(node.path)")
        return Answers.Node(
            path: node.path, height: node.height, input: input, earlier: question.earlier,
            answer: try outputs.main, choice: try outputs.port("choice"), limit: question.limit,
            policy: policy)
    }

    private func leaf(_ node: Text.Node) throws -> Digest {
        guard let leaf = entry.leaves[node.path] else {
            throw StageProblem("the forest has no text for leaf \(node.path) of '\(entry.name)'")
        }
        return leaf
    }

    /// The wanted nodes, all below them, and all whose answers may be shown to these: what a node is shown does not
    /// depend on which other nodes are wanted.
    private func needed(showing answerable: Set<Int>) -> Set<Int> {
        let nodes = entry.tree.nodes
        var needed: Set<Int> = []
        for depth in 0...(nodes.map(\.depth).max() ?? 0) {  // parents stand before their children
            let here = nodes.indices.filter { nodes[$0].depth == depth }
            let direct = here.filter { index in
                wanted.contains(nodes[index].path) || nodes[index].parent.map(needed.contains) == true
            }
            needed.formUnion(direct)
            guard limits.showsEarlier, let end = direct.map({ nodes[$0].span.end }).max() else { continue }
            needed.formUnion(here.filter { nodes[$0].span.end <= end && answerable.contains($0) })
        }
        return needed
    }

    /// The nodes that have a policy, and all below them too.
    private func answerable(_ order: [Int], _ policies: [Int: Digest]) -> Set<Int> {
        var answerable: Set<Int> = []
        for index in order where policies[index] != nil {  // children stand before their parent
            if entry.tree.nodes[index].children.allSatisfy(answerable.contains) { answerable.insert(index) }
        }
        return answerable
    }

    private func policiesByNode() -> [Int: Digest] {
        let sets = choice.parts.map { $0.paths(in: entry.tree) }
        var result: [Int: Digest] = [:]
        for (index, node) in entry.tree.nodes.enumerated() {
            guard let part = sets.firstIndex(where: { $0.contains(node.path) }) else { continue }
            result[index] = choice.policies[part].model(for: node.path, height: node.height, in: entry.name)
        }
        return result
    }
}

/// A node could not be answered.
private struct NodeFailure: Blameable, CustomStringConvertible {
    /// The node's path.
    var node: String
    /// What is wrong.
    var message: String
    /// Whose fault it is.
    var fault: Fault

    /// The sentence that is printed for it.
    var description: String { "node \(node): \(message)" }
}
