/// What overseers can be asked for.
package enum FeedbackKind: String, CaseIterable, Hashable, Codable, Sendable {
    case comparison, ranking, rating, correction, demonstration, critique, halt
}

/// How a model is trained.
package enum Method: String, CaseIterable, Hashable, Codable, Sendable {
    case bc, ppo, rloo, dpo, kto
    case bestOf = "best-of"
    case expert, command
    /// The way that a reward is learned when `by` is not written: from any mixture of feedback kinds.
    case reward
}

/// What a `train` stage gives.
package enum Trainee: String, CaseIterable, Hashable, Codable, Sendable {
    case policy, reward, decomposer
}

/// How a decomposer decides where to cut.
package enum DecomposerKind: String, CaseIterable, Hashable, Codable, Sendable {
    case fixed, structure, texttiling, whole, model
}

/// Where a fixed cut may fall.
package enum Snap: String, CaseIterable, Hashable, Codable, Sendable {
    case sentence, paragraph, none
}

/// Who judges.
package enum OverseerKind: String, CaseIterable, Hashable, Codable, Sendable {
    case human, model, simulated, replay
}

/// The known reward by which a simulated overseer judges.
package enum GoldKind: String, CaseIterable, Hashable, Codable, Sendable {
    case coverage, reference, questions
}

/// What answers, of the models that exist before a run.
package enum ModelKind: String, CaseIterable, Hashable, Codable, Sendable {
    case transformer, server, command
}

/// What is shown before a passage.
package enum TaskContext: String, CaseIterable, Hashable, Codable, Sendable {
    case none, earlier
}

/// When an overseer is asked.
package enum AskRule: String, CaseIterable, Hashable, Codable, Sendable {
    case always, uncertain
    case worthIt = "worth-it"
}

/// Which answers an overseer sees.
package enum Pick: String, CaseIterable, Hashable, Codable, Sendable {
    case random, adversarial
}

/// How many models a `train` stage gives.
package enum TrainPer: String, CaseIterable, Hashable, Codable, Sendable {
    /// One, shared by all nodes.
    case all
    /// One for each height.
    case height
    /// One for each node.
    case node
}

/// What can be measured.
package enum MetricName: String, CaseIterable, Hashable, Codable, Sendable {
    case rouge1 = "rouge-1"
    case rouge2 = "rouge-2"
    case rougeL = "rouge-l"
    case rougeLsum = "rouge-lsum"
    case words, reward, gold, kl, orphans, minutes
    case qaF1 = "qa-f1"
    case likert, halted, accuracy, calibration, pk, windowdiff
    case boundarySimilarity = "boundary-similarity"
}

/// How a comparison of arms is tested.
package enum SignificanceTest: String, CaseIterable, Hashable, Codable, Sendable {
    /// Paired cluster bootstrap over books, seeds inside.
    case bootstrap
    /// Wilcoxon's signed-rank test.
    case wilcoxon
}

/// How several tests are held to one level.
package enum Correction: String, CaseIterable, Hashable, Codable, Sendable {
    case holm, none
}
