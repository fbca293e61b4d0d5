/// One question to an overseer: a passage, and the candidates to judge where its kind has any.
package struct Question: Codable, Hashable, Sendable {
    /// The question's digest, the kind included; made by the stage that asks.
    package var item: String
    /// The feedback kind that is asked for.
    package var kind: String
    /// What it is about.
    package var passage: JudgedPassage
    /// Answers to judge, in an order that says nothing about who wrote them.
    package var candidates: [Candidate]
    /// The points of the scale that the answer is on; nil for the kind's usual one, or where it has none.
    package var scale: Int?

    /// A question about a passage.
    package init(
        item: String, kind: String, passage: JudgedPassage, candidates: [Candidate] = [], scale: Int? = nil
    ) {
        self.item = item
        self.kind = kind
        self.passage = passage
        self.candidates = candidates
        self.scale = scale
    }

    /// An answer that is judged.
    package struct Candidate: Codable, Hashable, Sendable {
        /// The answer's digest.
        package var answer: String
        /// Its text.
        package var text: String
        /// Who wrote it, where judgements that were made elsewhere say so; never shown to who judges.
        package var policy: String?

        /// An answer by digest.
        package init(answer: String, text: String, policy: String? = nil) {
            self.answer = answer
            self.text = text
            self.policy = policy
        }
    }

    /// What a judgement of it shows within `words` words.
    package func view(words: Int) -> View {
        View(source: passage.text, earlier: passage.earlier, candidates: candidates.map(\.text), words: words)
    }

    /// The side (from 1) of each candidate for one person: see `SideOrder`.
    package func sides(for person: String, seed: UInt64) -> [Int] {
        SideOrder.sides(of: candidates.count, seed: seed, item: item, person: person)
    }

    /// What a record of this question by `person` starts from; the caller adds event, answer and times.
    package func record(
        person: String, event: FeedbackRecord.Event, sides: [Int]
    ) -> FeedbackRecord {
        var record = FeedbackRecord(item: item, person: person, kind: kind, event: event)
        record.node = .init(
            book: passage.book, id: passage.node, height: passage.height, span: [passage.start, passage.end])
        record.shown = zip(candidates, sides).map { .init(answer: $0.answer, side: $1) }
            .sorted { $0.side < $1.side }
        return record
    }
}
