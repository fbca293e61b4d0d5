import Learning

/// A line of recorded judgements that cannot be used.
///
/// The unit that finds it knows its files by number only; whoever knows their paths says ``words(in:)``.
struct RecordProblem: Error, Hashable, CustomStringConvertible {
    /// From 0, in the order of the files.
    var file: Int
    /// From 1; 0 where the fault is of no one line.
    var line: Int
    /// What is wrong, in a sentence.
    var message: String
    /// How many other lines are wrong too.
    var others: Int

    /// - Parameters:
    ///   - problem: its line counts through all files, one after another.
    ///   - files: their bytes, each ending in a line feed.
    init(_ problem: FeedbackProblem, of count: Int, in files: [[UInt8]]) {
        file = 0
        line = problem.line
        message = problem.message
        others = count - 1
        for lines in files.map({ $0.count { $0 == UInt8(ascii: "\n") } }).dropLast() where line > lines {
            file += 1
            line -= lines
        }
    }

    /// A problem of one file, from 0.
    init(_ problem: FeedbackProblem, file: Int, of count: Int) {
        self.file = file
        line = problem.line
        message = problem.message
        others = count - 1
    }

    /// The problem with its place, as in "answers.jsonl:3: …".
    func words(in paths: [String]) -> String {
        let place = file < paths.count ? paths[file] : "file \(file + 1)"
        return "\(place):\(line): \(message)" + (others > 0 ? " (and \(others) more)" : "")
    }

    /// The sentence that is printed for it.
    var description: String { "the recorded judgements cannot be used: " + words(in: []) }
}
