import Text

/// What ways to cut one passage are worth to whoever chooses among them, in standard deviations of a reward.
package protocol CutReturn: Sendable {
    /// What each of some ways earns, given as places with the passage's beginning and end.
    func returns(of ways: [[Int]]) -> [Double]
}

/// What ways to cut a passage earn by a reward of ways to cut: a share for each cut.
package struct SplitReturn: CutReturn {
    /// What a cut at each place within the passage adds.
    private let shares: [Double]

    /// The returns of a passage.
    package init(_ reward: SplitReward, of passage: CutPassage) {
        shares = reward.shares(rows: passage.rows, cuts: (passage.lattice.count ?? 2) - 1)
    }

    /// The sum of the shares of each way's cuts.
    package func returns(of ways: [[Int]]) -> [Double] {
        ways.map { way in way.dropFirst().dropLast().reduce(0) { $0 + shares[$1 - 1] } }
    }
}
