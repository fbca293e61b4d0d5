import Tensors
import Text

/// What is wrong with an answer: its worst sentence, marked places, tags, and what answers should be like.
///
/// Likelihood: two rational choices, each where it was made. The worst sentence sᵢ is the one whose removal is
/// worth most: −log softmaxᵢ(−β Δᵢ) with Δᵢ = r(y) − r(y without sᵢ), a choice among the answers without one
/// sentence. A statement ℓ is chosen among `alternatives` by the mean reward of the answers that it holds of
/// (Jeon et al. 2020: ψ(ℓ) is uniform over them), in a pool of this answer and samples of the start policy.
/// Marked places, tags and notes are kept and teach the reward nothing.
package struct Critique: FeedbackKind {
    /// "critique".
    package static let name = "critique"
    /// One answer.
    package static let showing = Showing.one
    /// A sentence.
    package static let guide = (
        answer: #"{"worst":1}"#,
        meaning:
            "the number of the candidate's worst sentence; also `\"spans\":[{\"from\":0,\"to\":12,\"tag\":\"…\"}]`, "
            + "`\"tags\":[…]`, `\"note\":\"…\"`, and `\"statement\":\"…\"` with `\"alternatives\":[…]`, each one of "
            + Statement.forms
    )
    /// How many samples of the start policy a statement is about.
    package static let pool = 16

    /// The judgement as it was made.
    package let judgement: Judgement<Answer>

    /// A critique that was made.
    package init(_ judgement: Judgement<Answer>) { self.judgement = judgement }

    /// What is said.
    package struct Answer: Codable, Hashable, Sendable {
        /// The worst sentence, from 1.
        package var worst: Int?
        /// Places that were marked.
        package var spans: [Mark]?
        /// What is wrong, in words of a list.
        package var tags: [String]?
        /// What answers should be like: see `Statement`.
        package var statement: String?
        /// What could have been said instead.
        package var alternatives: [String]?
        /// In words.
        package var note: String?

        /// A critique that names the worst sentence, or says what answers should be like.
        package init(worst: Int? = nil, statement: String? = nil, alternatives: [String]? = nil) {
            self.worst = worst
            self.statement = statement
            self.alternatives = alternatives
        }
    }

    /// A marked place of the answer.
    package struct Mark: Codable, Hashable, Sendable {
        /// Where it begins, in UTF-8 offsets.
        package var from: Int
        /// Where it ends.
        package var to: Int
        /// What is wrong there.
        package var tag: String?

        /// A place, and what is wrong there.
        package init(from: Int, to: Int, tag: String? = nil) {
            self.from = from
            self.to = to
            self.tag = tag
        }
    }

    /// What is wrong with it whatever was shown.
    package static func fault(in answer: Answer, candidates: Int) -> String? {
        let isEmpty =
            answer.worst == nil && answer.statement == nil && (answer.spans ?? []).isEmpty
            && (answer.tags ?? []).isEmpty && (answer.note ?? "").isEmpty
        if isEmpty { return "'answer' says nothing; it has 'worst', 'spans', 'tags', 'statement' or 'note'" }
        if answer.statement == nil, answer.alternatives != nil {
            return "'answer.alternatives' are to a 'statement', and there is none"
        }
        for words in [answer.statement].compactMap({ $0 }) + (answer.alternatives ?? [])
        where Statement(words) == nil {
            return "'\(words)' is no statement that can be checked; it can be \(Statement.forms)"
        }
        return nil
    }

    /// What does not fit the answer that was shown.
    package static func fault(in answer: Answer, to question: Question) -> String? {
        let text = question.candidates[0].text
        let count = AnswerSentences(text).count
        if let worst = answer.worst, !(1...max(1, count)).contains(worst) {
            return "'answer.worst' is \(worst); the candidate has sentences 1 to \(count)"
        }
        let length = text.utf8.count
        let outside = (answer.spans ?? []).first { $0.from < 0 || $0.from >= $0.to || $0.to > length }
        return outside.map {
            "'answer.spans' has \($0.from) to \($0.to); places lie within 0 to \(length), the start before the end"
        }
    }

    /// The answer that was judged.
    package var text: String { question.candidates[0].text }

    /// "worst sentence 2; shorter than 40 words".
    package var summary: String {
        let answer = judgement.answer
        var parts = [answer.worst.map { "worst sentence \($0)" }, answer.statement].compactMap { $0 }
        parts += answer.tags ?? []
        if parts.isEmpty, let note = answer.note { parts = [note] }
        return parts.isEmpty ? "\(answer.spans?.count ?? 0) places marked" : parts.joined(separator: "; ")
    }

    /// A pool for a statement.
    package var proposals: Int { judgement.answer.statement == nil ? 0 : Self.pool }

    /// The choice of the worst sentence, then that of the statement.
    package func evidence(_ proposals: Proposals) -> Evidence? {
        var texts: [String] = []
        var choices: [RationalChoices.Choice] = []
        let sentences = AnswerSentences(text)
        if let worst = judgement.answer.worst, sentences.count > 1 {
            texts = (0..<sentences.count).map(sentences.without)
            choices.append(.init(texts.indices.map { .init($0) }, chosen: worst - 1))
        }
        if let words = judgement.answer.statement, let said = Statement(words) {
            let pool = [text] + proposals.samples
            let statements = ([said] + (judgement.answer.alternatives ?? []).compactMap(Statement.init))
                .unique
            let options = statements.map { statement in
                pool.indices.filter { statement.holds(of: pool[$0]) }.map { $0 + texts.count }
            }
            // A statement that holds of nothing in the pool says nothing about it.
            if !options[0].isEmpty, options.count(where: { !$0.isEmpty }) > 1 {
                choices.append(.init(options.filter { !$0.isEmpty }.map { .init($0) }, chosen: 0))
                texts += pool
            }
        }
        return choices.isEmpty ? nil : Evidence(texts: texts, likelihood: RationalChoices(choices))
    }
}

