import Learning
import Text

/// The files of a SQuALITY human evaluation (Wang et al. 2022): stories with their questions, and reviews of
/// summaries, told apart line by line.
///
/// - Stories: `{"metadata": {"passage_id"}, "document", "questions": [{"question_text", "question_number"}]}`, as
///   in the data set itself.
/// - Reviews as they were released (`human-eval/all-responses.jsonl`): `{"passage-id", "questions": {"0": {SYSTEM:
///   {"response", "reviews": [{"worker_id", "overall-rating", "annotations": [{"selection", "annotation"}]}]}}}}`.
/// - The same in pairs: `{"story", "question", "reviewer", "a": {"system", "text"}, "b": …, "ratings": {"overall":
///   [a, b]}, "comments": {"a": [{"span", "note"}], "b": …}}`.
struct SqualityFiles {
    /// A story with its questions.
    struct Story {
        /// The text, as `quire books` reads it.
        var text: String
        /// The questions by their number, from 0.
        var questions: [String]
    }

    /// What one person said of one question: all systems' summaries on one reading of the story.
    struct Review: Hashable {
        /// The story.
        var story: String
        /// The question: its number, from 0, or its text.
        var question: String
        /// Who read and judged.
        var reviewer: String
    }

    /// One summary in a review.
    struct Reviewed: Hashable {
        /// Who wrote it.
        var system: String
        /// What was written.
        var text: String
        /// How good it is overall, from 0 to 100.
        var overall: Int
        /// Places that were marked, with what was said of each.
        var comments: [Comment]
    }

    /// A place that was marked.
    struct Comment: Hashable {
        /// The words there.
        var span: String
        /// What was said; empty where nothing was.
        var note: String
    }

    /// Stories by their number.
    private(set) var stories: [String: Story] = [:]
    /// Reviews in the order of the files.
    private(set) var reviews: [(review: Review, answers: [Reviewed], path: String, line: Int)] = []
    /// What is wrong with the files.
    private(set) var problems: [ImportProblem] = []
    private var places: [Review: Int] = [:]

    /// Reads files of any of the three forms.
    init(_ files: [ImportedFile]) {
        for file in files {
            var found: [(review: Review, answer: Reviewed, line: Int)] = []
            var stories: [String: Story] = [:]
            problems += file.lines(as: Line.self) { line, number in
                if let story = try line.told() { stories[story.name] = story.story }
                for (review, answer) in try line.reviewed() { found.append((review, answer, number)) }
            }
            self.stories.merge(stories) { $1 }
            for (review, answer, line) in found { admit(answer, to: review, file.path, line) }
        }
    }

    /// Adds a summary to a review; the same one again, as in another pair, must have been judged alike.
    private mutating func admit(_ answer: Reviewed, to review: Review, _ path: String, _ line: Int) {
        let place = places[review] ?? reviews.count
        if places.updateValue(place, forKey: review) == nil { reviews.append((review, [], path, line)) }
        if let before = reviews[place].answers.first(where: { $0.system == answer.system }) {
            if before != answer {
                problems.append(
                    ImportProblem(
                        path: path, line: line,
                        message:
                            "'\(review.reviewer)' judged the summary by '\(answer.system)' in another way in an earlier line"
                    ))
            }
        } else {
            reviews[place].answers.append(answer)
        }
    }
}

/// A line of any of the three forms.
private struct Line: Decodable {
    // A story.
    var metadata: Metadata?
    var document: String?
    var questions: Questions?
    // Reviews as they were released.
    var passage: String?
    // A pair.
    var story: String?
    var question: String?
    var reviewer: String?
    var a: Summary?
    var b: Summary?
    var ratings: [String: [Int]]?
    var comments: [String: [Comment]]?

    private enum CodingKeys: String, CodingKey {
        case metadata, document, questions, story, question, reviewer, a, b, ratings, comments
        case passage = "passage-id"
    }

