import Foundation
import Learning
import SmallBooks
import Stages

/// Files of answers: read, joined to their questions, counted, shown and learned from.
package struct FeedbackFuzz: FuzzSubject {
    package let name = "feedback"

    private let questions: [Question]
    private let lines: [[UInt8]]
    private let folder: TemporaryFolder

    /// Makes questions, and answers to them.
    package init() throws {
        questions = (0..<14).map { number in
            let passage = JudgedPassage(
                book: "b", node: "0.\(number)", height: 0, start: 0, end: 20,
                text: SmallBooks.book(number % 6, chapters: 1), limit: 20)
            let kind = Self.kinds[number % Self.kinds.count]
            return Question(
                item: "sha256:\(number)", kind: kind.name, passage: passage,
                candidates: Array(Self.candidates.prefix(kind.candidates)))
        }
        lines = try questions.flatMap { question in
            try ["answer", "open", "draft", "skip", "undo", "halt", "expand"].flatMap { event -> [[UInt8]] in
                var record = FeedbackRecord(
                    item: question.item, person: "ana", kind: question.kind,
                    event: .init(rawValue: event) ?? .answer)
                record.answer = try Self.answer(to: question)
                record.ms = .init(total: 61_000, hidden: 100)
                record.words = 40
                record.node = .init(book: "b", id: "0.1", height: 0, span: [0, 20])
                let bare = try record.line()
                record.shown = question.candidates.enumerated().map { .init(answer: $1.answer, side: $0 + 1) }
                record.id = "1"
                record.at = "2026-03-01T14:05:09Z"
                return event == "answer" ? [bare, try record.line(), bare] : [bare]
            }
        }
        folder = try TemporaryFolder("quire-fuzz")
        try FileManager.default.createDirectory(
            atPath: folder.path + "/feedback/p/s", withIntermediateDirectories: true)
    }

    /// The kinds with how many candidates a question of each has.
    private static let kinds: [(name: String, candidates: Int)] = [
        ("comparison", 2), ("demonstration", 0), ("ranking", 3), ("rating", 1), ("critique", 1),
        ("correction", 1), ("halt", 1),
    ]
    private static let candidates: [Question.Candidate] = [
        .init(answer: "sha256:a", text: "Anna hid it. Bruno saw her."),
        .init(answer: "sha256:b", text: "Bruno."), .init(answer: "sha256:c", text: "Nobody knew. It rained."),
    ]

    private static func answer(to question: Question) throws -> JSONValue {
        switch question.kind {
        case "comparison": try .init(encoding: Comparison.Answer(points: 7))
        case "ranking": try .init(encoding: Ranking.Answer(order: [2, 1, 3]))
        case "rating": try .init(encoding: Rating.Answer(rating: 5, axes: ["coverage": 3]))
        case "critique":
            try .init(
                encoding: Critique.Answer(
                    worst: 1, statement: "Say who it was.", alternatives: ["Bruno saw Anna hide it."]))
        case "correction": try .init(encoding: Correction.Answer(text: "Anna hid it."))
        case "halt": try .init(encoding: Halt.Answer(halt: true, after: 1))
        default: try .init(encoding: Demonstration.Answer(text: "Anna."))
        }
    }

    /// What is made to be too much.
    private static let monsters: [@Sendable ([UInt8]) -> [UInt8]] = [
        { _ in BookMonsters.repeated("[", 100_000) },
        { _ in BookMonsters.repeated("{\"v\":", 500_000) },
        { line in Array(line.dropLast(2)) + Array(",\"answer\":".utf8) + BookMonsters.repeated("[", 100_000)
        },
        { line in
            Array(line.dropLast(2)) + Array(",\"answer\":".utf8) + BookMonsters.repeated("[", 400)
                + BookMonsters.repeated("]", 400) + Array("}\n".utf8)
        },
        { _ in BookMonsters.repeated("a", 50_000_000) },
        { line in
            Array(line.dropLast(2)) + Array(",\"page\":\"".utf8) + BookMonsters.repeated("a", 50_000_000)
                + Array("\"}\n".utf8)
        },
        { _ in BookMonsters.repeated("\n", 5_000_000) },
        { _ in BookMonsters.repeated("x\n", 100_000) },
        { line in BookMonsters.repeated(String(decoding: line, as: UTF8.self), 2_000_000) },
        { line in
            Array(line.dropLast(2)) + Array(",\"answer\":[".utf8) + BookMonsters.repeated("0,", 2_000_000)
                + Array("0]}\n".utf8)
        },
        { line in
            Array(line.dropLast(2)) + Array(",\"shown\":[".utf8)
                + BookMonsters.repeated("{\"answer\":\"a\",\"side\":1},", 1_000_000)
                + Array("{\"answer\":\"a\",\"side\":1}]}\n".utf8)
        },
        { _ in [] }, { _ in [0xEF, 0xBB, 0xBF] }, { _ in [0xFF, 0xFE, 0, 0] },
    ]

    package func input(_ index: Int, _ dice: inout Dice) -> FuzzInput {
        if index < Self.monsters.count {
            return FuzzInput([.init("a.jsonl", Self.monsters[index](lines[0]))])
        }
        let chosen = (0...dice.below(12)).map { _ in dice.pick(lines) }
        let bytes = JSONMutations.changed(
            chosen, lines,
            others: [
                "sha256:0", "sha256:1", "sha256:a", "ana", "bo", "comparison", "demonstration", "ranking",
                "rating", "critique", "correction", "halt", "answer", "v", "item", "ms", "order", "worst",
            ], &dice)
        return FuzzInput([.init("a.jsonl", bytes)])
    }

    package func check(_ input: FuzzInput) throws -> Bool {
        let bytes = input.files[0].bytes
        let log = FeedbackLog(parsing: bytes)
        let lines = bytes.count { $0 == 0x0A } + 1
        for problem in log.problems {
            try promise(
                (1...lines).contains(problem.line) && !problem.message.isEmpty,
                "a problem on line \(problem.line) of \(lines)")
        }
        _ = log.stopped
        let (feedback, problems) = FeedbackSet.joining(questions, with: log)
        try promise(problems.count >= log.problems.count, "problems were lost")
        try promise(feedback.count <= log.standings.count, "more judgements than answers")
        try promise(
            feedback.effort.minutes >= 0 && feedback.effort.words >= 0, "an effort of \(feedback.effort)")
        let again = try FeedbackSet(decoding: try feedback.encoded())
        try promise(again.count == feedback.count, "what was kept is not what was said")
        let sheet = FeedbackSheet(feedback)
        for page in [Page(), Page(width: 20, limit: 2, showsContent: true)] { _ = sheet.text(page) }
        for pair in feedback.comparedAnswers {
            try promise((0...1).contains(pair.preference), "a preference of \(pair.preference)")
        }
        _ = feedback.answeredPassages.count
        try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/feedback/p/s/a.jsonl"))
        let kept = FeedbackFolder(workspace: folder.path, pipeline: "p")
        try promise(try kept.minutesUsed() >= 0, "negative minutes")
        _ = try kept.halt()
        _ = try? Notes(parsing: bytes, file: "a.jsonl")
        return feedback.count > 0
    }
}
