import Learning
import Pipeline
import Testing
import Text

@testable import Stages

@Suite struct AnswerLimitsTests {
    private func limits(context: TaskContext = .earlier, words: Int? = 100) throws -> AnswerLimits {
        let text = """
            quire: 1
            data: {books: {path: "b/*.txt"}}
            task: {instruction: Summarise., max_words: {leaf: 10, inner: 20, root: 30}, context: \(context.rawValue)}
            \(words.map { "oversight: {words: \($0)}" } ?? "")
            stages: {trees: {decompose: books, by: whole}}
            """
        let document = try Document.load("p.yaml", read: { _ in text }).get()
        return AnswerLimits(task: try #require(document.task), oversight: document.oversight)
    }

    private func node(height: Int, depth: Int) -> Text.Node {
        Text.Node(
            path: "0", height: height, depth: depth, span: Span(start: 0, end: 0), words: 0, parent: nil,
            children: [])
    }

    @Test func `a leaf, an inner node and the root have limits of their own`() throws {
        let limits = try limits()
        #expect(limits.limit(of: node(height: 0, depth: 2)) == 10)
        #expect(limits.limit(of: node(height: 1, depth: 1)) == 20)
        #expect(limits.limit(of: node(height: 2, depth: 0)) == 30)
    }

    @Test func `a book that is one leaf has the limit of a leaf`() throws {
        #expect(try limits().limit(of: node(height: 0, depth: 0)) == 10)
    }

    @Test func `the newest earlier answers are kept, oldest first`() throws {
        let earlier = (1...5).map { (answer: $0, words: 10) }
        #expect(try limits().shown(of: earlier, input: 60, limit: 10) == [3, 4, 5])
    }

    @Test func `room is what the input and every candidate leave`() throws {
        let earlier = (1...5).map { (answer: $0, words: 10) }
        let limits = try limits()
        #expect(limits.shown(of: earlier, input: 60, limit: 10, candidates: 3) == [5])
        #expect(limits.shown(of: earlier, input: 60, limit: 10, candidates: 4) == [])
        #expect(limits.shown(of: earlier, input: 40, limit: 10, candidates: 1) == [1, 2, 3, 4, 5])
    }

    @Test func `an answer is shown whole or not at all, and none behind one that does not fit`() throws {
        let earlier = [(answer: "old", words: 2), (answer: "long", words: 31), (answer: "new", words: 9)]
        #expect(try limits().shown(of: earlier, input: 61, limit: 0) == ["new"])
        #expect(try limits().shown(of: earlier, input: 58, limit: 0) == ["old", "long", "new"])
        #expect(try limits().shown(of: earlier, input: 60, limit: 0) == ["long", "new"])
    }

    @Test func `nothing is shown without context`() throws {
        #expect(try limits(context: .none).shown(of: [(answer: 1, words: 1)], input: 1, limit: 1) == [])
    }

    @Test func `without oversight words there is room for 2000`() throws {
        #expect(try limits(words: nil).words == 2_000)
    }
}
