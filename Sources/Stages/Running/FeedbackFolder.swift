import Engine
import Foundation
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
    package func answerFiles(last: String? = nil) -> [String] {
        let stages = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let others = stages.filter { $0 != last }.sorted()
        return (others + (last.map { [$0] } ?? [])).flatMap(answerFiles(of:))
    }

    /// The files with answers that lie in one stage's own folder, sorted.
    package func answerFiles(of cell: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path(of: cell))) ?? []
        return names.filter { $0.hasSuffix(".jsonl") && $0 != "questions.jsonl" }.sorted().map {
            "\(path(of: cell))/\($0)"
        }
    }

    /// The minutes that people have given to this pipeline so far: measured where their records say how long they
    /// took, else the published time of the judgement without the reading.
    package func minutesUsed() throws -> Double {
        var minutes = 0.0
        for file in answerFiles() {
            let data = try Data(contentsOf: URL(fileURLWithPath: file))
            for standing in FeedbackLog(parsing: Array(data)).standings where standing.state == .answered {
                guard let record = standing.record else { continue }
                if let times = record.ms {
                    minutes += Double(times.total - (times.hidden ?? 0)) / 60_000
                } else {
                    minutes +=
                        Pipeline.FeedbackKind(rawValue: record.kind).flatMap { Minutes.published[$0] } ?? 0
                }
            }
        }
        return minutes
    }

    /// Who stopped the run, and when, where somebody did (`"event":"halt"`).
    package func halt() throws -> (person: String, at: String)? {
        for file in answerFiles() {
            let data = try Data(contentsOf: URL(fileURLWithPath: file))
            if let record = FeedbackLog(parsing: Array(data)).stopped { return (record.person, record.at) }
        }
        return nil
    }

    /// Writes what is asked, a question a line with an empty answer to fill in, and says how.
    package func write(_ questions: [Question], of cell: String, task: Pipeline.Task?, with engine: Engine)
        throws
    {
        try FileManager.default.createDirectory(atPath: path(of: cell), withIntermediateDirectories: true)
        var lines: [UInt8] = []
        for question in questions { lines += try JSON.encode(question) + [UInt8(ascii: "\n")] }
        try engine.replace(fileAt: path(of: cell) + "/questions.jsonl", with: lines)
        try engine.replace(fileAt: path(of: cell) + "/README.md", with: Array(Self.guide(task).utf8))
    }

    private static func guide(_ task: Pipeline.Task?) -> String {
        let criteria = task?.criteria ?? []
        return """
            # Judgements to make

            \(task?.instruction.trimmingCharacters(in: .whitespacesAndNewlines) ?? "")
            \(criteria.isEmpty ? "" : "Judge by: " + criteria.joined(separator: ", ") + ".")

            `questions.jsonl` holds one question a line: the passage, and for a comparison its two candidates.
            Write your judgements into a file of your own beside it (any name that ends in `.jsonl`), one a line:

                {"v":1,"item":"<item of the question>","person":"<you>","kind":"demonstration","event":"answer","answer":{"text":"…"}}
                {"v":1,"item":"<item of the question>","person":"<you>","kind":"comparison","event":"answer","answer":{"points":7}}

            Points go from 1 (the first candidate is far better) over 5 (equal) to 9 (the second is far better).
            The last line for a question counts. Then type the same `quire run` again: it goes on from here.
            A question that is skipped stays open.

            """
    }
}
