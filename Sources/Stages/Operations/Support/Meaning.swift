import Engine

/// What an operation is called, what it means today, and which operations it asks for.
///
/// Raise `revision` when the meaning of an operation changes. The key of a unit holds the revisions of all the
/// operations below it too: a result that was put together from units of an old meaning is not taken for a new one.
struct Meaning: Sendable {
    let name: String
    let revision: Int
    let parts: [Meaning]

    private init(_ name: String, _ revision: Int, _ parts: [Meaning] = []) {
        self.name = name
        self.revision = revision
        self.parts = parts
    }

    // Books.
    static let importBook = Meaning("import-book", 1)
    static let cutBook = Meaning("cut-book", 2)
    static let growForest = Meaning("grow-forest", 1, [importBook, cutBook])

    // Answering.
    static let newPolicy = Meaning("new-policy", 1)
    static let answerNode = Meaning("answer-node", 1)
    static let recomposeForest = Meaning("recompose-forest", 1, [newPolicy, answerNode])

    // Asking.
    static let sampleAnswers = Meaning("sample-answers", 1)
    static let poseQuestions = Meaning("pose-questions", 2, [recomposeForest, newPolicy, sampleAnswers])
    static let judgeReading = Meaning("judge-reading", 1)
    static let askOverseer = Meaning("ask-overseer", 1, [poseQuestions, judgeReading])

    // Training.
    static let fitCloning = Meaning("fit-cloning", 1)
    static let fitReward = Meaning("fit-reward", 1)
    static let fitReinforcement = Meaning("fit-reinforcement", 1)
    static let bindBestOf = Meaning("bind-best-of", 1)
    static let trainCloning = Meaning("train-cloning", 1, [newPolicy, fitCloning])
    static let trainReward = Meaning("train-reward", 1, [newPolicy, fitReward])
    static let trainReinforcement = Meaning(
        "train-reinforcement", 1, [newPolicy, recomposeForest, fitReinforcement])
    static let trainBestOf = Meaning("train-best-of", 1, [newPolicy, bindBestOf])

    // Evaluating.
    static let scoreBook = Meaning("score-book", 1)
    static let evaluateAnswers = Meaning("evaluate-answers", 1, [scoreBook])
    static let evaluateReward = Meaning("evaluate-reward", 1)

    /// A unit of this operation.
    ///
    /// - Parameter settings: an object when encoded; it must have no field `operations`.
    func work(_ settings: some Encodable, inputs: [String: [Digest]], seed: UInt64?) throws -> Work {
        var settings = try Value(encoding: settings)
        let below = revisionsBelow
        if !below.isEmpty, case .object(var fields) = settings {
            fields["operations"] = .object(below.mapValues(Value.int))
            settings = .object(fields)
        }
        return Work(operation: name, revision: revision, settings: settings, inputs: inputs, seed: seed)
    }

    /// The revisions of all operations that this one asks for, directly or through others.
    private var revisionsBelow: [String: Int] {
        var revisions: [String: Int] = [:]
        for part in parts {
            revisions[part.name] = part.revision
            revisions.merge(part.revisionsBelow) { mine, _ in mine }
        }
        return revisions
    }
}

/// An operation of the stages: named and revised by its ``Meaning``.
protocol StageOperation: Operation {
    static var meaning: Meaning { get }
}

extension StageOperation {
    var name: String { Self.meaning.name }
    var revision: Int { Self.meaning.revision }
}
