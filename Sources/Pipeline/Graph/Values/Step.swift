/// What a cell does, with every name resolved, every `$axis` substituted and every default filled in.
package enum Step: Hashable, Codable, Sendable {
    case decompose(Decompose)
    case ask(Ask)
    case train(Train)
    case recompose(Recompose)
    case evaluate(Evaluate)
    case compare(Compare)
}

/// Cuts books into trees.
package struct Decompose: Hashable, Codable, Sendable {
    package var corpus: Corpus
    /// More than one: each book is cut by each, in this order.
    package var decomposers: [DecomposerUse]
}

/// Asks an overseer for judgements.
package struct Ask: Hashable, Codable, Sendable {
    package enum About: String, CaseIterable, Hashable, Codable, Sendable {
        case answers, splits
    }
    /// A forest or answers; a corpus with `about: splits`.
    package var subject: Subject
    package var about: About
    /// In the order of the file; `count` is shared out among them in turns.
    package var kinds: [FeedbackKind]
    package var nodes: [NodeSet]
    /// Who writes the candidates, and on a forest what stands below an inner node.
    package var policy: ModelReference?
    /// Candidates shown for one comparison or ranking; 3 give three pairs on one reading.
    package var samples: Int
    /// The decomposers whose cuts are compared.
    package var proposals: [DecomposerUse]
    package var overseer: Overseer
    /// Judgements; a pair counts as one comparison. Nil: `minutes` alone ends it.
    package var count: Int?
    package var minutes: Double?
    package var when: When
    package var pick: Pick
    /// The reward that finds what to show for `pick: adversarial`.
    package var reward: CellID?
}

/// When to ask rather than act.
package struct When: Hashable, Codable, Sendable {
    package var rule: AskRule
    /// What a minute of a person costs, in units of reward.
    package var minutePrice: Double
    /// By kind; kinds that are not named have the published start values.
    package var expectedMinutes: [FeedbackKind: Double]
    package var ensemble: Int
    package var updateEvery: Int
    package var randomShare: Double
    package var patience: Int
}

/// Trains a policy, a reward or a decomposer.
package struct Train: Hashable, Codable, Sendable {
    package var trainee: Trainee
    package var method: Method
    /// Where it starts; for RL also the anchor of the KL penalty.
    package var from: ModelReference
    /// Feedback cells to learn from.
    package var using: [CellID]
    /// A forest, answers or corpus to practise on.
    package var practice: Subject?
    /// For a decomposer: what to imitate.
    package var like: DecomposerUse?
    package var nodes: [NodeSet]
    /// The rewards to optimise; several are averaged.
    package var rewards: [CellID]
    /// How many models are trained: one for all nodes, one a height or one a node.
    package var per: TrainPer
    package var settings: Settings
    /// For a decomposer: what its cuts will obey.
    package var limits: CutLimits?
}

/// Answers every node, bottom up.
package struct Recompose: Hashable, Codable, Sendable {
    /// One policy, and the nodes that it answers.
    package struct Part: Hashable, Codable, Sendable {
        package var nodes: NodeSet
        package var policy: ModelReference
    }
    package var forest: CellID
    /// The first part that has a node answers it.
    package var parts: [Part]
    package var nodes: [NodeSet]
}

/// Measures something.
package struct Evaluate: Hashable, Codable, Sendable {
    package struct Requirement: Hashable, Codable, Sendable {
        package var metric: MetricName
        package var minimum: Double?
        package var maximum: Double?
        /// Where it stands in its file.
        package var place: Place
    }
    package var subject: Subject
    /// The metrics to measure, in the order of the file.
    package var metrics: [MetricName]
    /// References and questions.
    package var references: DataSet?
    /// A feedback cell whose ratings are reported.
    package var ratings: CellID?
    /// Feedback cells on which a reward is tried.
    package var using: [CellID]
    /// Books or trees on which a policy or a decomposer is tried.
    package var practice: Subject?
    /// Whose gold the metric `gold` uses.
    package var overseer: Overseer?
    /// The reward of the metric `reward`.
    package var reward: CellID?
    /// The policy from which the metric `kl` of whoever answered is measured.
    package var from: ModelReference?
    /// A gate: the run stops when one is not met.
    package var require: [Requirement]
}

/// Compares the arms of one axis.
package struct Compare: Hashable, Codable, Sendable {
    /// One arm's scores.
    package struct Arm: Hashable, Codable, Sendable {
        /// The value of the axis.
        package var value: String
        /// Where the folded axes stand, in the matrix's order.
        package var coordinates: [Coordinate]
        package var scores: CellID
    }
    package var arms: [Arm]
    package var across: String
    package var baseline: String
    /// `book`, or axes that are folded as well.
    package var pairBy: [String]
    /// The metrics to measure, in the order of the file.
    package var metrics: [MetricName]
    package var test: SignificanceTest
    package var correct: Correction
    package var alpha: Double
}
