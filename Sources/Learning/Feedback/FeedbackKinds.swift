/// The kinds that exist.
package enum FeedbackKinds {
    /// All of them: this module's only list of kinds. The language has its own, of names.
    package static let all: [any FeedbackKind.Type] = [
        Comparison.self, Ranking.self, Rating.self, Correction.self, Demonstration.self, Critique.self,
        Halt.self,
    ]

    /// Their names.
    package static var names: [String] { all.map { $0.name } }

    /// The kind of a name, or nil.
    package static func named(_ name: String) -> (any FeedbackKind.Type)? { all.first { $0.name == name } }
}

extension FeedbackKind {
    /// What was asked.
    package var question: Question { judgement.question }
    /// The digest of the question.
    package var item: String { judgement.question.item }
    /// Who answered.
    package var person: String { judgement.person }
    /// What the question is about.
    package var passage: JudgedPassage { judgement.question.passage }
    /// What it cost.
    package var effort: Effort { judgement.effort }
    /// The candidates that it judges, in the question's order, and behind them what was written.
    package var texts: [String] { question.candidates.map(\.text) + (written.map { [$0] } ?? []) }

    /// Most write nothing.
    package var written: String? { nil }
    /// Most compare nothing.
    package var implied: [ImpliedPreference] { [] }
    /// Most call nothing good or bad.
    package var isDesirable: Bool? { nil }
    /// Most need no samples.
    package var proposals: Int { 0 }
    /// Most faults show without the question.
    package static func fault(in answer: Answer, to question: Question) -> String? { nil }

    /// The loss of the rewards of its evidence's texts, where it needs no proposals and no parameters; 0 where it
    /// says nothing.
    package func loss(rewards: [Double], rationality: Double = 1) -> ChoiceLoss {
        evidence(.none)?.likelihood.loss(rewards: rewards, rationality: rationality, parameters: [])
            ?? ChoiceLoss(value: 0, gradient: rewards.map { _ in 0 })
    }

    /// How many candidates a question of this kind has.
    package static var candidates: ClosedRange<Int> { showing.candidates }

    /// What is wrong with an answer event of this kind; nil if nothing is.
    static func fault(in record: FeedbackRecord) -> String? {
        guard let value = record.answer else { return "'answer' is missing" }
        // Importers may leave 'shown' out: then the question's own order counts, and what it has is checked with it.
        let shown = record.shown.isEmpty ? candidates.upperBound : record.shown.count
        guard candidates.contains(shown) else {
            return "'shown' lists \(shown) answers; a \(name) has \(describe(candidates))"
        }
        do {
            return fault(in: try value.decoded(as: Answer.self), candidates: shown)
        } catch {
            return "in 'answer', " + StableJSON.explain(error)
        }
    }

    /// The value of a judgement whose answer is still JSON. Throws ``FeedbackFault`` in words where it has a fault.
    package static func value(_ judgement: Judgement<JSONValue>) throws -> Self {
        let question = judgement.question
        guard question.kind == name else {
            throw FeedbackFault("the question asks for a \(question.kind), not for a \(name)")
        }
        guard candidates.contains(question.candidates.count) else {
            throw FeedbackFault(
                "the question has \(question.candidates.count) candidates; a \(name) has \(describe(candidates))"
            )
        }
        guard judgement.sides.sorted() == Array(1..<(question.candidates.count + 1)) else {
            throw FeedbackFault("the sides \(judgement.sides) are not those of the question's candidates")
        }
        let answer = try judgement.answer.decoded(as: Answer.self)
        if let fault = fault(in: answer, candidates: question.candidates.count)
            ?? fault(in: answer, to: question)
        {
            throw FeedbackFault(fault)
        }
        return Self(
            Judgement(
                question: question, person: judgement.person, sides: judgement.sides, answer: answer,
                effort: judgement.effort))
    }

    private static func describe(_ range: ClosedRange<Int>) -> String {
        range.lowerBound == range.upperBound
            ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
    }
}
