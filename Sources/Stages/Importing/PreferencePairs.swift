import Artifacts
import Learning
import Text

/// TRL's *preference* format: `{"prompt": …, "chosen": …, "rejected": …}`, one a line, each a text or a list of
/// messages `{"role", "content"}`.
///
/// Every prompt is a book of its own, named by its digest. How strong a preference was is not said: `margin` is a
/// difference of rewards and no answer of a person, and is refused.
package enum PreferencePairs {
    private struct Line: Decodable {
        var prompt: Content?
        var chosen: Content
        var rejected: Content
        var margin: Double?
    }

    /// A text, or messages.
    private enum Content: Decodable {
        case text(String)
        case messages([Message])

        struct Message: Decodable {
            var role: String
            var content: String
        }

        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                self = .text(text)
            } else {
                self = .messages(try decoder.singleValueContainer().decode([Message].self))
            }
        }

        /// The text; of messages each on a paragraph of its own.
        var text: String {
            switch self {
            case .text(let text): text
            case .messages(let messages): messages.map(\.content).joined(separator: "\n\n")
            }
        }
    }

    /// The comparisons of files, and everything that is wrong with them.
    ///
    /// - Parameter person: who is taken to have preferred, for the format does not say.
    package static func read(_ files: [ImportedFile], person: String) -> (
        feedback: FeedbackSet, problems: [ImportProblem]
    ) {
        var pairs: [(prompt: String, chosen: String, rejected: String)] = []
        var problems: [ImportProblem] = []
        for file in files {
            problems += file.lines(as: Line.self) { line, _ in
                guard let prompt = line.prompt?.text, !prompt.isEmpty else {
                    throw FeedbackFault(
                        "'prompt' is missing; where 'chosen' and 'rejected' hold it, take it out first (trl.extract_prompt)"
                    )
                }
                guard line.margin == nil else {
                    throw FeedbackFault(
                        "'margin' is a difference of rewards, which no person said; take it out")
                }
                guard line.chosen.text != line.rejected.text else {
                    throw FeedbackFault("'chosen' and 'rejected' are the same text")
                }
                pairs.append((prompt, line.chosen.text, line.rejected.text))
            }
        }
        let limit = pairs.flatMap { [wordCount($0.chosen), wordCount($0.rejected)] }.roundedLimit
        var feedback = FeedbackSet()
        for pair in pairs {
            let passage = JudgedPassage(
                book: "prompt-" + Digest(of: pair.prompt).description.prefix(12), node: "0", height: 0,
                start: 0,
                end: pair.prompt.utf8.count, text: pair.prompt, limit: limit)
            let effort = OversightPace().comparisons(
                passageWords: wordCount(pair.prompt),
                candidateWords: [wordCount(pair.chosen), wordCount(pair.rejected)])[0]
            if let comparison = try? Comparison.imported(
                (pair.chosen, nil), (pair.rejected, nil), better: 1, passage: passage, person: person,
                effort: effort)
            {
                feedback.append(comparison)
            }
        }
        return (feedback, problems)
    }
}
