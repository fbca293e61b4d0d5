import Learning
import Text

/// Deals nodes out to the kinds of feedback, in turns, until the count or the minutes are used up.
struct ReadingPlan {
    /// A reading that is to be made.
    struct Planned: Sendable {
        var kind: String
        var node: PracticeNode
        var pass: Int
    }

    private let settings: PoseQuestions.Settings
    private let nodes: [PracticeNode]
    /// By kind: judgements that may still be asked for, and how many readings were dealt.
    private var open: [Int]
    private var dealt: [Int]
    private var minutes: Double
    private var isFull = false

    init(settings: PoseQuestions.Settings, nodes: [PracticeNode]) {
        self.settings = settings
        self.nodes = nodes
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
        var asked = open
        let most = settings.minutes == nil ? Int.max : 32
        var progressed = true
        while progressed, batch.count < most {
            progressed = false
            for (turn, kind) in settings.kinds.enumerated() where asked[turn] > 0 {
                let pass = dealt[turn] / nodes.count
                // A second demonstration of a passage teaches little; another pair of answers is another question.
                guard pass < (kind == Comparison.name ? PoseQuestions.mostPasses : 1) else { continue }
                batch.append(Planned(kind: kind, node: nodes[dealt[turn] % nodes.count], pass: pass))
                dealt[turn] += 1
                if asked[turn] != .max { asked[turn] = max(0, asked[turn] - judgements(of: kind)) }
                progressed = true
            }
        }
        return batch.isEmpty ? nil : batch
    }

    /// Books a reading that was made; false where it has no pair to judge or nothing is left to pay for it.
    mutating func take(_ reading: Reading) -> Bool {
        guard !isFull, let turn = settings.kinds.firstIndex(of: reading.kind) else { return false }
        let judgements = reading.questions.count
        guard judgements > 0, open[turn] > 0 else { return false }
        let cost = reading.minutes
        guard cost <= minutes else {
            isFull = true
            return false
        }
        minutes -= cost
        if open[turn] != .max { open[turn] = max(0, open[turn] - judgements) }
        return true
    }

    private func judgements(of kind: String) -> Int {
        kind == Comparison.name ? max(1, PairJudgement.pairs(of: settings.samples).count) : 1
    }
}
