import Learning
import Pipeline

extension AnswerLimits {
    /// What is shown where a pipeline names no `oversight.words`.
    static let defaultWords = 2_000

    /// The limits that a pipeline's task and oversight set; ``defaultWords`` on a screen where none are
    /// named.
    init(task: Task, oversight: Oversight?) {
        self.init(
            leaf: task.maxWords.leaf, inner: task.maxWords.inner, root: task.maxWords.root,
            showsEarlier: task.context == .earlier, words: oversight?.words ?? Self.defaultWords)
    }
}
