/// What a name can stand for; every name in a file has one.
package enum Sort: String, CaseIterable, Hashable, Sendable {
    /// What a name can be, by what may be done with it.
    case corpus, forest, feedback, policy, reward, decomposer, answers, scores, verdict, model, overseer
    /// A data set as a whole, of references and questions.
    case data
    /// Any stage at all, for `after`.
    case stage

    /// With an article: `a policy`.
    var words: String {
        switch self {
        case .feedback, .answers, .scores: rawValue
        case .overseer: "an overseer"
        case .data: "a data set"
        default: "a " + rawValue
        }
    }

    var verb: String { self == .answers || self == .scores ? "are" : "is" }

    /// Of many: `policies`.
    var plural: String {
        switch self {
        case .feedback, .answers, .scores: rawValue
        case .corpus: "corpora"
        case .policy: "policies"
        case .data: "data sets"
        default: rawValue + "s"
        }
    }

    /// `a forest, answers or a corpus`.
    static func words(_ sorts: [Sort]) -> String {
        sorts.isEmpty ? "nothing" : sorts.map(\.words).alternatives
    }
}
