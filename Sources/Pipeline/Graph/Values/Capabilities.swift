/// What this build of Quire can run; what it cannot is refused by name, never accepted and ignored.
package struct Capabilities: Hashable, Sendable {
    /// `decompose`, `ask`, `train`, `rlhf`, `recompose`, `evaluate`, `compare`.
    package var verbs: Set<String>
    /// The methods that can be run, by what they train.
    package var methods: [Trainee: Set<Method>]
    /// The ways of cutting.
    package var decomposerKinds: Set<DecomposerKind>
    /// The kinds of overseer.
    package var overseerKinds: Set<OverseerKind>
    /// The rewards by which simulated overseers judge.
    package var goldKinds: Set<GoldKind>
    /// The kinds of feedback.
    package var feedbackKinds: Set<FeedbackKind>
    /// The rules by which it is decided when to ask.
    package var askRules: Set<AskRule>
    /// The ways of picking what an overseer sees.
    package var picks: Set<Pick>
    /// What overseers can be asked about.
    package var abouts: Set<Ask.About>
    /// The metrics.
    package var metrics: Set<MetricName>
    /// The kinds of model that exist before a run.
    package var modelKinds: Set<ModelKind>
    /// What can be shown before a passage.
    package var contexts: Set<TaskContext>
    /// How many models a `train` stage can give.
    package var trainPer: Set<TrainPer>
    /// The tests of a `compare` stage.
    package var tests: Set<SignificanceTest>
    /// The formats of data sets.
    package var formats: Set<DataSet.Format>
    /// Settings by method that run; a method that is not named runs all of its settings.
    package var settings: [Method: Set<String>]
    /// Keys of stages and sections that cannot run yet, as `ask.retries` or `overseers.retest`.
    package var missingKeys: Set<String>

    /// Everything that the language can say.
    package static let everything = Capabilities(
        verbs: ["decompose", "ask", "train", "rlhf", "recompose", "evaluate", "compare"],
        methods: [
            .policy: [.bc, .ppo, .rloo, .dpo, .kto, .bestOf, .expert, .command],
            .reward: [.reward, .command],
            .decomposer: [.bc, .locality, .ppo, .rloo, .bestOf, .expert, .command],
        ],
        decomposerKinds: Set(DecomposerKind.allCases), overseerKinds: Set(OverseerKind.allCases),
        goldKinds: Set(GoldKind.allCases), feedbackKinds: Set(FeedbackKind.allCases),
        askRules: Set(AskRule.allCases), picks: Set(Pick.allCases), abouts: Set(Ask.About.allCases),
        metrics: Set(MetricName.allCases), modelKinds: Set(ModelKind.allCases),
        contexts: Set(TaskContext.allCases), trainPer: Set(TrainPer.allCases),
        tests: Set(SignificanceTest.allCases), formats: Set(DataSet.Format.allCases), settings: [:],
        missingKeys: [])
}
