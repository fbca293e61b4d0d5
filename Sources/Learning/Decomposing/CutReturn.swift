/// What ways to cut one passage are worth to whoever chooses among them, in standard deviations of a reward.
package protocol CutReturn: Sendable {
    /// What each of some ways earns, given as places with the passage's beginning and end.
    func returns(of ways: [[Int]]) -> [Double]
}
