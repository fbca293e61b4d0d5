import Engine

/// Every operation that a pipeline's stages are made of.
package enum Operations {
    /// All operations, sharing what they have decoded.
    package static func all() -> [any Operation] {
        let shelf = Shelf()
        return [
            ImportBook(), StripHeadings(), ReadCoreference(), CutBook(), GrowForest(),
            NewPolicy(), AnswerNode(shelf: shelf), RecomposeForest(shelf: shelf),
            AnswerByProgram(shelf: shelf), SampleByProgram(shelf: shelf), TrainByProgram(shelf: shelf),
            SampleAnswers(shelf: shelf), PoseQuestions(shelf: shelf), JudgeReading(shelf: shelf),
            FindWorst(shelf: shelf), PoseAdversarial(shelf: shelf), AskOverseer(shelf: shelf),
            ReadFeedback(),
            FitCloning(shelf: shelf), FitReward(shelf: shelf), FitReinforcement(shelf: shelf),
            FitPreference(shelf: shelf), BindBestOf(shelf: shelf),
            TrainCloning(), TrainReward(), TrainCurve(), TrainReinforcement(), TrainPreference(),
            TrainBestOf(), FitCutter(shelf: shelf), TrainDecomposer(),
            BindBestOfCutter(), TrainBestOfCutter(), FitSplitReward(), TrainSplitReward(),
            PoseSplits(), AskSplits(),
            EvaluateForest(), EvaluateDecomposer(), MeasureStability(), ScoreBook(shelf: shelf),
            JudgeSandwich(shelf: shelf),
            MeasureShift(shelf: shelf), EvaluateAnswers(), EvaluateReward(shelf: shelf),
            ScoreDraws(shelf: shelf), EvaluatePolicy(shelf: shelf),
            ScoreCutDraws(), EvaluateCutter(),
            CompareScores(),
        ]
    }
}