    struct Metadata: Decodable {
        var passage: String

        private enum CodingKeys: String, CodingKey { case passage = "passage_id" }
    }

    /// A list of a story's questions, or reviews by a question's number.
    enum Questions: Decodable {
        case asked([Asked])
        case reviewed([String: [String: Responses]])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let asked = try? container.decode([Asked].self) {
                self = .asked(asked)
            } else {
                self = .reviewed(try container.decode([String: [String: Responses]].self))
            }
        }
    }

    struct Asked: Decodable {
        var text: String

        private enum CodingKeys: String, CodingKey { case text = "question_text" }
    }

    struct Responses: Decodable {
        var response: String
        var reviews: [Review]
    }

    struct Review: Decodable {
        var worker: String
        var overall: Int
        var annotations: [Annotation]

        private enum CodingKeys: String, CodingKey {
            case annotations
            case worker = "worker_id"
            case overall = "overall-rating"
        }
    }

    struct Annotation: Decodable {
        var selection: String
        var annotation: [String]
    }

    struct Summary: Decodable {
        var system: String
        var text: String
    }

    struct Comment: Decodable {
        var span: String
        var note: [String]
    }

    /// The story of the line; nil where it holds none.
    func told() throws -> (name: String, story: SqualityFiles.Story)? {
        guard let document else { return nil }
        guard let name = metadata?.passage else { throw FeedbackFault("'metadata.passage_id' is missing") }
        guard case .asked(let asked)? = questions else {
            throw FeedbackFault("'questions' of a story is a list of questions")
        }
        let text: String
        do {
            text = try BookReading(Array(document.utf8), fileName: "story.txt").book.text
        } catch {
            throw FeedbackFault("'document' \(error.wrong)")
        }
        return (name, SqualityFiles.Story(text: text, questions: asked.map(\.text)))
    }

    /// The summaries that the line's reviews are about; none where it is a story.
    func reviewed() throws -> [(SqualityFiles.Review, SqualityFiles.Reviewed)] {
        if document != nil { return [] }
        if let passage {
            guard case .reviewed(let questions)? = questions else {
                throw FeedbackFault("'questions' of reviews is a map from a question's number to systems")
            }
            return try questions.sorted { ($0.key.count, $0.key) < ($1.key.count, $1.key) }.flatMap {
                number, systems in
                try systems.sorted { $0.key < $1.key }.flatMap { system, responses in
                    try responses.reviews.map { review in
                        (
                            SqualityFiles.Review(story: passage, question: number, reviewer: review.worker),
                            SqualityFiles.Reviewed(
                                system: system, text: responses.response, overall: try rating(review.overall),
                                comments: review.annotations.map {
                                    .init(span: $0.selection, note: $0.annotation.joined(separator: "\n"))
                                })
                        )
                    }
                }
            }
        }
        guard let story, let question, let reviewer, let a, let b else {
            throw FeedbackFault(
                "neither a story ('document'), nor reviews ('passage-id'), nor a pair ('story', 'question', 'reviewer', 'a', 'b')"
            )
        }
        guard let overall = ratings?["overall"], overall.count == 2 else {
            throw FeedbackFault("'ratings.overall' must be two numbers, of 'a' and of 'b'")
        }
        let review = SqualityFiles.Review(story: story, question: question, reviewer: reviewer)
        return try [("a", a, overall[0]), ("b", b, overall[1])].map { side, summary, overall in
            (
                review,
                SqualityFiles.Reviewed(
                    system: summary.system, text: summary.text, overall: try rating(overall),
                    comments: (comments?[side] ?? []).map {
                        .init(span: $0.span, note: $0.note.joined(separator: "\n"))
                    })
            )
        }
    }

    private func rating(_ value: Int) throws -> Int {
        guard (0...100).contains(value) else {
            throw FeedbackFault("an overall rating is \(value); it goes from 0 to 100")
        }
        return value
    }
}
