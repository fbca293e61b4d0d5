import Foundation
import Learning
import Text

/// The stories of SQuALITY (Wang et al. 2022) as books, with what people answered to the question about the plot as
/// reference summaries.
///
/// A line is `{"metadata": {"passage_id"}, "document", "questions": [{"question_text", "responses": [{"response_text"}]}]}`,
/// as in the data set; the first question asks for the plot.
package struct SqualityStories: Sendable {
    /// A story.
    package struct Told: Hashable, Sendable {
        /// Its name: the passage's number.
        package var name: String
        /// Its text, as the data set has it.
        package var text: String
        /// Its reference summaries, under the same name.
        package var note: Note
    }

    /// The stories, in the order of the files.
    package private(set) var stories: [Told] = []
    /// What is wrong with the files; every line that cannot be read is a problem.
    package private(set) var problems: [ImportProblem] = []

    /// Reads files of the data set.
    package init(_ files: [ImportedFile]) {
        var places: [String: (path: String, line: Int)] = [:]
        for file in files {
            var found: [Told] = []
            problems += file.lines(as: Line.self) { line, number in
                let name = line.metadata.passage
                guard !name.isEmpty,
                    name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
                else {
                    throw FeedbackFault(
                        "'\(name)' cannot be a file's name; letters, digits and '-' are right")
                }
                if let before = places[name] {
                    throw FeedbackFault("the story '\(name)' stands in \(before.path):\(before.line) already")
                }
                places[name] = (file.path, number)
                _ = try line.read()
                found.append(
                    Told(
                        name: name, text: line.document,
                        note: Note(
                            book: name, references: line.questions.first?.responses.map(\.text) ?? [],
                            questions: [])))
            }
            stories += found
        }
    }

    /// What is known of the stories as JSON lines, which a data set of format `jsonl` reads.
    package func notes() throws -> [UInt8] {
        try stories.flatMap { try JSON.encode($0.note) + [UInt8(ascii: "\n")] }
    }
}

/// A line of the data set.
private struct Line: Decodable {
    struct Metadata: Decodable {
        var passage: String

        private enum CodingKeys: String, CodingKey { case passage = "passage_id" }
    }

    struct Question: Decodable {
        var responses: [Response]
    }

    struct Response: Decodable {
        var text: String

        private enum CodingKeys: String, CodingKey { case text = "response_text" }
    }

    var metadata: Metadata
    var document: String
    var questions: [Question]

    /// The story as a book, so that one that cannot be read is a problem of its line.
    func read() throws -> Book {
        do { return try Book.read(Array(document.utf8), fileName: "story.txt") } catch {
            throw FeedbackFault("'document' \(error.wrong)")
        }
    }
}
