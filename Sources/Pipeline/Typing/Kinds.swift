/// How a model is trained.
package enum Method: String, CaseIterable, Hashable, Codable, Sendable {
    /// Behaviour cloning, proximal policy optimisation, REINFORCE leave-one-out, direct preference
    /// optimisation, and Kahneman-Tversky optimisation.
    case bc, ppo, rloo, dpo, kto
    /// The best of several answers by a reward.
    case bestOf = "best-of"
    /// A decomposer that leaves few references without their antecedent.
    case locality
    /// Expert iteration, and a program that trains.
    case expert, command
    /// The way that a reward is learned when `by` is not written: from any mixture of feedback kinds.
    case reward
}

/// What a `train` stage gives.
package enum Trainee: String, CaseIterable, Hashable, Codable, Sendable {
    /// Each as a pipeline file writes it.
    case policy, reward, decomposer
}

/// How a decomposer decides where to cut.
package enum DecomposerKind: String, CaseIterable, Hashable, Codable, Sendable {
    /// Cuts of equal size, of random size, by headings, by changes of vocabulary, none at all, or by a trained model.
    case fixed, random, structure, texttiling, whole, model
    /// As even as sentences allow, or where the text does not go on with a pronoun before any name.
    case even, pronouns
    /// Where fewest pronouns lose their person by the corpus's own coreference: the best that is possible.
    case oracle

    /// The kinds whose leaves and nodes keep limits: every one that cuts.
    static let limited = allCases.filter { $0 != .whole }
    /// The kinds that can be told how many leaves to make.
    static let counted: [DecomposerKind] = [.fixed, .random, .even, .texttiling, .pronouns, .model]
}

/// Whether the text of a book's headings is read.
package enum Headings: String, CaseIterable, Hashable, Codable, Sendable {
    /// As the book has them, or taken out.
    case kept, removed
}

/// Who says how many leaves a book is cut into, where their words do not.
package enum CutCount: String, CaseIterable, Hashable, Codable, Sendable {
    /// The book, by its own sections, or a trained decomposer.
    case given, free
}

/// How much a trained decomposer sees of a book.
package enum CutView: String, CaseIterable, Hashable, Codable, Sendable {
    /// The text around a place, or that compared with the whole book.
    case place, book
}

/// Where a fixed cut may fall.
package enum Snap: String, CaseIterable, Hashable, Codable, Sendable {
    /// At the end of a sentence, at the end of a paragraph, or anywhere.
    case sentence, paragraph, none
}

/// Who judges.
package enum OverseerKind: String, CaseIterable, Hashable, Codable, Sendable {
    /// People, a model, a reward that is known, or a recording.
    case human, model, simulated, replay
}

/// The known reward by which a simulated overseer judges.
package enum GoldKind: String, CaseIterable, Hashable, Codable, Sendable {
    /// Words covered, likeness to reference summaries, or questions that can be answered.
    case coverage, reference, questions
    /// Of ways to cut: how few pronouns lose the person that they mean.
    case locality
}

/// What answers, of the models that exist before a run.
package enum ModelKind: String, CaseIterable, Hashable, Codable, Sendable {
    /// Weights that Quire reads, an endpoint, or a program.
    case transformer, server, command
}

/// What is shown before a passage.
package enum TaskContext: String, CaseIterable, Hashable, Codable, Sendable {
    /// Nothing, or earlier answers at the same depth.
    case none, earlier
}

/// When an overseer is asked.
package enum AskRule: String, CaseIterable, Hashable, Codable, Sendable {
    /// At every chance, or where models disagree.
    case always, uncertain
    /// Where the expected gain is worth the person's time.
    case worthIt = "worth-it"
}

/// Which answers an overseer sees.
package enum Pick: String, CaseIterable, Hashable, Codable, Sendable {
    /// Answers drawn at random, or the worst ones that a reward finds.
    case random, adversarial
}

/// What says which answer is worst, where the worst are looked for.
package enum Adversary: String, CaseIterable, Hashable, Codable, Sendable {
    /// The reward's ensemble, or the gold of a simulated overseer.
    case ensemble, gold
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
    /// ROUGE-1: single words in common.
    case rouge1 = "rouge-1"
    /// ROUGE-2: pairs of words in common.
    case rouge2 = "rouge-2"
    /// ROUGE-L: the longest common subsequence of the whole texts.
    case rougeL = "rouge-l"
    /// ROUGE-Lsum: the longest common subsequence, sentence by sentence.
    case rougeLsum = "rouge-lsum"
    /// Length, the trained reward, the known reward, divergence from a policy, pronouns without a person, and
    /// people's time.
    case words, reward, gold, kl, orphans, minutes
    /// Words of the source over words of the answer.
    case compression
    /// F1 of the answers to questions about the book.
    case qaF1 = "qa-f1"
    /// The rate of catastrophic answers, how far inputs lie from those that were learned on, and whether a judge who
    /// cannot read everything still agrees with one who can.
    case worstCase = "worst-case"
    case shift, sandwich
    /// Ratings, halted runs, a reward's accuracy and calibration, and two measures of segmentation.
    case likert, halted, accuracy, calibration, pk, windowdiff
    /// Boundary similarity of two segmentations.
    case boundarySimilarity = "boundary-similarity"
    /// F1 of boundaries at the very place, and of those at most three units from it.
    case boundaryF1 = "boundary-f1"
    case nearF1 = "boundary-f1-3"
    /// The share of leaves, and of all nodes' work, that stays where a book is changed a little.
    case stability, reuse
    /// A reward's mean loss on what it says of preferences, and how far it orders answers as the known reward does.
    case logLoss = "log-loss", goldCorrelation = "gold-correlation"
    /// The known reward against the learned one, the further a policy is optimised.
    case overOptimisation = "over-optimisation"
}

/// What boundaries are counted in where cuts are held against a book's sections.
package enum CutUnit: String, CaseIterable, Hashable, Codable, Sendable {
    /// Each as a pipeline file writes it.
    case sentence, paragraph
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
    /// Holm's step-down method, or no correction.
    case holm, none
}
