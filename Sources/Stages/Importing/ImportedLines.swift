import Artifacts
import Learning

/// A file of somebody else's judgements as lines of JSON, each with its number.
package struct ImportedFile: Sendable {
    /// As problems name it.
    package var path: String
    /// Its bytes: JSON lines in UTF-8, blank lines allowed.
    package var bytes: [UInt8]

    /// A file that was read.
    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}

/// What is wrong with a line of a file that is imported, and what would be right.
package struct ImportProblem: Error, Hashable, CustomStringConvertible {
    /// The file.
    package var path: String
    /// The line, from 1.
    package var line: Int
    /// A sentence without a full stop.
    package var message: String

    /// "pairs.jsonl:3: …".
    package var description: String { "\(path):\(line): \(message)" }
}

extension ImportedFile {
    /// What `body` makes of each line; every line that cannot be read is a problem, and none stops the rest.
    func lines<Line: Decodable>(as type: Line.Type, _ body: (Line, Int) throws -> Void) -> [ImportProblem] {
        var problems: [ImportProblem] = []
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let body1 = bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes[...]
        for (index, line) in body1.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated()
        where line.contains(where: { $0 > 0x20 }) {
            do { try body(try StableJSON.decode(type, from: line), index + 1) } catch {
                let message = (error as? FeedbackFault)?.description ?? StableJSON.explain(error)
                problems.append(ImportProblem(path: path, line: index + 1, message: message))
            }
        }
        return problems
    }
}

extension Question {
    /// A question whose candidates lie in the order of their digests, which says nothing about who wrote them.
    ///
    /// - Parameter answers: texts and their writers; each text stands once.
    static func imported(
        kind: String, passage: JudgedPassage, answers: [(text: String, policy: String?)]
    ) -> Question {
        var seen: Set<String> = []
        let candidates = answers.filter { seen.insert($0.text).inserted }.map {
            Candidate(answer: "sha256:" + Digest(of: $0.text).description, text: $0.text, policy: $0.policy)
        }.sorted { $0.answer < $1.answer }
        var bytes = CanonicalBytes(domain: "quire imported question")
        for text in [kind, passage.book, passage.node, passage.text, passage.question ?? ""] {
            bytes.append(text)
        }
        for candidate in candidates { bytes.append(candidate.text) }
        return Question(
            item: "sha256:" + bytes.digest.description, kind: kind, passage: passage, candidates: candidates)
    }

    /// The side, from 1, of the candidate with this text; nil where there is none.
    func side(of text: String) -> Int? { candidates.firstIndex { $0.text == text }.map { $0 + 1 } }
}

extension Comparison {
    /// A comparison that was made elsewhere: which of two texts is better, `nil` for a tie.
    ///
    /// Throws `FeedbackFault` where the two texts are the same.
    static func imported(
        _ first: (text: String, policy: String?), _ second: (text: String, policy: String?),
        better: Int?, points: Int? = nil, passage: JudgedPassage, person: String, effort: Effort
    ) throws -> Comparison {
        guard first.text != second.text else { throw FeedbackFault("both answers are the same text") }
        let question = Question.imported(kind: name, passage: passage, answers: [first, second])
        let isTurned = question.candidates[0].text != first.text
        let answer: Answer =
            if let points {
                Answer(points: isTurned ? PreferenceScale.nine.mirrored(points) : points)
            } else if let better {
                Answer(winner: isTurned ? 3 - better : better)
            } else {
                Answer(points: 5)
            }
        return Comparison(
            Judgement(question: question, person: person, sides: [1, 2], answer: answer, effort: effort))
    }
}

extension [Int] {
    /// The limit of words that imported answers are taken to have had: the longest, rounded up to 50.
    var roundedLimit: Int { Swift.max(50, ((self.max() ?? 0) + 49) / 50 * 50) }
}
