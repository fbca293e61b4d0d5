/// A question as it stands in a record of a file that brings its own questions.
///
///     "question":{"passage":{"name":"emma/0","book":"emma","text":"…","limit":100},
///                 "candidates":[{"text":"…","policy":"bc"},{"text":"…","policy":"rl"}]}
///
/// A passage that stood in full in an earlier line may be named instead: `"passage":"emma/0"`.
package struct RecordedQuestion: Codable, Hashable, Sendable {
    /// What it is about.
    package var passage: Passage
    /// What is judged, in an order that says nothing about who wrote it; empty where the kind shows nothing.
    package var candidates: [Candidate]
    /// The points of the scale that the answer is on; nil for the kind's usual one.
    package var scale: Int?

    /// A question about a passage.
    package init(passage: Passage, candidates: [Candidate], scale: Int? = nil) {
        self.passage = passage
        self.candidates = candidates
        self.scale = scale
    }

    /// A passage in full, or the name of one that stood in an earlier line.
    package enum Passage: Codable, Hashable, Sendable {
        /// In full.
        case whole(RecordedPassage)
        /// By its name.
        case named(String)

        /// Reads an object or a text.
        package init(from decoder: any Decoder) throws {
            if let name = try? decoder.singleValueContainer().decode(String.self) {
                self = .named(name)
            } else {
                self = .whole(try RecordedPassage(from: decoder))
            }
        }

        /// Writes the object or the text.
        package func encode(to encoder: any Encoder) throws {
            switch self {
            case .whole(let passage): try passage.encode(to: encoder)
            case .named(let name):
                var container = encoder.singleValueContainer()
                try container.encode(name)
            }
        }
    }

    /// An answer that is judged.
    package struct Candidate: Codable, Hashable, Sendable {
        /// The answer's text.
        package var text: String
        /// Who wrote it, where that is known.
        package var policy: String?
        /// By what `shown` names it; its place, "1" for the first, where it is left out.
        package var answer: String?

        /// An answer by its text.
        package init(text: String, policy: String? = nil, answer: String? = nil) {
            self.text = text
            self.policy = policy
            self.answer = answer
        }
    }

    private enum CodingKeys: String, CodingKey { case passage, candidates, scale }

    /// Reads a question; candidates that are left out are none.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        passage = try container.decode(Passage.self, forKey: .passage)
        candidates = try container.decodeIfPresent([Candidate].self, forKey: .candidates) ?? []
        scale = try container.decodeIfPresent(Int.self, forKey: .scale)
    }

    /// The candidates as a question shows them.
    var shown: [Question.Candidate] {
        candidates.enumerated().map { place, candidate in
            .init(answer: candidate.answer ?? "\(place + 1)", text: candidate.text, policy: candidate.policy)
        }
    }
}

/// A passage as it stands in a record.
package struct RecordedPassage: Codable, Hashable, Sendable {
    /// By what later lines name it; nil where they do not.
    package var name: String?
    /// The book that it is from: what belongs to one book is never in two splits.
    package var book: String
    /// The text that was judged against.
    package var text: String
    /// The most words that an answer may have.
    package var limit: Int
    /// What is asked about the text, where that is not the task's instruction.
    package var question: String?
    /// The node's path; "0" where it is left out.
    package var node: String?
    /// The node's height; 0, a leaf, where it is left out.
    package var height: Int?
    /// Where the text starts and ends in the book, in UTF-8 offsets; all of the text where it is left out.
    package var span: [Int]?
    /// Answers before it at the same depth; none where it is left out.
    package var earlier: [String]?

    /// A passage as a record holds it, with what differs from the defaults.
    init(_ passage: JudgedPassage, name: String) {
        self.name = name
        book = passage.book
        text = passage.text
        limit = passage.limit
        question = passage.question
        node = passage.node == "0" ? nil : passage.node
        height = passage.height == 0 ? nil : passage.height
        let isWhole = passage.start == 0 && passage.end == passage.text.utf8.count
        span = isWhole ? nil : [passage.start, passage.end]
        earlier = passage.earlier.isEmpty ? nil : passage.earlier
    }

    /// The passage that is meant. Throws `FeedbackFault` where it cannot be one.
    func judged() throws -> JudgedPassage {
        if book.isEmpty { throw FeedbackFault("'question.passage.book' is empty") }
        if text.isEmpty { throw FeedbackFault("'question.passage.text' is empty") }
        guard (1...1_000_000).contains(limit) else {
            throw FeedbackFault(
                "'question.passage.limit' is \(limit); it is the most words of an answer, at least 1")
        }
        guard (0...1000).contains(height ?? 0) else {
            throw FeedbackFault("'question.passage.height' is \(height ?? 0); a leaf has 0")
        }
        let span = span ?? [0, text.utf8.count]
        guard span.count == 2, span[0] >= 0, span[0] <= span[1] else {
            throw FeedbackFault("'question.passage.span' must be [start, end]")
        }
        return JudgedPassage(
            book: book, node: node ?? "0", height: height ?? 0, start: span[0], end: span[1], text: text,
            earlier: earlier ?? [], limit: limit, question: question)
    }
}
