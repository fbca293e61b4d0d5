/// What this build of Quire can run; what it cannot is refused by name, never accepted and ignored.
package struct Capabilities: Hashable, Sendable {
    /// `decompose`, `ask`, `train`, `rlhf`, `recompose`, `evaluate`, `compare`.
    package var verbs: Set<String>
    package var methods: [Trainee: Set<Method>]
    package var decomposerKinds: Set<DecomposerKind>
    package var overseerKinds: Set<OverseerKind>
    package var goldKinds: Set<GoldKind>
    package var feedbackKinds: Set<FeedbackKind>
    package var askRules: Set<AskRule>
    package var picks: Set<Pick>
    package var abouts: Set<Ask.About>
    package var metrics: Set<MetricName>
    package var modelKinds: Set<ModelKind>
    package var contexts: Set<TaskContext>
    package var trainPer: Set<TrainPer>
    package var tests: Set<SignificanceTest>
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
            .decomposer: [.bc, .ppo, .rloo, .bestOf, .expert, .command],
        ],
        decomposerKinds: Set(DecomposerKind.allCases), overseerKinds: Set(OverseerKind.allCases),
        goldKinds: Set(GoldKind.allCases), feedbackKinds: Set(FeedbackKind.allCases),
        askRules: Set(AskRule.allCases), picks: Set(Pick.allCases), abouts: Set(Ask.About.allCases),
        metrics: Set(MetricName.allCases), modelKinds: Set(ModelKind.allCases),
        contexts: Set(TaskContext.allCases), trainPer: Set(TrainPer.allCases),
        tests: Set(SignificanceTest.allCases), formats: Set(DataSet.Format.allCases), settings: [:],
        missingKeys: [])
}
