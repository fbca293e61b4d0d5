/// What a policy practises on and who judges it: what all methods take that draw answers and have them scored.
package struct Practice: Sendable {
    /// The policy that is trained.
    package var start: ExtractivePolicy
    /// The latest supervised policy, which KL is measured to.
    package var anchor: ExtractivePolicy
    /// The reward that is optimised.
    package var reward: RewardModel
    /// The passages; an episode is one answer to one of them. Those where no sentence fits the limit leave nothing to
    /// learn and are not used.
    package var passages: [Passage]

    /// A start, an anchor, a reward and passages.
    package init(
        start: ExtractivePolicy, anchor: ExtractivePolicy, reward: RewardModel, passages: [Passage]
    ) {
        self.start = start
        self.anchor = anchor
        self.reward = reward
        self.passages = passages
    }
}
