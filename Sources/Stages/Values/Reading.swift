import Artifacts
import Learning
import Text

/// One thing that an overseer is asked on one reading of a passage: to write an answer, or to judge candidates.
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

    /// The questions of this reading: one a pair of candidates, or one without candidates.
    package var questions: [Question] {
        guard candidateList != nil else { return [Question(item: item([]), kind: kind, passage: passage)] }
        let pairs = PairJudgement.pairs(of: candidates.count)
        return pairs.prefix(most ?? pairs.count).map { question(candidates[$0.first], candidates[$0.second]) }
    }

    /// The question which of two candidates is the better answer to the passage.
    package func question(_ first: String, _ second: String) -> Question {
        Question(
            item: item([first, second]), kind: kind, passage: passage,
            candidates: [first, second].map {
                .init(answer: "sha256:" + Digest(of: $0).description, text: $0)
            })
    }

    /// What is asked, without the names of book and node: renaming a book asks nothing again.
    private func item(_ shown: [String]) -> String {
        var bytes = CanonicalBytes(domain: "quire question")
        for text in [kind, passage.text] { bytes.append(text) }
        for number in [passage.limit, pass, passage.earlier.count] { bytes.append(number) }
        for text in passage.earlier + shown { bytes.append(text) }
        return "sha256:" + bytes.digest.description
    }
}
