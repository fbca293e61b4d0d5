import Foundation
import Testing

@testable import Text

/// The folder `samples` of this repository.
private let samples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "samples")

/// ROUGE of texts that people wrote, held against what rouge-score 0.1.2 gives for them.
@Suite struct RealRougeTests {
    /// A line of a file that make_rouge_real.py wrote.
    private struct Line {
        /// Where the candidate is from.
        var place: [String]
        var stem: Bool
        /// Precision, recall and F of each kind.
        var scores: [Double]

        init(_ text: Substring) throws {
            let columns = text.split(separator: "\t").map(String.init)
            place = columns.dropLast(13)
            stem = columns[columns.count - 13] == "1"
            scores = try columns.suffix(12).map { try #require(Double($0)) }
        }
    }

    private func lines(_ name: String) throws -> [Line] {
        try String(decoding: try golden(name), as: UTF8.self).split(separator: "\n").map(Line.init)
    }

    /// A sentence a line, as the numbers were made.
    private func broken(_ text: String) -> String { text.replacing(". ", with: ".\n") }

    /// So many characters of a text, counted as Python counts.
    private func excerpt(of text: String, at start: Int, _ count: Int) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(start).prefix(count)))
    }

    private func expect(_ line: Line, candidate: String, references: [String]) {
        let rouge = Rouge(stem: line.stem)
        let scores = Rouge.Kind.allCases.flatMap { kind in
            let score = rouge.score(
                kind, candidate: broken(candidate), references: references.map(broken))
            return [score.precision, score.recall, score.f]
        }
        #expect(scores == line.scores, "\(line.place)")
    }

    @Test func `excerpts of the sample tales score against their notes as with rouge-score`() throws {
        struct Note: Decodable {
            var book: String
            var references: [String]
        }
        let notes = try String(contentsOf: samples.appending(path: "notes.jsonl"), encoding: .utf8)
            .split(separator: "\n").map { try JSONDecoder().decode(Note.self, from: Data($0.utf8)) }
        let lines = try lines("rouge-tales.tsv")
        #expect(lines.count == 60)
        for line in lines {
            let note = try #require(notes.first { $0.book == line.place[0] })
            let start = try #require(Int(line.place[1]))
            let tale = try String(
                contentsOf: samples.appending(path: "tales/\(note.book).txt"), encoding: .utf8)
            expect(line, candidate: excerpt(of: tale, at: start, 800), references: note.references)
        }
    }

    /// A story of SQuALITY with its questions, each answered by four people.
    private struct Story: Decodable {
        struct Question: Decodable {
            struct Response: Decodable {
                var text: String

                private enum CodingKeys: String, CodingKey { case text = "response_text" }
            }
            var responses: [Response]
        }
        var document: String
        var questions: [Question]
    }

    @Test(
        .enabled(
            if: SharedData.isAtHand,
            "needs the stories of SQuALITY: set QUIRE_DATA to the folder that holds squality/"))
    func `500 summaries by people score against those of others as with rouge-score`() throws {
        var stories: [String: [Story]] = [:]
        for name in ["train", "dev"] {
            stories[name] = try SharedData.bytes("squality/\(name).jsonl").split(
                separator: UInt8(ascii: "\n")
            )
            .map { try JSONDecoder().decode(Story.self, from: Data($0)) }
        }
        let lines = try lines("rouge-squality.tsv")
        #expect(lines.count >= 500)
        for line in lines {
            let number = try #require(Int(line.place[1]))
            let story = try #require(stories[line.place[0]]?[number])
            var answers = story.questions[try #require(Int(line.place[2]))].responses.map(\.text)
            let candidate =
                if let chosen = Int(line.place[3]) {
                    answers.remove(at: chosen)
                } else {
                    excerpt(of: story.document, at: try #require(Int(line.place[3].dropFirst(3))), 1_500)
                }
            expect(line, candidate: candidate, references: answers)
        }
    }
}
