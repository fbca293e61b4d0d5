import Engine

/// What an operation is called, what it means today, and which operations it asks for.
///
/// Raise `revision` when the meaning of an operation changes. The key of a unit holds the revisions of all the
/// operations below it too: a result that was put together from units of an old meaning is not taken for a new one.
struct Meaning: Sendable {
    /// The operation's name in keys and in the ledger.
    let name: String
    /// Raised whenever the meaning changes.
    let revision: Int
    /// The operations that it asks for directly.
    let parts: [Meaning]

    private init(_ name: String, _ revision: Int, _ parts: [Meaning] = []) {
        self.name = name
        self.revision = revision
        self.parts = parts
    }

    // Books.
    /// ``ImportBook``: a file becomes a cleaned book.
    static let importBook = Meaning("import-book", 3)
    /// ``StripHeadings``: a book without the text of its headings.
    static let stripHeadings = Meaning("strip-headings", 2)
    /// ``ReadCoreference``: who is meant where in a book.
    static let readCoreference = Meaning("read-coreference", 1)
    /// What reading the books of a corpus may ask for: ``Job/read(_:_:)``.
    private static let readBooks = [importBook, stripHeadings, readCoreference]
    /// ``CutBook``: a book becomes a tree.
    static let cutBook = Meaning("cut-book", 3)
    /// ``GrowForest``: what a `decompose` stage does.
    static let growForest = Meaning("grow-forest", 2, readBooks + [cutBook])

    // Answering.
    /// ``NewPolicy``: an untrained extractive policy.
    static let newPolicy = Meaning("new-policy", 1)
    /// ``AnswerNode``: one node's answer by one policy.
    static let answerNode = Meaning("answer-node", 2)
    /// ``RecomposeForest``: what a `recompose` stage does.
    static let recomposeForest = Meaning("recompose-forest", 1, [newPolicy, answerNode])

    // Programs. The revision of what they are told is part of every policy of theirs (``ProgramModel/revision``), so that
    // what asks for their answers does not name these as its parts.
    /// ``AnswerByProgram``: one node's answer by a program.
    static let answerByProgram = Meaning("answer-by-program", 1)
    /// ``SampleByProgram``: the candidates for one reading, by a program.
    static let sampleByProgram = Meaning("sample-by-program", 1, [answerByProgram])
    /// ``TrainByProgram``: what `train: policy` by `command` does.
    static let trainByProgram = Meaning("train-by-program", 1)

    // Asking.
    /// ``SampleAnswers``: the candidates for one reading.
    static let sampleAnswers = Meaning("sample-answers", 2)
    /// ``PoseQuestions``: what an overseer is asked.
    static let poseQuestions = Meaning("pose-questions", 2, [recomposeForest, newPolicy, sampleAnswers])
    /// ``FindWorst``: the answers to one node that an adversary would show.
    static let findWorst = Meaning("find-worst", 1)
    /// ``PoseAdversarial``: what an overseer is asked where the worst is looked for.
    static let poseAdversarial = Meaning("pose-adversarial", 1, [recomposeForest, newPolicy, findWorst])
    /// ``PoseSplits``: which ways to cut an overseer compares.
    static let poseSplits = Meaning("pose-splits", 1, readBooks)
    /// ``JudgeReading``: what a simulated overseer says on one reading.
    static let judgeReading = Meaning("judge-reading", 2)
    /// ``AskOverseer``: what an `ask` stage does.
    static let askOverseer = Meaning("ask-overseer", 1, [poseQuestions, poseAdversarial, judgeReading])
    /// ``AskSplits``: what an `ask` stage about ways to cut does.
    static let askSplits = Meaning("ask-splits", 1, [poseSplits])
    /// ``ReadFeedback``: judgements that were made elsewhere.
    static let readFeedback = Meaning("read-feedback", 1)