extension Array where Element: Hashable {
    fileprivate var unique: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}

extension Critique {
    /// Names the sentence without which gold / spread + noise · G is greatest, with G standard Gumbel (with
    /// probability `noise` a slip names any), and says what answers should be like: of a few statements (shorter or
    /// longer than this one, with or without a name of the passage), the one whose edits of the answer have the best mean gold, by the
    /// same rule. An edit leaves out one sentence or puts another of the passage in its place.
    package static func simulated(
        by overseer: SimulatedOverseer, seeing view: View, limit: Int, using stream: inout RandomStream
    ) -> [Simulated<Answer>] {
        guard let text = view.candidates.first else { return [] }
        let gold = overseer.writingGold(view)
        let sentences = AnswerSentences(text)
        let without = (0..<sentences.count).map { gold.score(sentences.without($0)) }
        let utilities = overseer.utilities(without, using: &stream)
        let slip = stream.uniform() < overseer.noise ? stream.uniform() : nil
        var answer = Answer()
        if let best = utilities.indices.max(by: { (utilities[$0], $1) < (utilities[$1], $0) }) {
            let worst = slip.map { Int($0 * Double(sentences.count)) } ?? best
            answer.worst = worst + 1
            let span = sentences.spans[worst]
            answer.spans = [Mark(from: span.start, to: span.end)]
        }
        let pool = [text] + overseer.edits(of: text, in: view, limit: limit)
        let scores = pool.map { gold.score($0) ?? 0 }
        let statements = vocabulary(for: text, in: view).compactMap { statement in
            let holding = pool.indices.filter { statement.holds(of: pool[$0]) }
            return holding.isEmpty
                ? nil
                : (statement: statement, mean: holding.reduce(0) { $0 + scores[$1] } / Double(holding.count))
        }
        let said = overseer.utilities(statements.map(\.mean), using: &stream)
        if statements.count > 1, let best = said.indices.max(by: { (said[$0], $1) < (said[$1], $0) }) {
            answer.statement = statements[best].statement.words
            answer.alternatives = statements.indices.filter { $0 != best }.map {
                statements[$0].statement.words
            }
        }
        if answer.worst == nil, answer.statement == nil { answer.note = "there is no sentence" }
        let effort = overseer.pace.critique(passageWords: view.passageWords, answerWords: wordCount(text))
        return [Simulated(answer, effort: effort)]
    }

    /// What a simulated overseer can say of an answer.
    private static func vocabulary(for text: String, in view: View) -> [Statement] {
        let words = wordCount(text)
        let names = entities(in: view.source).enumerated()
            .sorted { ($1.element.mentions.count, $0.offset) < ($0.element.mentions.count, $1.offset) }
            .prefix(3).map(\.element.name)
        return (words > 1 ? [.shorter(words), .longer(words - 1)] : [])
            + names.flatMap { [Statement.mentions($0), .never($0)] }
    }
}
