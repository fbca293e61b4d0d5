import Pipeline

extension Capabilities {
    /// What this build runs. What the language can say beyond this is refused by `quire check`, by name.
    package static var current: Capabilities {
        var can = Capabilities.everything
        can.methods = [
            .policy: [.bc, .ppo, .rloo, .dpo, .kto, .bestOf, .expert, .command], .reward: [.reward],
            .decomposer: [.bc, .locality, .rloo, .bestOf],
        ]
        can.overseerKinds.remove(.model)
        can.askRules = [.always]
        can.metrics.subtract([.qaF1])
        can.modelKinds = [.command]
        can.settings = [
            .bc: [
                "epochs", "learning_rate", "batch", "hidden", "l2", "view", "networks", "trees", "evenness",
            ],
            .reward: [
                "epochs", "learning_rate", "batch", "hidden", "l2", "ensemble", "rationality", "curve",
            ],
            .bestOf: ["n"],
        ]
        can.missingKeys = [
            "task.guidelines", "overseers.retest", "overseers.overlap", "overseers.per_item",
            "overseers.people",
            "overseers.show", "overseers.model", "overseers.reward",
        ]
        return can
    }
}
