import Tensors
import Text

/// An answer that an overseer made better.
///
/// Likelihood (reward-rational choice over edits of the same size): the corrected answer is chosen among itself,
/// the answer as it was, and `alternatives` random edits that change as many sentences.
package struct Correction: FeedbackKind {
    /// "correction".
    package static let name = "correction"
    /// One answer.
    package static let showing = Showing.one
    /// A text.
    package static let guide = (
        answer: #"{"text":"The candidate as it should be."}"#,
        meaning: "the candidate as it should be; unchanged where it is good"
    )
    /// How many random edits stand beside the correction.
    package static let alternatives = 3

    /// The judgement as it was made.
    package let judgement: Judgement<Answer>

    /// A correction that was made.
    package init(_ judgement: Judgement<Answer>) { self.judgement = judgement }

    /// What was written.
    package struct Answer: Codable, Hashable, Sendable {
        /// The better answer; the same where nothing was to be improved.
        package var text: String
        /// In words.
        package var note: String?

        /// The answer as it should be.
        package init(text: String) { self.text = text }
    }

    /// An answer without a word is no better one.
    package static func fault(in answer: Answer, candidates: Int) -> String? {
        wordCount(answer.text) == 0
            ? "'answer.text' is empty; an answer that should not be given at all is a 'halt'" : nil
    }

    /// The answer as it was.
    package var original: String { question.candidates[0].text }
    /// The answer as it should be.
    package var corrected: String { judgement.answer.text }
    /// The answer as it should be.
    package var written: String? { corrected }
    /// Whether anything was changed.
    package var isChange: Bool { AnswerSentences(original).texts != AnswerSentences(corrected).texts }

    /// The answer as it should be before the answer as it was.
    package var implied: [ImpliedPreference] {
        isChange ? [ImpliedPreference(corrected, over: original)] : []
    }

    /// "2 of 3 sentences changed".
    package var summary: String {
        let (original, corrected) = (AnswerSentences(original).texts, AnswerSentences(corrected).texts)
        let kept = original.count { corrected.contains($0) }
        if kept == original.count, kept == corrected.count { return "nothing changed" }
        let added = corrected.count { !original.contains($0) }
        return "\(original.count - kept) of \(original.count) sentences out, \(added) in"
    }

    /// A choice of the correction, before the original and random edits.
    package func evidence(_ proposals: Proposals) -> Evidence? {
        var texts = [corrected]
        if isChange { texts.append(original) }
        var stream = proposals.stream
        for edit in randomEdits(using: &stream) where !texts.contains(edit) { texts.append(edit) }
        return texts.count > 1
            ? Evidence(texts: texts, likelihood: RationalChoices(of: 0, among: texts.count)) : nil
    }

    /// Edits of the original that put other sentences of the passage in the place of as many as were changed,
    /// chosen at random.
    private func randomEdits(using stream: inout RandomStream) -> [String] {
        let answer = AnswerSentences(original)
        let after = AnswerSentences(corrected).texts
        let out = answer.texts.count { !after.contains($0) }
        let size = min(answer.count, max(1, out, after.count { !answer.texts.contains($0) }))
        let source = AnswerSentences(passage.text).texts.filter { !answer.texts.contains($0) }
        guard size > 0, !source.isEmpty else { return [] }
        return (0..<Self.alternatives).map { _ in
            var texts = answer.texts
            for place in stream.shuffled(Array(texts.indices)).prefix(size) {
                texts[place] = source[stream.below(source.count)]
            }
            return texts.joined(separator: " ")
        }
    }

    /// Leaves out one sentence, or puts one of the passage in its place, within the limit of words: the edit of which
    /// gold / spread + noise · G is greatest, with G standard Gumbel, the answer as it is being one of them.
    package static func simulated(
        by overseer: SimulatedOverseer, seeing view: View, limit: Int, using stream: inout RandomStream
    ) -> [Simulated<Answer>] {
        guard let original = view.candidates.first else { return [] }
        let gold = overseer.writingGold(view)
        let edits = [original] + overseer.edits(of: original, in: view, limit: limit)
        let utilities = overseer.utilities(edits.map { gold.score($0) }, using: &stream)
        let best = utilities.indices.max { (utilities[$0], $1) < (utilities[$1], $0) } ?? 0
        let before = AnswerSentences(original).texts
        let added = AnswerSentences(edits[best]).texts.filter { !before.contains($0) }
        let effort = overseer.pace.correction(
            passageWords: view.passageWords, answerWords: wordCount(original),
            writtenWords: added.reduce(0) { $0 + wordCount($1) })
        return [Simulated(Answer(text: edits[best]), effort: effort)]
    }
}
