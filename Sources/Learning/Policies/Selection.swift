/// A partial answer: the sentences that are chosen so far and what they cover. The state of an episode.
package struct Selection: Sendable {
    /// What is chosen from.
    let reading: PassageReading
    /// The sentences, in the order of choice.
    package private(set) var choices: [Int] = []
    /// Words in them.
    package private(set) var words = 0
    private var isChosen: [Bool]
    private var isCovered: [Bool]
    private var coveredMass: Float = 0
    private var similarity: [Float]

    /// Nothing chosen yet.
    package init(_ reading: PassageReading) {
        self.reading = reading
        isChosen = [Bool](repeating: false, count: reading.passage.sentences.count)
        isCovered = [Bool](repeating: false, count: reading.weights.count)
        similarity = [Float](repeating: 0, count: reading.passage.sentences.count)
    }

    /// The sentences that still fit, in the order of the text, and `Selection.stop` last when at least one is
    /// chosen; empty when nothing is left to decide.
    package var candidates: [Int] {
        let room = reading.passage.limit - words
        var fitting = reading.eligible.filter { !isChosen[$0] && reading.wordCounts[$0] <= room }
        if !fitting.isEmpty && !choices.isEmpty { fitting.append(Self.stop) }
        return fitting
    }

    /// The action that ends an answer.
    package static let stop = -1

    /// Takes a sentence.
    package mutating func take(_ index: Int) {
        choices.append(index)
        isChosen[index] = true
        words += reading.wordCounts[index]
        let terms = reading.terms[index]
        var isTaken = [Bool](repeating: false, count: reading.weights.count)
        for id in terms { isTaken[Int(id)] = true }
        for other in reading.eligible where !isChosen[other] {
            var shared: Float = 0
            for id in reading.terms[other] where isTaken[Int(id)] { shared += reading.weights[Int(id)] }
            let union = reading.sentenceMass[index] + reading.sentenceMass[other] - shared
            if union > 0 { similarity[other] = max(similarity[other], shared / union) }
        }
        for id in terms where !isCovered[Int(id)] {
            isCovered[Int(id)] = true
            coveredMass += reading.weights[Int(id)]
        }
    }

    /// The feature rows of the candidates, one after another, `CandidateFeature.count` numbers each.
    package func rows(for candidates: [Int]) -> [Float] {
        var rows: [Float] = []
        rows.reserveCapacity(candidates.count * CandidateFeature.count)
        let limit = Float(max(reading.passage.limit, 1))
        let used = Float(words) / limit
        let covered = coveredMass / reading.mass
        let inner: Float = reading.passage.height > 0 ? 1 : 0
        for index in candidates {
            let start = rows.count
            func set(_ feature: CandidateFeature, _ value: Float) { rows[start + feature.rawValue] = value }
            if index == Self.stop {
                rows += repeatElement(0, count: CandidateFeature.count)
                set(.stop, 1)
                set(.left, 1 - used)
                set(.inner, inner)
            } else {
                let first = index * CandidateFeature.count
                rows += reading.sentenceRows[first..<first + CandidateFeature.count]
                fill(index, used: used, limit: limit, set)
            }
            set(.used, used * 2 - 1)
            set(.covered, covered * 2)
            set(.chosen, Float(choices.count) / 4)
        }
        return rows
    }

    /// The numbers of a sentence that depend on what is chosen.
    private func fill(
        _ index: Int, used: Float, limit: Float, _ set: (CandidateFeature, Float) -> Void
    ) {
        let count = Float(reading.wordCounts.count)
        let words = Float(reading.wordCounts[index])
        let passageWords = Float(reading.passage.wordCount)
        var newMass: Float = 0
        var newSalience: Float = 0
        for id in reading.terms[index] where !isCovered[Int(id)] {
            newMass += reading.weights[Int(id)]
            newSalience += reading.salience[Int(id)]
        }
        var newNames: Float = 0
        for id in reading.names[index] where !isCovered[Int(id)] { newNames += 1 }
        let mass = reading.sentenceMass[index]
        let afterChosen = index > 0 && isChosen[index - 1]
        set(.newMass, newMass / reading.mass * count / 2)
        set(.newMassPerWord, newMass / words * passageWords / reading.mass / 2)
        set(.newSalience, newSalience / reading.salienceMass * count / 2)
        set(.newSaliencePerWord, newSalience / words * passageWords / reading.salienceMass / 2)
        set(.redundancy, mass > 0 ? 1 - newMass / mass : 0)
        set(.similarity, similarity[index] * 4)
        set(.newNames, newNames / 2)
        if afterChosen {
            set(.orphan, 0)
            set(.afterChosen, 1)
        }
        set(.beforeChosen, index + 1 < isChosen.count && isChosen[index + 1] ? 1 : 0)
        set(.left, 1 - used - words / limit)
    }
}

extension PassageReading {
    /// The numbers of every sentence that do not depend on what is chosen, one row of `CandidateFeature.count` after
    /// another. An orphan is one as long as the sentence before is not chosen.
    static func sentenceRows(
        of passage: Passage, mass: Float, sentenceMass: [Float], earlier: [Float], centrality: [Float],
        frequency: [Float]
    ) -> [Float] {
        let count = Float(passage.sentences.count)
        var rows = [Float](repeating: 0, count: passage.sentences.count * CandidateFeature.count)
        for (index, sentence) in passage.sentences.enumerated() {
            let start = index * CandidateFeature.count
            func set(_ feature: CandidateFeature, _ value: Float) { rows[start + feature.rawValue] = value }
            let opens: Float = sentence.opensWithPronoun ? 1 : 0
            set(.length, Float(sentence.wordCount) / 15 - 1)
            set(.position, 2 * Float(index) / max(count - 1, 1) - 1)
            set(.first, index == 0 ? 1 : 0)
            set(.paragraphStart, sentence.startsParagraph ? 1 : 0)
            set(.paragraphEnd, sentence.endsParagraph ? 1 : 0)
            set(.rarity, sentenceMass[index] / Float(max(sentence.terms.count, 1)) / 2 - 1)
            set(.mass, sentenceMass[index] / mass * count / 2)
            set(.earlier, earlier[index])
            set(.names, Float(sentence.names.count) / 2)
            set(.pronoun, opens)
            set(.orphan, opens)
            set(.pronouns, Float(sentence.pronouns) / 2)
            set(.quote, sentence.quoted)
            set(.centrality, centrality[index] * 2)
            set(.frequency, frequency[index])
            set(.inner, passage.height > 0 ? 1 : 0)
        }
        return rows
    }
}
