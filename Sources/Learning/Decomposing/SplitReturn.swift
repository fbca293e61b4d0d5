/// What ways to cut a passage earn by a reward of ways to cut: the mean over their cuts.
package struct SplitReturn: CutReturn {
    /// What a cut at each place within the passage is worth.
    private let scores: [Double]

    /// The returns of a passage.
    package init(_ reward: SplitReward, of passage: CutPassage) {
        scores = reward.scores(rows: passage.rows)
    }

    /// The mean score of each way's cuts; 0 without any.
    package func returns(of ways: [[Int]]) -> [Double] {
        ways.map { way in
            let cuts = way.dropFirst().dropLast()
            return cuts.reduce(0) { $0 + scores[$1 - 1] / Double(cuts.count) }
        }
    }
}
