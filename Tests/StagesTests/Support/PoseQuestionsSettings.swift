import Learning
import Pipeline
import Testing

@testable import Stages

extension PoseQuestions.Settings {
    /// What a stage asks for at leaves whose answers have at most 10 words.
    static func asking(_ kinds: [String], count: Int? = nil, minutes: Double? = nil, samples: Int = 2) throws
        -> PoseQuestions.Settings
    {
        let text = """
            quire: 1
            data: {books: {path: "b/*.txt"}}
            task: {instruction: Summarise., max_words: {leaf: 10}}
            stages: {trees: {decompose: books, by: whole}}
            """
        let task = try #require(try Document.load("p.yaml", read: { _ in text }).get().task)
        return PoseQuestions.Settings(
            kinds: kinds, nodes: NodeSets([.leaves]), count: count, minutes: minutes, wordsPerMinute: 230,
            samples: samples, limits: AnswerLimits(task: task, oversight: nil), untrained: false)
    }
}
