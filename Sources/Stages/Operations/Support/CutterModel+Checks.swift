import Learning

extension CutterModel {
    /// Throws unless it sees no more of a book than a reward of ways to cut does.
    func checkView() throws {
        guard scorer.view == .place else {
            throw StageProblem(
                "a decomposer with 'view: \(scorer.view.rawValue)' draws no ways to cut: a passage shows it no more than places"
            )
        }
    }
}
