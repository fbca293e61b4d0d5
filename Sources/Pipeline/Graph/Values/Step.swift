/// What a cell does, with every name resolved, every `$axis` substituted and every default filled in.
///
/// Each payload lies apart: a cell holds a reference and not room for the largest of them.
package indirect enum Step: Hashable, Codable, Sendable {
    /// Cuts books into trees.
    case decompose(Decompose)
    /// Asks an overseer for judgements.
    case ask(Ask)
    /// Trains a policy, a reward or a decomposer.
    case train(Train)
    /// Answers every node, bottom up.
    case recompose(Recompose)
    /// Measures something.
    case evaluate(Evaluate)
    /// Compares the arms of one axis.
    case compare(Compare)
    /// Reads judgements that were made elsewhere.
    case read(Read)
}

/// Reads judgements that were made elsewhere: a data set of format `feedback` where a stage learns from it.
package struct Read: Hashable, Codable, Sendable {
    /// The data set, or one of its splits.
    package var corpus: Corpus
}

/// Cuts books into trees.
package struct Decompose: Hashable, Codable, Sendable {
    /// The books to cut.
    package var corpus: Corpus
    /// More than one: each book is cut by each, in this order.
    package var decomposers: [DecomposerUse]
}

/// Asks an overseer for judgements.
package struct Ask: Hashable, Codable, Sendable {
    /// What judgements are about.
    package enum About: String, CaseIterable, Hashable, Codable, Sendable {
        /// Answers to nodes, or ways of cutting a book.
        case answers, splits
    }
    /// A forest or answers; a corpus with `about: splits`.
    package var subject: Subject
    /// What the judgements are about.
    package var about: About
    /// In the order of the file; `count` is shared out among them in turns.
    package var kinds: [FeedbackKind]
    /// The nodes that are asked about.
    package var nodes: [NodeSet]
    /// Who writes the candidates, and on a forest what stands below an inner node.
    package var policy: ModelReference?
    /// Candidates where several are shown; 3 give three pairs on one reading.
    package var samples: Int
    /// The decomposers whose cuts are compared.
    package var proposals: [DecomposerUse]
    /// Who judges.
    package var overseer: Overseer
    /// Judgements; a pair counts as one comparison. Nil: `minutes` alone ends it.
    package var count: Int?
    /// Minutes of the overseer at most; `nil` where `count` alone ends it.
    package var minutes: Double?
    /// When to ask rather than act.
    package var when: When
    /// Which answers the overseer sees.
    package var pick: Pick
    /// The reward that finds what to show for `pick: adversarial`.
    package var reward: CellID?
    /// What says which answer is worst, for `pick: adversarial`.
    package var adversary: Adversary
    /// Answers drawn for each reading of `pick: adversarial`.
    package var draws: Int
}

/// When to ask rather than act.
package struct When: Hashable, Codable, Sendable {
    /// The rule by which that is decided.
    package var rule: AskRule
    /// What a minute of a person costs, in units of reward.
    package var minutePrice: Double
    /// By kind; kinds that are not named have the published start values.
    package var expectedMinutes: [FeedbackKind: Double]
    /// How many rewards are asked whether they agree.
    package var ensemble: Int
    /// Judgements between two fits of the rewards.
    package var updateEvery: Int
    /// The share of questions that are asked at random, from 0 to 1; they stay an unbiased sample.
    package var randomShare: Double
    /// Questions in a row that are not worth asking before the stage ends.
    package var patience: Int
}

