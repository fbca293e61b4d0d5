import Learning
import Text

/// The comparisons that OpenAI released with Stiennon et al. 2020, *Learning to summarize from human feedback*:
/// `{"info": {"id", "post" or "article"}, "summaries": [{"text", "policy"}, …], "choice": 0 or 1, "worker",
/// "extra": {"confidence": 1 to 9}}`, one a line.
///
/// A post is a book. `confidence` is the point on the nine-point scale. Notes, batches and splits are left out.
package enum OpenAIComparisons {
    private struct Line: Decodable {
        var info: Info
        var summaries: [Summary]
        var choice: Int
        var worker: String
        var extra: Extra?
    }

    private struct Info: Decodable {
        var id: String
        var post: String?
        var article: String?
    }

    private struct Summary: Decodable {
        var text: String
        var policy: String?
    }

    private struct Extra: Decodable {
        var confidence: Int?
    }

    /// The comparisons of files, and everything that is wrong with them.
    package static func read(_ files: [ImportedFile]) -> (feedback: FeedbackSet, problems: [ImportProblem]) {
        var lines: [(line: Line, text: String)] = []
        var problems: [ImportProblem] = []
        for file in files {
            problems += file.lines(as: Line.self) { line, _ in
                guard let text = line.info.post ?? line.info.article, !text.isEmpty else {
                    throw FeedbackFault(
                        "'info' has neither 'post' nor 'article'; one of them is what was summarised")
                }
                guard line.summaries.count == 2 else {
                    throw FeedbackFault("'summaries' lists \(line.summaries.count); a comparison has 2")
                }
                guard !line.info.id.isEmpty else {
                    throw FeedbackFault("'info.id' is empty; it says which post was summarised")
                }
                guard !line.worker.isEmpty else {
                    throw FeedbackFault("'worker' is empty; it says who judged")
                }
                guard (0...1).contains(line.choice) else {
                    throw FeedbackFault(
                        "'choice' is \(line.choice); it is 0 or 1, the place of the better summary")
                }
                if let point = line.extra?.confidence {
                    guard (1...9).contains(point) else {
                        throw FeedbackFault("'extra.confidence' is \(point); it goes from 1 to 9")
                    }
                    guard (line.choice == 0 && point <= 5) || (line.choice == 1 && point >= 5) else {
                        throw FeedbackFault(
                            "'extra.confidence' is \(point) of 9, which prefers the other one than 'choice' \(line.choice)"
                        )
                    }
                }
                guard line.summaries[0].text != line.summaries[1].text else {
                    throw FeedbackFault("both summaries are the same text")
                }
                lines.append((line, text))
            }
        }
        let limit = lines.flatMap { $0.line.summaries.map { wordCount($0.text) } }.roundedLimit
        var feedback = FeedbackSet()
        for (line, text) in lines {
            let passage = JudgedPassage(
                book: line.info.id, node: "0", height: 0, start: 0, end: text.utf8.count, text: text,
                limit: limit)
            let answers = line.summaries.map { (text: $0.text, policy: $0.policy) }
            let effort = OversightPace().comparisons(
                passageWords: wordCount(text), candidateWords: answers.map { wordCount($0.text) })[0]
            // A confidence of 5 is the middle of the scale; the choice still says which.
            let points = line.extra?.confidence.flatMap { $0 == 5 ? nil : $0 }
            if let comparison = try? Comparison.imported(
                answers[0], answers[1], better: line.choice + 1, points: points, passage: passage,
                person: line.worker, effort: effort)
            {
                feedback.append(comparison)
            }
        }
        return (feedback, problems)
    }
}
