import Artifacts
import Engine
import Foundation
import Glibc
import Learning
import Pipeline

/// Where the questions for people are put and their answers are found: `artifacts/feedback/<pipeline>/<stage>/`.
///
/// What people said is only ever appended to and never collected as garbage. `questions.jsonl` is written for them;
/// every other `.jsonl` file in the folder holds their answers, a record a line.
package struct FeedbackFolder: Sendable {
    private let folder: String

    /// - Parameters:
    ///   - workspace: the artifacts folder.
    ///   - pipeline: the pipeline's name.
    package init(workspace: String, pipeline: String) { folder = "\(workspace)/feedback/\(pipeline)" }

    /// The folder of one stage.
    package func path(of cell: String) -> String { "\(folder)/\(cell)" }

    /// The files with answers to the questions of any stage, sorted: an answer counts wherever its question is asked,
    /// so that what people said outlives the renaming of a stage.
    ///
    /// - Parameter last: the stage whose own files come last: of two answers to a question the later line counts.
    /// - Throws: `FileError` where a folder may not be read: what people said is never passed over.
    package func answerFiles(last: String? = nil) throws -> [String] {
        let others = try names(in: folder).filter { $0 != last }
        return try (others + (last.map { [$0] } ?? [])).flatMap(answerFiles(of:))
    }

    /// The files with answers that lie in one stage's own folder, sorted.
    package func answerFiles(of cell: String) throws -> [String] {
        try names(in: path(of: cell)).filter { $0.hasSuffix(".jsonl") && $0 != "questions.jsonl" }
            .map { "\(path(of: cell))/\($0)" }.filter { path in
                var isFolder: ObjCBool = false
                return !FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
                    || !isFolder.boolValue
            }
    }

    /// The names in a folder, sorted; none where it is not there or is a file.
    private func names(in folder: String) throws -> [String] {
        do { return try Files.names(in: folder) } catch  where error.code == ENOTDIR { return [] }
    }

    /// The minutes that people have given to this pipeline so far: measured where their records say how long they
    /// took, else the published time of the judgement without the reading.
    package func minutesUsed() throws -> Double {
        var minutes = 0.0
        for file in try answerFiles() {
            for standing in FeedbackLog(parsing: try Files.read(file)).standings
            where standing.state == .answered {
                guard let record = standing.record else { continue }
                if let times = record.ms {
                    minutes += Double(times.total - (times.hidden ?? 0)) / 60_000
                } else {
                    minutes += Pipeline.FeedbackKind(rawValue: record.kind)?.minutes ?? 0
                }
            }
        }
        return minutes
    }

    /// Who stopped the run, and when, where somebody did (`"event":"halt"`).
    package func halt() throws -> (person: String, at: String)? {
        for file in try answerFiles() {
            if let record = FeedbackLog(parsing: try Files.read(file)).stopped {
                return (record.person, record.at)
            }
        }
        return nil
    }

    /// Writes what is asked, a question a line with an empty answer to fill in, and says how.
    package func write(_ questions: [Question], of cell: String, task: Pipeline.Task?, with engine: Engine)
        throws
    {
        let folder = path(of: cell)
        try Files.makeFolder(folder)
        var lines: [UInt8] = []
        for question in questions { lines += try JSON.encode(question) + [UInt8(ascii: "\n")] }
        let kinds = FeedbackKinds.all.filter { kind in questions.contains { $0.kind == kind.name } }
        let guide = Self.guide(task, kinds)
        for (name, bytes) in [("questions.jsonl", lines), ("README.md", Array(guide.utf8))] {
            try engine.replace(fileAt: "\(folder)/\(name)", with: bytes)
        }
    }

    private static func guide(_ task: Pipeline.Task?, _ kinds: [any Learning.FeedbackKind.Type]) -> String {
        let criteria = task?.criteria ?? []
        let lines = kinds.map { kind in
            """
                {"v":1,"item":"<item of the question>","person":"<you>","kind":"\(kind.name)","event":"answer","answer":\(kind.guide.answer)}
            """
        }
        let meanings = kinds.map { kind in "- \(kind.name): \(kind.guide.meaning)." }
        return """
            # Judgements to make

            \(task?.instruction.trimmingCharacters(in: .whitespacesAndNewlines) ?? "")
            \(criteria.isEmpty ? "" : "Judge by: " + criteria.joined(separator: ", ") + ".")

            `questions.jsonl` holds one question a line: its kind, the passage, and the candidates to judge.
            Write your judgements into a file of your own beside it (any name that ends in `.jsonl`), one a line:

            \(lines.joined(separator: "\n"))

            \(meanings.joined(separator: "\n"))

            The last line for a question counts. Then type the same `quire run` again: it goes on from here.
            A question that is skipped stays open.

            """
    }
}
