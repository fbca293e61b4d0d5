import Artifacts
import Learning
import Text

/// What an overseer is asked on one reading of a passage: to write an answer, or to judge candidates.
package struct Reading: Codable, Hashable, Sendable {
    /// The feedback kind that is asked for.
    package var kind: String
    /// The passage as the overseer sees it, with its earlier answers.
    package var passage: JudgedPassage
    /// The direct input, and the earlier answers on the screen.
    package var input: [Digest]
    /// The earlier answers on the screen, oldest first.
    package var earlier: [Digest]
    /// A JSON list of candidates; `nil` where none are shown.
    package var candidateList: Digest?
    /// The candidates' texts, in the list's order; empty where none are shown.
    package var candidates: [String]
    /// 0 for the first time that this node is asked about, 1 for the second …
    package var pass: Int
    /// How many questions are asked at most: a stage's count may end in the middle of a reading. `nil` for all.
    package var most: Int?
    /// The points of the scale that is asked for; `nil` for the kind's usual one, or where it has none.
    package var scale: Int?

    /// The questions of this reading: one a pair of candidates, or one with all of them, or one without. None where
    /// there are too few candidates to judge.
    package var questions: [Question] {
        guard candidateList != nil, let showing = FeedbackKinds.named(kind)?.showing else {
            return [question([])]
        }
        guard showing != .pairs else {
            let pairs = PairJudgement.pairs(of: candidates.count)
            return pairs.prefix(most ?? pairs.count).map {
                question([candidates[$0.first], candidates[$0.second]])
            }
        }
        return showing.candidates.contains(candidates.count) ? [question(candidates)] : []
    }

    /// The question about some of the candidates.
    private func question(_ shown: [String]) -> Question {
        Question(
            item: item(shown), kind: kind, passage: passage,
            candidates: shown.map { .init(answer: "sha256:" + Digest(of: $0).description, text: $0) },
            scale: scale)
    }

    /// What is asked, without the names of book and node: renaming a book asks nothing again.
    private func item(_ shown: [String]) -> String {
        var bytes = CanonicalBytes(domain: "quire question")
        for text in [kind, passage.text] { bytes.append(text) }
        for number in [passage.limit, pass, passage.earlier.count] { bytes.append(number) }
        for text in passage.earlier + shown { bytes.append(text) }
        if let scale { bytes.append(scale) }
        return "sha256:" + bytes.digest.description
    }
}
