import Text

/// What ways to cut a passage earn by the answers that they lead to: the reward of the answer at its top, held against
/// the whole passage.
///
/// The passage is answered from the leaves up, and only the answer at the top counts: what the leaves of two ways are
/// asked differs, so that rewards of their answers could not be compared. It is judged against the passage itself, not
/// against the leaves' answers that it was put together from, which differ from way to way too.
package struct AnswerReturn: CutReturn {
    private let text: String
    private let offsets: [Int]
    private let isWhole: Bool
    private let recomposition: Recomposition
    private let rewards: ByHeight<RewardModel>

    /// The returns of a passage of a book.
    ///
    /// - Parameter rewards: of answers, by the height of what was answered.
    package init(
        of passage: CutPassage, in book: Book, recomposition: Recomposition, rewards: ByHeight<RewardModel>
    ) {
        let span = passage.span
        text = String(book.text.utf8(in: span))
        offsets = passage.offsets.map { $0 - span.start }
        isWhole = span.end - span.start == book.text.utf8.count
        (self.recomposition, self.rewards) = (recomposition, rewards)
    }

    /// The normalised reward of each way's answer.
    package func returns(of ways: [[Int]]) -> [Double] {
        var readings: [Int: PassageReading] = [:]
        return ways.map { way in
            let leaves = zip(way, way.dropFirst()).map { Span(start: offsets[$0], end: offsets[$1]) }
            let (answer, height) = recomposition.answer(to: text, cutInto: leaves, isWhole: isWhole)
            let reward = rewards[height]
            let limits = recomposition.limits
            let reading =
                readings[height]
                ?? reward.reading(
                    of: Passage(text: text, limit: isWhole ? limits.root : limits.inner, height: height))
            readings[height] = reading
            return reward.score(Answer(text: answer), for: reading)
        }
    }
}
