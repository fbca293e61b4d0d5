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
        let sentences = reading.passage.sentences
        var fitting = reading.eligible.filter { !isChosen[$0] && sentences[$0].wordCount <= room }
        if !fitting.isEmpty && !choices.isEmpty { fitting.append(Self.stop) }
        return fitting
    }

    /// The action that ends an answer.
    package static let stop = -1

    /// Takes a sentence.
    package mutating func take(_ index: Int) {
        let sentence = reading.passage.sentences[index]
        choices.append(index)
        isChosen[index] = true
        words += sentence.wordCount
        for other in reading.eligible where !isChosen[other] {
            let shared = sharedMass(index, other)
            let union = reading.sentenceMass[index] + reading.sentenceMass[other] - shared
            if union > 0 { similarity[other] = max(similarity[other], shared / union) }
        }
        for id in sentence.terms where !isCovered[Int(id)] {
            isCovered[Int(id)] = true
            coveredMass += reading.weights[Int(id)]
        }
    }

    /// The feature rows of the candidates, one after another, `CandidateFeature.count` numbers each.
    package func rows(for candidates: [Int]) -> [Float] {
        var rows = [Float](repeating: 0, count: candidates.count * CandidateFeature.count)
        let limit = Float(max(reading.passage.limit, 1))
        let used = Float(words) / limit
        let covered = coveredMass / reading.mass
        for (place, index) in candidates.enumerated() {
            let start = place * CandidateFeature.count
            func set(_ feature: CandidateFeature, _ value: Float) { rows[start + feature.rawValue] = value }
            set(.used, used * 2 - 1)
            set(.covered, covered * 2)
            set(.chosen, Float(choices.count) / 4)
            set(.inner, reading.passage.height > 0 ? 1 : 0)
            if index == Self.stop {
                set(.stop, 1)
                set(.left, 1 - used)
            } else {
                fill(index, used: used, limit: limit, set)
            }
        }
        return rows
    }

    private func fill(
        _ index: Int, used: Float, limit: Float, _ set: (CandidateFeature, Float) -> Void
    ) {
        let passage = reading.passage
        let sentence = passage.sentences[index]
        let count = Float(passage.sentences.count)
        let words = Float(sentence.wordCount)
        var newMass: Float = 0
        var newSalience: Float = 0
        for id in sentence.terms where !isCovered[Int(id)] {
            newMass += reading.weights[Int(id)]
            newSalience += reading.salience[Int(id)]
        }
        var newNames: Float = 0
        for id in sentence.names where !isCovered[Int(id)] { newNames += 1 }
        let mass = reading.sentenceMass[index]
        let afterChosen = index > 0 && isChosen[index - 1]
        let opens: Float = sentence.opensWithPronoun ? 1 : 0
        set(.length, words / 15 - 1)
        set(.position, 2 * Float(index) / max(count - 1, 1) - 1)
        set(.first, index == 0 ? 1 : 0)
        set(.paragraphStart, sentence.startsParagraph ? 1 : 0)
        set(.paragraphEnd, sentence.endsParagraph ? 1 : 0)
        set(.rarity, mass / Float(max(sentence.terms.count, 1)) / 2 - 1)
        set(.mass, mass / reading.mass * count / 2)
        set(.newMass, newMass / reading.mass * count / 2)
        set(.newMassPerWord, newMass / words * Float(passage.wordCount) / reading.mass / 2)
        set(.newSalience, newSalience / reading.salienceMass * count / 2)
        set(.newSaliencePerWord, newSalience / words * Float(passage.wordCount) / reading.salienceMass / 2)
        set(.redundancy, mass > 0 ? 1 - newMass / mass : 0)
        set(.similarity, similarity[index] * 4)
        set(.earlier, reading.earlier[index])
        set(.names, Float(sentence.names.count) / 2)
        set(.newNames, newNames / 2)
        set(.pronoun, opens)
        set(.orphan, afterChosen ? 0 : opens)
        set(.pronouns, Float(sentence.pronouns) / 2)
        set(.quote, sentence.quoted)
        set(.afterChosen, afterChosen ? 1 : 0)
        set(.beforeChosen, index + 1 < isChosen.count && isChosen[index + 1] ? 1 : 0)
        set(.centrality, reading.centrality[index] * 2)
        set(.frequency, reading.frequency[index])
        set(.left, 1 - used - words / limit)
    }

    private func sharedMass(_ first: Int, _ second: Int) -> Float {
        let a = reading.passage.sentences[first].terms
        let b = reading.passage.sentences[second].terms
        var (i, j, sum): (Int, Int, Float) = (0, 0, 0)
        while i < a.count && j < b.count {
            if a[i] == b[j] {
                sum += reading.weights[Int(a[i])]
                i += 1
                j += 1
            } else if a[i] < b[j] {
                i += 1
            } else {
                j += 1
            }
        }
        return sum
    }
}