    // Training.
    /// ``FitCloning``: one policy by behaviour cloning.
    static let fitCloning = Meaning("fit-cloning", 2)
    /// ``FitReward``: one reward.
    static let fitReward = Meaning("fit-reward", 3)
    /// ``FitReinforcement``: one policy by a method that practises against a reward.
    static let fitReinforcement = Meaning("fit-reinforcement", 3)
    /// ``FitPreference``: one policy from judged answers.
    static let fitPreference = Meaning("fit-preference", 2)
    /// ``BindBestOf``: a policy that gives the best of several answers.
    static let bindBestOf = Meaning("bind-best-of", 1)
    /// ``TrainCloning``: what `train` by `bc` does.
    static let trainCloning = Meaning("train-cloning", 1, [newPolicy, fitCloning])
    /// ``TrainReward``: what `train: reward` does.
    static let trainReward = Meaning("train-reward", 2, [newPolicy, fitReward])
    /// ``TrainCurve``: what `train: reward` with `curve` does.
    static let trainCurve = Meaning("train-curve", 1, [trainReward])
    /// ``TrainPreference``: what `train` by `dpo` and `kto` does.
    static let trainPreference = Meaning("train-preference", 2, [newPolicy, fitPreference])
    /// ``TrainReinforcement``: what `train` by `ppo`, `rloo` and `expert` does.
    static let trainReinforcement = Meaning(
        "train-reinforcement", 1, [newPolicy, recomposeForest, fitReinforcement])
    /// ``FitCutter``: one trained decomposer; by a reward of answers it answers itself, as ``AnswerNode`` does.
    static let fitCutter = Meaning("fit-cutter", 3, [answerNode])
    /// ``TrainDecomposer``: what `train: decomposer` does.
    static let trainDecomposer = Meaning("train-decomposer", 1, readBooks + [cutBook, fitCutter])
    /// ``BindBestOfCutter``: a decomposer that takes the best of several ways to cut.
    static let bindBestOfCutter = Meaning("bind-best-of-cutter", 1)
    /// ``TrainBestOfCutter``: what `train: decomposer` by `best-of` does.
    static let trainBestOfCutter = Meaning("train-best-of-cutter", 1, [bindBestOfCutter])
    /// ``TrainBestOf``: what `train` by `best-of` does.
    static let trainBestOf = Meaning("train-best-of", 1, [newPolicy, bindBestOf])

    /// ``FitSplitReward``: one reward of ways to cut.
    static let fitSplitReward = Meaning("fit-split-reward", 1)
    /// ``TrainSplitReward``: what `train: reward` from comparisons of ways to cut does.
    static let trainSplitReward = Meaning("train-split-reward", 1, [fitSplitReward])

    // Evaluating.
    /// ``EvaluateForest``: what `evaluate: FOREST` does.
    static let evaluateForest = Meaning("evaluate-forest", 2)
    /// ``MeasureStability``: how much of a book's cuts stays where the book is changed.
    static let measureStability = Meaning("measure-stability", 1)
    /// ``EvaluateDecomposer``: what `evaluate: DECOMPOSER` does.
    static let evaluateDecomposer = Meaning(
        "evaluate-decomposer", 1, [growForest, evaluateForest, measureStability])
    /// ``ScoreBook``: the numbers of one book.
    static let scoreBook = Meaning("score-book", 2)
    /// ``JudgeSandwich``: pairs of answers to one book, as an expert and a limited judge see them.
    static let judgeSandwich = Meaning("judge-sandwich", 1)
    /// ``MeasureShift``: how far inputs lie from those that were learned on.
    static let measureShift = Meaning("measure-shift", 1)
    /// ``EvaluateAnswers``: what `evaluate: ANSWERS` does.
    static let evaluateAnswers = Meaning(
        "evaluate-answers", 2, [scoreBook, judgeSandwich, measureShift])
    /// ``EvaluateReward``: what `evaluate: REWARD` does.
    static let evaluateReward = Meaning("evaluate-reward", 4)
    /// ``ScoreDraws``: what many answers to one node are worth.
    static let scoreDraws = Meaning("score-draws", 1)
    /// ``EvaluatePolicy``: what `evaluate: POLICY` does.
    static let evaluatePolicy = Meaning("evaluate-policy", 2, [newPolicy, recomposeForest, scoreDraws])
    /// ``ScoreCutDraws``: what many ways to cut the passages of a book are worth.
    static let scoreCutDraws = Meaning("score-cut-draws", 1)
    /// ``EvaluateCutter``: what `evaluate: DECOMPOSER` does to measure over-optimisation.
    static let evaluateCutter = Meaning("evaluate-cutter", 1, readBooks + [scoreCutDraws])
    /// ``CompareScores``: what `compare` does.
    static let compareScores = Meaning("compare-scores", 1)

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
    /// What the operation is called and means today.
    static var meaning: Meaning { get }
}

extension StageOperation {
    /// The operation's name, from its meaning.
    var name: String { Self.meaning.name }
    /// The operation's revision, from its meaning.
    var revision: Int { Self.meaning.revision }
}
