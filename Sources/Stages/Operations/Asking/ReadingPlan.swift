import Learning
import Text

/// Deals nodes out to the kinds of feedback, in turns, until the count or the minutes are used up.
struct ReadingPlan {
    /// A reading that is to be made.
    struct Planned: Sendable {
        /// The feedback kind that is asked for.
        var kind: String
        /// The node that is asked about.
        var node: PracticeNode
        /// 0 for the first time that the node is asked about with this kind, 1 for the second …
        var pass: Int
    }

    private let settings: PoseQuestions.Settings
    private let nodes: [PracticeNode]
    /// Whether kinds that judge one answer judge the one that stands at the node, of which there is no other draw.
    private let judgesStanding: Bool
    /// By kind: judgements that may still be asked for, and how many readings were dealt.
    private var open: [Int]
    private var dealt: [Int]
    private var minutes: Double
    private var isFull = false
    /// The items asked so far: passages that are equal word for word are one question.
    private var asked: Set<String> = []
    /// The nodes that cannot be asked about.
    private var dropped: Set<String> = []

    /// A plan that deals out these nodes in their order.
    init(settings: PoseQuestions.Settings, nodes: [PracticeNode], judgesStanding: Bool = false) {
        self.settings = settings
        self.nodes = nodes
        self.judgesStanding = judgesStanding
        let kinds = settings.kinds.count
        open = (0..<kinds).map { turn in
            settings.count.map { ($0 + kinds - 1 - turn) / kinds } ?? .max
        }
        dealt = Array(repeating: 0, count: kinds)
        minutes = settings.minutes ?? .infinity
    }

    /// The next readings, whose candidates can be written side by side; `nil` at the end.
    ///
    /// Where only minutes end it, a batch is small, so that little is written for nothing.
    mutating func next() -> [Planned]? {
        guard !isFull, !nodes.isEmpty else { return nil }
        var batch: [Planned] = []
        var left = open
        let most = settings.minutes == nil ? Int.max : 32
        var progressed = true
        while progressed, batch.count < most {
            progressed = false
            for (turn, kind) in settings.kinds.enumerated() where left[turn] > 0 {
                let pass = dealt[turn] / nodes.count
                guard pass < passes(of: kind) else { continue }
                let node = nodes[dealt[turn] % nodes.count]
                dealt[turn] += 1
                progressed = true
                if dropped.contains(node.name) { continue }
                batch.append(Planned(kind: kind, node: node, pass: pass))
                if left[turn] != .max { left[turn] = max(0, left[turn] - judgements(of: kind)) }
            }
        }
        return batch.isEmpty ? nil : batch
    }

    /// Books a reading that was made, cut to what its kind may still ask; `nil` where it has nothing new to judge or
    /// nothing is left to pay for it.
    mutating func take(_ reading: Reading) -> Reading? {
        guard !isFull, let turn = settings.kinds.firstIndex(of: reading.kind), open[turn] > 0 else {
            return nil
        }
        var reading = reading
        if reading.questions.count > open[turn] { reading.most = open[turn] }
        let items = reading.questions.map(\.item)
        guard !items.isEmpty, asked.isDisjoint(with: items) else { return nil }
        let cost = reading.minutes(settings)
        guard cost <= minutes else {
            isFull = true
            return nil
        }
        asked.formUnion(items)
        minutes -= cost
        if open[turn] != .max { open[turn] -= items.count }
        return reading
    }

    /// Asks about a node no more: its reading could not be made.
    mutating func drop(_ node: PracticeNode) { dropped.insert(node.name) }

    /// How often a node is asked about: a second demonstration of a passage teaches little, and a second judgement of
    /// the answer that stands nothing, but other draws are other questions.
    private func passes(of kind: String) -> Int {
        switch FeedbackKinds.named(kind)?.showing {
        case .pairs, .all: PoseQuestions.mostPasses
        case .one: judgesStanding ? 1 : PoseQuestions.mostPasses
        case .nothing, nil: 1
        }
    }

    private func judgements(of kind: String) -> Int {
        FeedbackKinds.named(kind)?.showing == .pairs
            ? max(1, PairJudgement.pairs(of: settings.samples).count) : 1
    }
}

extension PracticeNode {
    /// Which node of which book it is.
    fileprivate var name: String { ModelSet.nodeKey(book: passage.book, path: passage.node) }
}
