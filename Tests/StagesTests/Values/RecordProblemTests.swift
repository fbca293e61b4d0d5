import Learning
import Testing

@testable import Stages

@Suite struct RecordProblemTests {
    private let files = ["a\nb\n", "c\n\nd\n", "e\n"].map { Array($0.utf8) }

    @Test(arguments: [(1, 0, 1), (2, 0, 2), (3, 1, 1), (5, 1, 3), (6, 2, 1)])
    func `a line through all files is a line of one of them`(line: Int, file: Int, own: Int) {
        let problem = RecordProblem(FeedbackProblem(line: line, message: "m"), of: 1, in: files)
        #expect(problem.file == file)
        #expect(problem.line == own)
        #expect(problem.words(in: ["x", "y", "z"]) == "\(["x", "y", "z"][file]):\(own): m")
    }

    @Test func `other problems are counted`() {
        let problem = RecordProblem(FeedbackProblem(line: 2, message: "m"), of: 3, in: files)
        #expect(problem.words(in: ["x"]) == "x:2: m (and 2 more)")
    }

    @Test func `whoever does not know the paths has the file's number`() {
        let problem = RecordProblem(FeedbackProblem(line: 3, message: "m"), of: 1, in: files)
        #expect(problem.description == "the recorded judgements cannot be used: file 2:1: m")
    }
}