/// Trains a policy, a reward or a decomposer.
package struct Train: Hashable, Codable, Sendable {
    /// What is trained.
    package var trainee: Trainee
    /// How it is trained.
    package var method: Method
    /// Where it starts; for RL also the anchor of the KL penalty.
    package var from: ModelReference
    /// Feedback cells to learn from.
    package var using: [CellID]
    /// A forest, answers or corpus to practise on.
    package var practice: Subject?
    /// For a decomposer: what to imitate.
    package var like: DecomposerUse?
    /// The nodes that are learned from or practised on.
    package var nodes: [NodeSet]
    /// The rewards to optimise; several are averaged.
    package var rewards: [CellID]
    /// For a decomposer that earns a reward of answers: who answers.
    package var policy: ModelReference?
    /// How many models are trained: one for all nodes, one a height or one a node.
    package var per: TrainPer
    /// The method's settings, complete.
    package var settings: Settings
    /// For a decomposer: what its cuts will obey.
    package var limits: CutLimits?
    /// For a reward: what the judgements that it learns from are about.
    package var about = Ask.About.answers
}

/// Answers every node, bottom up.
package struct Recompose: Hashable, Codable, Sendable {
    /// One policy, and the nodes that it answers.
    package struct Part: Hashable, Codable, Sendable {
        /// The nodes.
        package var nodes: NodeSet
        /// The policy that answers them.
        package var policy: ModelReference
    }
    /// The forest that is answered.
    package var forest: CellID
    /// The first part that has a node answers it.
    package var parts: [Part]
    /// The nodes that are wanted.
    package var nodes: [NodeSet]
}

/// Measures something.
package struct Evaluate: Hashable, Codable, Sendable {
    /// A bound that a metric must keep.
    package struct Requirement: Hashable, Codable, Sendable {
        /// The metric.
        package var metric: MetricName
        /// The least value allowed; `nil` for no lower bound.
        package var minimum: Double?
        /// The greatest value allowed; `nil` for no upper bound.
        package var maximum: Double?
        /// Where it stands in its file.
        package var place: Place
    }
    /// What is measured.
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
    /// Whose gold the metrics use that need one.
    package var overseer: Overseer?
    /// The gold below which an answer counts as a catastrophe.
    package var catastrophe: Double?
    /// Feedback that the models learned from.
    package var learnedFrom: [CellID] = []
    /// Answers that the models practised on.
    package var practisedOn: [CellID] = []
    /// Other answers to the same books.
    package var against: [CellID] = []
    /// The reward of the metric `reward`.
    package var reward: CellID?
    /// The policy from which the metric `kl` of whoever answered is measured.
    package var from: ModelReference?
    /// A gate: the run stops when one is not met.
    package var require: [Requirement]
    /// What boundaries are counted in where cuts are held against sections.
    package var unit = CutUnit.sentence
    /// How many changes of each book `stability` and `reuse` are the mean over.
    package var edits = 20
    /// Answers drawn at a node to measure over-optimisation; `nil` for the usual number.
    package var samples: Int?
    /// The largest n that the curve of over-optimisation is fitted on; `nil` for the usual one.
    package var fit: Int?
}

/// Compares the arms of one axis.
package struct Compare: Hashable, Codable, Sendable {
    /// One arm's scores.
    package struct Arm: Hashable, Codable, Sendable {
        /// The value of the axis.
        package var value: String
        /// Where the folded axes stand, in the matrix's order.
        package var coordinates: [Coordinate]
        /// The cell that measured this arm.
        package var scores: CellID
    }
    /// The arms, in the order of the axis.
    package var arms: [Arm]
    /// The axis whose values are compared.
    package var across: String
    /// The value of the axis that the others are compared with.
    package var baseline: String
    /// `book`, or axes that are folded as well.
    package var pairBy: [String]
    /// The metrics to measure, in the order of the file.
    package var metrics: [MetricName]
    /// The test.
    package var test: SignificanceTest
    /// How several tests are held to one level.
    package var correct: Correction
    /// The level of significance, between 0 and 1.
    package var alpha: Double
    /// Within which arms count as equivalent, in the metric's unit; `nil` where that is not tested.
    package var equivalent: Double?
    /// The value of the axis that cannot matter, whose differences are shown as a band; `nil` for none.
    package var placebo: String?
}
