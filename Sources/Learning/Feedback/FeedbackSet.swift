/// What overseers said, in the form that trainers and evaluations take: judgements with their questions and
/// passages, so that nothing else is needed to learn from them.
///
///     let feedback = try FeedbackSet(decoding: bytes)
///     for comparison in feedback.comparisons { … comparison.passage.text, comparison.preference … }
package struct FeedbackSet: Sendable {
    /// The judgements of every kind, in their order.
    package private(set) var judgements: [any FeedbackKind] = []
    private var keys: Set<Key> = []

    private struct Key: Hashable {
        var kind: String
        var item: String
        var person: String
    }

    /// Feedback without a judgement.
    package init() {}

    /// These judgements; of two by one person of the same kind on one item the later one stays.
    package init(_ judgements: [any FeedbackKind]) {
        for judgement in judgements { append(judgement) }
    }

    /// Adds a judgement; one by the same person of the same kind on the same item is replaced in its place.
    package mutating func append(_ judgement: any FeedbackKind) {
        let key = Self.key(judgement)
        if keys.insert(key).inserted {
            judgements.append(judgement)
        } else if let place = judgements.firstIndex(where: { Self.key($0) == key }) {
            judgements[place] = judgement
        }
    }

    /// These judgements and then those of `other`.
    package func merging(_ other: FeedbackSet) -> FeedbackSet {
        var merged = self
        for judgement in other.judgements { merged.append(judgement) }
        return merged
    }

    /// The judgements of one kind.
    package func all<Kind: FeedbackKind>(_ kind: Kind.Type) -> [Kind] {
        judgements.compactMap { $0 as? Kind }
    }
    /// The comparisons.
    package var comparisons: [Comparison] { all(Comparison.self) }
    /// The demonstrations.
    package var demonstrations: [Demonstration] { all(Demonstration.self) }

    /// The passages that the judgements are about, each once, in order of first use.
    package var passages: [JudgedPassage] {
        var seen: Set<JudgedPassage> = []
        return judgements.map(\.passage).filter { seen.insert($0).inserted }
    }

    /// How many judgements there are.
    package var count: Int { judgements.count }
    /// What they cost together: a reading that judgements of several kinds share is counted once, as long as the
    /// kind says that spent most of it.
    package var effort: Effort {
        var total = Effort.none
        var places: [Reading: Int] = [:]
        var readings: [[String: Double]] = []
        for judgement in judgements {
            let effort = judgement.effort
            total.words += effort.words
            total.minutes += effort.minutes - (effort.reading ?? 0)
            guard let minutes = effort.reading else { continue }
            let key = Reading(person: judgement.person, text: judgement.passage.text)
            let place = places[key] ?? readings.count
            if places.updateValue(place, forKey: key) == nil { readings.append([:]) }
            readings[place][type(of: judgement).name, default: 0] += minutes
        }
        for kinds in readings { total.minutes += kinds.values.max() ?? 0 }
        return total
    }

    /// What one person read once.
    private struct Reading: Hashable {
        var person: String
        var text: String
    }

    private static func key(_ judgement: any FeedbackKind) -> Key {
        Key(kind: type(of: judgement).name, item: judgement.item, person: judgement.person)
    }
}
