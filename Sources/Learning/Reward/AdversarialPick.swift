/// Which of several answers to a passage to put before an overseer where the worst is looked for.
///
/// The suspect is an answer that optimising the reward would give, and that may be bad all the same: of the quarter
/// that the reward likes best, the one of least worth. Worth is what is known of an answer besides the reward's mean: the
/// mean less two spreads of the ensemble, or a gold. The suspect is shown with the answers of the greatest worth.
package struct AdversarialPick: Codable, Hashable, Sendable {
    /// The places of the answers to show, the suspect first.
    package var shown: [Int]
    /// How much worse the suspect may be than the best answer beside it: its worth less, in the unit of worth. Below 0
    /// where the answer that the reward likes is the best.
    package var severity: Double

    /// Spreads of the ensemble that an answer's worth lies below its mean reward.
    package static let caution = 2.0
    /// The part of the answers, by reward, that an optimised policy is taken to give.
    static let likedShare = 0.25

    /// Picks among answers; nil with fewer than two. Of equals the earlier goes first.
    ///
    /// - Parameters:
    ///   - rewards: the reward of each answer.
    ///   - worths: the worth of each, of the same count.
    ///   - count: how many are shown, at least two; fewer where there are not so many.
    package init?(rewards: [Double], worths: [Double], count: Int) {
        guard rewards.count > 1, rewards.count == worths.count else { return nil }
        let byReward = rewards.indices.sorted { (-rewards[$0], $0) < (-rewards[$1], $1) }
        let liked = byReward.prefix(
            max(1, Int((Double(rewards.count) * Self.likedShare).rounded(.up))))
        guard let suspect = liked.min(by: { (worths[$0], $0) < (worths[$1], $1) }) else { return nil }
        let others = worths.indices.filter { $0 != suspect }.sorted {
            (-worths[$0], $0) < (-worths[$1], $1)
        }
        shown = [suspect] + others.prefix(max(1, count - 1))
        severity = worths[others[0]] - worths[suspect]
    }
}
